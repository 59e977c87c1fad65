"""How well, and how fast, the recogniser reads: `python -m bench.citazioni`."""
