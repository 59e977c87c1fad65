"""The lists of words that ship with the package: one definition for every reader."""

from functools import cache
from pathlib import Path

DATI = Path(__file__).with_name("dati")


def lines(name: str) -> list[str]:
    """The lines of `dati/<name>.txt`, without those that are empty or start with `#`."""
    written = (DATI / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in written if line and not line.startswith("#")]


@cache
def word_list(name: str, section: str = "") -> tuple[str, ...]:
    """The words of `dati/<name>.txt` in the order written, or those under its `[section]`.

    A line starting with `#` is a comment. Raises `ValueError` for a section that is not there.
    """
    words: list[str] = []
    current = ""
    seen = {""}
    for line in lines(name):
        if line.startswith("["):
            current = line.strip("[] ")
            seen.add(current)
        elif current == section:
            words.extend(line.split())
    if section not in seen:
        raise ValueError(f"{name}.txt has no section [{section}]")
    return tuple(words)
