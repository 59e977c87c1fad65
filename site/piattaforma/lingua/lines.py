"""The lines of a text that somebody wrote one thing a line."""


def lines_of(text: str) -> list[str]:
    """Without the empty ones, and without the space around each."""
    return [line for line in map(str.strip, text.splitlines()) if line]
