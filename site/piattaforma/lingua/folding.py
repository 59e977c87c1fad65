"""Letters without their accents: the table of Lucene's ASCIIFoldingFilter.

It does what decomposition does ("à" is "a") and what it does not: "ø" is "o", "ß" is "ss",
"æ" is "ae", "ł" is "l". Case stays. The ordinal signs "º" and "ª" stay too.
"""

import csv

from .word_lists import DATI


def _table() -> dict[int, str]:
    with (DATI / "piegature.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return {ord(char): ascii_ for ascii_, chars in rows for char in chars}


_TABLE = _table()


def fold(text: str) -> str:
    """`text` with every letter, figure and sign that has an ASCII form written in it."""
    return text if text.isascii() else text.translate(_TABLE)


def lowercase(text: str) -> str:
    """Small letters one by one, as Java writes them: no dot left over, no final sigma."""
    if text.isascii():
        return text.lower()
    return text.replace("İ", "i").replace("Σ", "σ").lower()
