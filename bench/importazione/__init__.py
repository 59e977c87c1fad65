"""How fast, and in how much memory, an official text is read: `python -m bench.importazione`."""
