"""A stored text as it is shown, with the map of its offsets: what is stored never changes."""

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mostrato:
    """`moves` are pairs: from this offset of the stored text on, places shift by so much."""

    testo: str
    _starts: tuple[int, ...] = ()
    _edits: tuple[tuple[int, int, int, int], ...] = ()

    @classmethod
    def of(cls, text: str, edits: list[tuple[int, int, str]]) -> "Mostrato":
        """The text with pieces replaced: (start, end, words), in order, never overlapping."""
        parts: list[str] = []
        kept: list[tuple[int, int, int, int]] = []
        last = length = 0
        for start, end, words in edits:
            if start < last:
                continue
            parts += [text[last:start], words]
            length += start - last
            kept.append((start, end, length, length + len(words)))
            length += len(words)
            last = end
        parts.append(text[last:])
        return cls("".join(parts), tuple(one[0] for one in kept), tuple(kept))

    def place(self, offset: int) -> int:
        """Where an offset of the stored text is in the shown one; inside a cut, where the cut was."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        start, end, shown_start, shown_end = self._edits[index]
        if offset >= end:
            return shown_end + offset - end
        return min(shown_start + offset - start, shown_end)


@dataclass(frozen=True, slots=True)
class MostratoInsieme:
    """Several steps one after the other."""

    passi: tuple[Mostrato, ...]

    @property
    def testo(self) -> str:
        return self.passi[-1].testo

    def place(self, offset: int) -> int:
        for step in self.passi:
            offset = step.place(offset)
        return offset
