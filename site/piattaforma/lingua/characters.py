"""What happens to single characters before words are cut, with the way back to the source.

Seven signs that people type for an apostrophe become one. What is invisible inside a word is
dropped: soft hyphens, word joiners, direction marks, and accents written as a character of their own
(“e” + U+0301, as PDF readers give them), which folding would drop anyway.
"""

import re
from bisect import bisect_right

APOSTROPHE = "'"
APOSTROPHES = "’‘ʼ´`′＇"
DROPPED = (
    "\u00ad"  # soft hyphen
    "\u200c\u200e\u200f\u2060\ufeff"
    "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0326\u0327\u0328"
)

_REPLACED = str.maketrans(dict.fromkeys(APOSTROPHES, APOSTROPHE))
_DROPPED = re.compile(f"[{DROPPED}]+")
_ANY = re.compile(f"[{APOSTROPHES}{DROPPED}]")


class Cleaned:
    """A text with its characters normalised, and where each place in it was in the source."""

    __slots__ = ("_cuts", "_shifts", "text")

    def __init__(self, source: str) -> None:
        self._cuts: list[int] = []
        self._shifts: list[int] = [0]
        self.text = self._clean(source) if _ANY.search(source) else source

    def source(self, position: int) -> int:
        """The offset in the source, as Lucene corrects it: dropped characters belong to the left."""
        if not self._cuts:
            return position
        return position + self._shifts[bisect_right(self._cuts, position)]

    def _clean(self, source: str) -> str:
        kept = []
        start = 0
        for run in _DROPPED.finditer(source):
            kept.append(source[start : run.start()])
            start = run.end()
            self._cuts.append(run.start() - self._shifts[-1])
            self._shifts.append(self._shifts[-1] + run.end() - run.start())
        kept.append(source[start:])
        return "".join(kept).translate(_REPLACED)
