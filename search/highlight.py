"""Where a text answers a question: its best passage, with the found words marked. Pure, and linear.

Passages and titles are pieces of plain text: whoever shows them escapes them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from piattaforma.lingua import Token, sentences, tokens

from .contract import BLOCK, CELL, Mark
from .plan import Plan

#: Characters of a passage, at most; and from how many on it may end with a sentence.
LONGEST, SHORTEST = 260, 190
#: How far before the first found word a passage cut out of a long sentence begins.
_BEFORE = 60
#: How far around the found words sentences are looked for.
_AROUND = 600
_SPACES = re.compile(r"\s+")
#: Words of an expression stand no further from one another.
_NEAR = 4
_LINE = re.compile(f"[^{BLOCK}]+")
#: What parts blocks, and the cells of a row.
_PARTS = re.compile(f"([{BLOCK}{CELL}])")


class Pezzo(NamedTuple):
    """Some of a text, as it stands there."""

    testo: str
    segnato: bool = False


@dataclass(frozen=True, slots=True)
class Brano:
    """A passage: its pieces joined are a part of the text; whether a sentence is cut at either end."""

    pezzi: tuple[Pezzo, ...] = ()
    tagliato_prima: bool = False
    tagliato_dopo: bool = False
    #: how much of the question it has: its different words, then its citations
    trovate: int = 0
    #: whether it is no row of a table nor of a list of references
    in_prosa: bool = True

    def __bool__(self) -> bool:
        return bool(self.pezzi)


#: Nothing to show.
NIENTE = Brano()


class _Found(NamedTuple):
    """Where a word or a citation of the question stands, and which."""

    start: int
    end: int
    what: int


def in_one_line(pieces: Iterable[Pezzo]) -> Iterator[Pezzo]:
    """The pieces as they are shown: a dot between blocks that no punctuation ends, rows as sentences."""
    before = ""
    is_first_cell = True
    for piece in pieces:
        first, *others = _PARTS.split(piece.testo)
        shown = first
        for part, block in zip(others[::2], others[1::2], strict=True):
            said = (before + shown).rstrip()
            sign = " · " if part == BLOCK else ": " if is_first_cell else "; "
            is_first_cell = part == BLOCK
            if not said or said[-1] in ".!?…;:," or not (block.strip() or part == BLOCK):
                sign = " "
            shown = f"{shown.rstrip()}{sign}{block.lstrip()}"
        yield Pezzo(shown, piece.segnato)
        before += shown


class Highlighter:
    """Marks what one plan looks for."""

    def __init__(self, plan: Plan) -> None:
        self._keys = plan.chiavi
        #: first stem → the expressions that begin with it, the longest first
        self._by_stem: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for number, stems in enumerate(plan.evidenze, start=1):
            if stems:
                self._by_stem.setdefault(stems[0], []).append((stems, number))
        for expressions in self._by_stem.values():
            expressions.sort(key=lambda one: -len(one[0]))

    def marked(self, text: str, marks: Sequence[Mark] = ()) -> tuple[Pezzo, ...]:
        """The whole text in pieces: for titles."""
        return _pieces(text, 0, len(text), self._found(text, marks))

    def passage(self, text: str, marks: Sequence[Mark] = ()) -> Brano:
        """The part of the text where most different words of the question stand near one another.

        Rows of tables and of lists of references say something only where no prose does.
        """
        found = self._found(text, marks)
        places = [self._within(text, found, region) for region in _regions(text)]
        return max(
            places, key=lambda one: (one.in_prosa and one.trovate > 0, one.trovate), default=NIENTE
        )

    def _within(self, text: str, found: Sequence[_Found], region: "_Region") -> Brano:
        """The best passage of a part of the text."""
        begins, ends, _ = region
        part = text[begins:ends]
        inside = [
            _Found(one.start - begins, one.end - begins, one.what)
            for one in found
            if one.start >= begins and one.end <= ends
        ]
        start, end = _bounds(part, *_densest(inside))
        shown = [one for one in inside if one.start >= start and one.end <= end]
        return Brano(
            pezzi=_pieces(part, start, end, shown),
            tagliato_prima=start > 0 and not _begins(part, start),
            tagliato_dopo=not _ends(part, end) and bool(text[begins + end :].strip()),
            trovate=_worth(shown),
            in_prosa=not region.is_row,
        )

    def _found(self, text: str, marks: Sequence[Mark]) -> list[_Found]:
        """What is found, in order, nothing over another; citations before words."""
        cited = [
            _Found(mark.inizio, mark.fine, 0)
            for mark in marks
            if 0 <= mark.inizio < mark.fine <= len(text) and self._keys.intersection(mark.chiavi)
        ]
        words = list(self._words(text)) if self._by_stem else []
        kept: list[_Found] = []
        for one in sorted([*cited, *words], key=lambda one: (one.start, one.what, -one.end)):
            if kept and one.start < kept[-1].end:
                if one.what or not kept[-1].what:
                    continue
                kept.pop()
            kept.append(one)
        return kept

    def _words(self, text: str) -> Iterator[_Found]:
        words = tokens(text)
        for number, word in enumerate(words):
            for stems, what in self._by_stem.get(word.term, ()):
                said = words[number : number + len(stems)]
                if _says(said, stems):
                    yield _Found(word.start + word.elided, said[-1].end, what)
                    break


def _says(said: Sequence[Token], stems: Sequence[str]) -> bool:
    """Whether these words have these stems and stand near one another."""
    if len(stems) == 1:
        return True
    return [word.term for word in said] == list(stems) and all(
        later.position - word.position <= _NEAR for word, later in pairwise(said)
    )


def _worth(found: Sequence[_Found]) -> int:
    """Two for each different word; one for a citation: lists of references have that, and say nothing."""
    return sum(2 if what else 1 for what in {one.what for one in found})


def beginning(text: str) -> Brano:
    """The first sentences of a text."""
    return Highlighter(Plan()).passage(text)


def _densest(found: Sequence[_Found]) -> tuple[int, int]:
    """From where to where most different words stand within a passage; the first of equals."""
    best, place = (0, 0), (0, 0)
    inside: dict[int, int] = {}
    first = 0
    for last, one in enumerate(found):
        inside[one.what] = inside.get(one.what, 0) + 1
        while found[first].start < one.end - LONGEST + _BEFORE and first < last:
            what = found[first].what
            inside[what] -= 1
            if not inside[what]:
                del inside[what]
            first += 1
        score = len(inside), last - first
        if score > best or not place[1]:
            best, place = score, (found[first].start, one.end)
    return place


class _Region(NamedTuple):
    """A part of a text: some prose, or one row."""

    start: int
    end: int
    is_row: bool


def _regions(text: str) -> list[_Region]:
    regions: list[_Region] = []
    for line in _LINE.finditer(text):
        if not line[0].strip():
            continue
        is_row = CELL in line[0]
        if regions and not is_row and not regions[-1].is_row:
            regions[-1] = regions[-1]._replace(end=line.end())
        else:
            regions.append(_Region(*line.span(), is_row))
    return regions


# --- where a passage begins and ends --------------------------------------------------------------


def _bounds(text: str, first: int, last: int) -> tuple[int, int]:
    """From the sentence in which the words stand, or from as near as there is room for."""
    near = max(0, first - _AROUND)
    edges = sentences(text[near : last + _AROUND])
    begins = [near + edge.start for edge in edges]
    ends = [near + edge.end for edge in edges]
    if near:
        # Where the part that was looked at begins, no sentence does.
        begins = begins[1:]
    if last + _AROUND < len(text):
        ends = ends[:-1]
    start = max((one for one in begins if one <= first), default=-1)
    if start < 0 or last - start > LONGEST:
        start = _word_before(text, max(0, first - _BEFORE), first)
    end = _end(text, start, last, ends)
    if end - start < SHORTEST and end >= len(text.rstrip()):
        start = min((one for one in begins if end - LONGEST <= one < start), default=start)
    return start, end


def _end(text: str, start: int, last: int, ends: Sequence[int]) -> int:
    limit = max(start + LONGEST, last)
    if limit >= len(text.rstrip()):
        return len(text.rstrip())
    least = max(last, start + SHORTEST)
    return max((one for one in ends if least <= one <= limit), default=0) or _word_after(
        text, max(last, start + 1), limit
    )


def _word_before(text: str, place: int, first: int) -> int:
    """Where a word begins, at or after `place`; `first` if there is no space before that."""
    if place == 0 or text[place - 1].isspace():
        return place
    space = _SPACES.search(text, place, first)
    return space.end() if space else first


def _word_after(text: str, least: int, limit: int) -> int:
    """Where a word ends, at or before `limit`; without a space after `least`, wherever there is room."""
    if limit < len(text) and text[limit].isspace():
        return limit
    spaces = [space.start() for space in _SPACES.finditer(text, least, limit)]
    if spaces:
        return spaces[-1]
    return limit


def _begins(text: str, start: int) -> bool:
    """Whether what stands before `start` is over."""
    before = text[max(0, start - 3) : start].rstrip()
    return not before or before[-1] in ".!?…;:" or BLOCK in text[max(0, start - 2) : start]


def _ends(text: str, end: int) -> bool:
    last = text[:end].rstrip()[-1:]
    return last in ".!?…" or (
        last not in ";:," and (end >= len(text) or BLOCK in text[end : end + 2])
    )


def _pieces(text: str, start: int, end: int, found: Sequence[_Found]) -> tuple[Pezzo, ...]:
    pieces = []
    place = start
    for one in found:
        pieces += [Pezzo(text[place : one.start]), Pezzo(text[one.start : one.end], segnato=True)]
        place = one.end
    pieces.append(Pezzo(text[place:end]))
    return tuple(piece for piece in pieces if piece.testo)
