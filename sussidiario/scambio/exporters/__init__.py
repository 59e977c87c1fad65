"""From schede to files."""
