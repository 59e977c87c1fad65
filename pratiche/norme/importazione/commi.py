"""Runs of text → the commi of an article: numbers, states, notes of the publisher cut off."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .atto_letto import CommaLetto, StatoLetto
from .brano import Brano
from .numero_di_parte import leading_number, order
from .segni import is_only_marks, notes_start
from .stato import comma_state, suppressions

#: a line that goes on with the list of the comma before it
LIST_LINE = re.compile(r"(?:\(\([ ]*)?(?:[a-z]{1,2}|\d{1,3})(?:-[a-z]+)?\)|[-–]\s", re.IGNORECASE)
_LONGEST_HEADING = 250


@dataclass(slots=True)
class Commi:
    """Collects the commi of one article."""

    note: list[str] = field(default_factory=list)
    _found: list[tuple[str, str, Brano, StatoLetto | None]] = field(default_factory=list)
    _pending: str = ""
    _last: int = 0
    _after_notes: bool = False

    def add(
        self, piece: Brano, number: str = "", eid: str = "", state: StatoLetto | None = None
    ) -> None:
        """One comma, or what stands between two of them."""
        piece = self._without_notes(piece, numbered=bool(number))
        if not piece.testo:
            return
        if not number and is_only_marks(piece.testo):
            self._keep_mark(piece.testo)
            return
        if not number:
            number, piece = self._printed_number(piece)
        if not number and self._found and LIST_LINE.match(piece.testo):
            self._join(piece)
            return
        if self._pending:
            piece = piece.after(self._pending)
            self._pending = ""
        self._last = max(self._last, order(number))
        self._found.append((number, eid, piece, state))

    def add_loose(self, piece: Brano) -> None:
        """Text outside any comma: one more paragraph of the last one, or one of its own."""
        piece = self._without_notes(piece, numbered=False)
        if not piece.testo:
            return
        if self._found:
            self._join(piece)
        else:
            self._found.append(("", "", piece, None))

    def take_heading(self) -> str:
        """A heading that the source printed as a first paragraph, before comma 1."""
        if len(self._found) < 2:
            return ""
        (number, _, piece, _), following = self._found[0], self._found[1][0]
        words = piece.testo.strip()
        closed = words.endswith((")", ")."))
        is_heading = not number and order(following) in (0, 1) and not piece.rinvii
        if not is_heading or "\n" in words or len(words) > _LONGEST_HEADING:
            return ""
        if words.endswith((".", ":", ";")) and not (words.startswith("(") and closed):
            return ""
        del self._found[0]
        return words

    def done(self) -> tuple[CommaLetto, ...]:
        if self._pending:
            # a closing mark after the last comma
            self._append_mark(self._pending)
        return tuple(_comma(*one) for one in self._found)

    @property
    def is_empty(self) -> bool:
        return not self._found

    def _without_notes(self, piece: Brano, *, numbered: bool) -> Brano:
        """Cuts the publisher's notes off; they run to the end of the article."""
        if self._after_notes and not numbered:
            self._note(piece.testo)
            return Brano()
        cut = notes_start(piece.testo)
        if cut < len(piece.testo):
            self._after_notes = True
            self._note(piece.testo[cut:])
            return piece.cut(0, cut)
        self._after_notes = False
        return piece

    def _note(self, text: str) -> None:
        lines = [one for one in text.split("\n") if one.strip("- ")]
        if lines:
            self.note.append("\n".join(lines))

    def _printed_number(self, piece: Brano) -> tuple[str, Brano]:
        """A comma whose number the source left in its words: "((3-ter. Il …"."""
        number, start, marked = leading_number(piece.testo)
        if not number or not self._last <= order(number) <= self._last + 1:
            return "", piece
        words = piece.cut(start)
        return number, words.after("((") if marked else words

    def _keep_mark(self, mark: str) -> None:
        if mark.strip().startswith("))") and self._found:
            self._append_mark(mark.strip())
        else:
            self._pending += mark.strip()

    def _append_mark(self, mark: str) -> None:
        self._pending = ""
        if self._found:
            number, eid, before, state = self._found[-1]
            self._found[-1] = (number, eid, Brano(before.testo + mark, before.rinvii), state)
        else:
            self._found.append(("", "", Brano(mark), None))

    def _join(self, piece: Brano) -> None:
        number, eid, before, state = self._found[-1]
        self._found[-1] = (number, eid, before.joined(piece), state)


def _comma(number: str, eid: str, piece: Brano, state: StatoLetto | None) -> CommaLetto:
    said = state if state is not None and state.abrogato else comma_state(piece)
    gone = () if said.abrogato else suppressions(piece)
    return CommaLetto(number, eid, piece.testo, piece.rinvii, said, gone)


def article_state(commi: Iterable[CommaLetto]) -> StatoLetto:
    """Of an article: gone if every comma is, one that says it of the whole article included."""
    commi = list(commi)
    if not commi or not all(one.stato.abrogato for one in commi):
        return StatoLetto()
    causes = {one.stato.per_effetto_di for one in commi}
    days = {one.stato.dal for one in commi}
    return StatoLetto(
        abrogato=True,
        per_effetto_di=causes.pop() if len(causes) == 1 else "",
        dal=days.pop() if len(days) == 1 else None,
    )
