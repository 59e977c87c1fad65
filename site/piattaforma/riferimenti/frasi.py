"""The sentence around a citation, cut to a length that a list can show: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from piattaforma.lingua import Sentence

#: Longest sentence kept, in characters; a longer one is cut on both sides of the citation.
LUNGHEZZA = 320
#: What stands where it was cut.
OMISSIS = "…"


@dataclass(frozen=True, slots=True)
class Frase:
    """A sentence, and where the citation stands in it."""

    testo: str
    inizio: int
    fine: int


class FraseDivisaMixin:
    """For rows that keep a sentence and where the words that matter stand in it."""

    frase: Any
    frase_inizio: Any
    frase_fine: Any

    @property
    def frase_divisa(self) -> tuple[str, str, str]:
        """What comes before those words, the words, what comes after."""
        return (
            self.frase[: self.frase_inizio],
            self.frase[self.frase_inizio : self.frase_fine],
            self.frase[self.frase_fine :],
        )


def sentence_around(text: str, found: Sequence[Sentence], start: int, end: int) -> Frase:
    """The sentence of `text` that holds the words from `start` to `end`.

    `found` are the sentences of `text`. Words that span two take both.
    """
    touching = [s for s in found if s.start < end and start < s.end]
    begins = whole = min([start, *(s.start for s in touching)])
    ends = rest = max([end, *(s.end for s in touching)])
    if ends - begins > LUNGHEZZA:
        begins, ends = _cut(text, begins, ends, start, end)
    before = OMISSIS if begins > whole else ""
    after = OMISSIS if ends < rest else ""
    shift = len(before) - begins
    return Frase(before + text[begins:ends] + after, start + shift, min(end, ends) + shift)


def _cut(text: str, begins: int, ends: int, start: int, end: int) -> tuple[int, int]:
    """The words next to the citation, as many on each side as fit; at the ends of words."""
    room = LUNGHEZZA - (end - start)
    if room <= 0:
        return start, min(end, start + LUNGHEZZA)
    left = min(start - begins, max(room // 2, room - (ends - end)))
    right = min(ends - end, room - left)
    first, last = start - left, end + right
    if first > begins:
        # At a space, or else nothing before the citation.
        first = text.find(" ", first, start) + 1 or start
    if last < ends:
        last = max(text.rfind(" ", end, last + 1), end)
    return first, last
