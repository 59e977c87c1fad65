"""The sections of a document: the zones that readers get, split at their headings; what each cites."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from piattaforma.citazioni import format_short, parse_identifier
from piattaforma.nucleo.contents import Contenuto
from piattaforma.nucleo.letture import Tenuta
from piattaforma.nucleo.reading import read_html
from piattaforma.riferimenti.models import Citazione

from ..contract import BLOCK, CELL, Mark, Section
from ..planning.citations import cited_keys

#: A heading that can be linked to, with its id and its words.
_HEADING = re.compile(r"""<h([2-6])\b[^>]*?\sid="([^"]+)"[^>]*>(.*?)</h\1>""", re.DOTALL)
#: A row of a table that begins, or ends.
_ROW = re.compile(r"<(/?)tr\b")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands under one heading of a zone; `da`: where its text begins in that of the zone."""

    titolo: str
    ancora: str
    testo: str
    da: int


def sections_of(
    contenuto: Contenuto, oggetto: Any, kept: Tenuta | None, cited: Sequence[Citazione]
) -> tuple[Section, ...]:
    """As they are kept for readers; rendered now where nothing is kept."""
    headings = contenuto.titoli(oggetto)
    html: Mapping[str, str] = (
        {zona.nome: zona.html for zona in contenuto.zone(oggetto)} if kept is None else kept.zone
    )
    found: list[Section] = []
    for name, heading in headings.items():
        rows = [row for row in cited if row.zona == name]
        place = contenuto.ancora(oggetto, name)
        # "Nota", "Fonte", "Riferimenti normativi" are of every content of its type.
        is_own = name in html and name not in contenuto.nomi_zone
        found += _sections(html.get(name, ""), heading, place, rows, is_own=is_own)
    return tuple(found)


def _sections(
    html: str, titolo: str, ancora: str, rows: list[Citazione], *, is_own: bool
) -> Iterator[Section]:
    # What is the page itself stands under no heading of its own.
    first, *others = _pieces(html, titolo if ancora else "", ancora)
    listed = [row for row in rows if row.inizio is None]
    text, marks = _with_listed(first, _marks(first, rows), listed)
    if text:
        yield Section(first.titolo, text, first.ancora, marks, ha_titolo_suo=is_own)
    for piece in others:
        yield Section(piece.titolo, piece.testo, piece.ancora, _marks(piece, rows))


def _pieces(html: str, titolo: str, ancora: str) -> Iterator[_Piece]:
    """The zone up to its first heading, then each heading with what follows.

    The plain text of the zone is theirs, joined by spaces: headings and what they part are blocks.
    """
    start = end = 0
    for heading in _HEADING.finditer(html):
        text = _in_blocks(html[end : heading.start()])
        yield _Piece(titolo, ancora, text, start)
        titolo, ancora = read_html(heading[3]).testo, heading[2]
        start += sum(len(one) + 1 for one in (text, titolo) if one)
        end = heading.end()
    yield _Piece(titolo, ancora, _in_blocks(html[end:]), start)


def _in_blocks(html: str) -> str:
    """The plain text, with blocks and cells told apart: a passage neither reads nor cuts across them."""
    read = read_html(html)
    characters = list(read.testo)
    in_row = False
    last = 0
    for start, _ in read.blocchi:
        place = read.in_html(start, start + 1)[0]
        tags = [row[1] for row in _ROW.finditer(html, last, place)]
        if start:
            characters[start - 1] = CELL if in_row and "/" not in tags else BLOCK
        in_row = not tags[-1] if tags else in_row
        last = place
    return "".join(characters)


def _marks(piece: _Piece, rows: Iterable[Citazione]) -> tuple[Mark, ...]:
    """The words of a piece that cite; one mark for words that cite several."""
    found: dict[tuple[int, int], dict[str, None]] = {}
    last = piece.da + len(piece.testo)
    for row in rows:
        if row.inizio is None or row.fine is None or row.inizio < piece.da or row.fine > last:
            continue
        where = (row.inizio - piece.da, row.fine - piece.da)
        found.setdefault(where, {}).update(dict.fromkeys(cited_keys(row.identificatore)))
    return tuple(Mark(*where, tuple(keys)) for where, keys in sorted(found.items()))


def _with_listed(
    piece: _Piece, marks: tuple[Mark, ...], rows: Iterable[Citazione]
) -> tuple[str, tuple[Mark, ...]]:
    """The text, then a line for each reference that an editor listed: readers get them below it."""
    text, found = piece.testo, list(marks)
    for row in rows:
        name = row.etichetta or format_short(parse_identifier(row.identificatore))
        start = len(text) + 1 if text else 0
        line = f"{name}{CELL}{row.perche}"
        text = f"{text}{BLOCK}{line}" if text else line
        found.append(Mark(start, start + len(name), cited_keys(row.identificatore)))
    return text, tuple(found)
