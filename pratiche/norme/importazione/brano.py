"""A run of text with the citations in it, and how one is written from mark-up."""

import re
from dataclasses import dataclass, replace

from .atto_letto import RinvioLetto

_SPACES = re.compile(r"[ \t\r\n]+")
_BLANKS = re.compile(r"[ \t\r]+")
#: in the official export a blank line parts paragraphs, and a list mark begins one
_BREAKS = re.compile(
    r" ?\n ?\n\s*| ?\n\s*(?=(?:\(\([ ]*)?(?:[a-z]{1,2}|\d{1,3})(?:-[a-z]+)?\))",
)


@dataclass(frozen=True, slots=True)
class Brano:
    testo: str = ""
    rinvii: tuple[RinvioLetto, ...] = ()

    def cut(self, start: int, end: int | None = None) -> "Brano":
        """A piece, without the spaces at its ends; citations that it does not hold whole are left."""
        end = len(self.testo) if end is None else end
        while start < end and self.testo[start] in " \n":
            start += 1
        while end > start and self.testo[end - 1] in " \n":
            end -= 1
        return Brano(
            self.testo[start:end],
            tuple(
                replace(one, inizio=one.inizio - start, fine=one.fine - start)
                for one in self.rinvii
                if start <= one.inizio and one.fine <= end
            ),
        )

    def after(self, words: str) -> "Brano":
        """The same, with words before it."""
        shift = len(words)
        return Brano(
            words + self.testo,
            tuple(
                replace(one, inizio=one.inizio + shift, fine=one.fine + shift)
                for one in self.rinvii
            ),
        )

    def joined(self, other: "Brano") -> "Brano":
        """Both, each on its line."""
        if not (self.testo and other.testo):
            return self if self.testo else other
        tail = other.after(self.testo + "\n")
        return Brano(tail.testo, self.rinvii + tail.rinvii)

    def lines(self) -> list["Brano"]:
        pieces, start = [], 0
        for line in self.testo.split("\n"):
            pieces.append(self.cut(start, start + len(line)))
            start += len(line) + 1
        return pieces


class Scrittura:
    """Writes a `Brano`: spaces of the mark-up become one, words stay as they are."""

    def __init__(self, *, breaks: bool) -> None:
        self._breaks = breaks
        self._parts: list[str] = []
        self._length = 0
        self._space = False
        self._fresh = True
        self._glue = False
        self._citations: list[tuple[int, int, str]] = []

    def write(self, text: str | None) -> None:
        if not text:
            return
        if not self._breaks or "\n" not in text:
            self._run(text)
            return
        pieces = _BREAKS.split(_BLANKS.sub(" ", text))
        for index, piece in enumerate(pieces):
            if index:
                self.new_line()
            self._run(piece)

    def _run(self, text: str) -> None:
        words = _SPACES.sub(" ", text)
        if words.startswith(" "):
            self._space, words = True, words[1:]
        if not words:
            return
        if self._space and not self._fresh:
            self._put(" ")
        self._space = words.endswith(" ")
        self._put(words[:-1] if self._space else words)
        self._fresh = self._glue = False

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def new_line(self) -> None:
        """What follows begins a line, unless it belongs to the mark just written."""
        if self._glue:
            self._space = True
        elif not self._fresh:
            self._put("\n")
            self._fresh, self._space = True, False

    def stay(self) -> None:
        """The next block goes on the same line: the text of a letter beside its mark."""
        self._glue = not self._fresh

    def here(self) -> int:
        return self._length

    def cite(self, start: int, identifiers: tuple[str, ...]) -> None:
        """What was written since `start` cites each of the identifiers."""
        self._citations += [(start, self._length, one) for one in identifiers]

    def done(self) -> Brano:
        text = "".join(self._parts)
        found = []
        for given, stop, identifier in self._citations:
            start, end = given, stop
            while start < end and text[start] in " \n":
                start += 1
            if start < end:
                found.append(RinvioLetto(start, end, identifier))
        return Brano(text, tuple(found)).cut(0)
