"""A zone read as plain text, with the way back into its HTML: pure.

Whoever looks for something in the words of a zone works on `testo`; where it stands in the HTML is
asked afterwards. Blocks are kept apart, so that nothing is read across a paragraph's end.
"""

import html as entities
import re
from bisect import bisect_right
from dataclasses import dataclass, field

#: An opening or closing tag of cleaned HTML: close mark, name, attributes.
TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^>"']|"[^"]*"|'[^']*')*+)>""")
#: The attribute by which an editor's link names an act instead of an address.
LAW_ATTRIBUTE = "data-cita"
_LAW = re.compile(rf'\b{LAW_ATTRIBUTE}="([^"]*)"')
#: The mark of a footnote right after a figure, whose number it would change: nobody reads it.
NOTE = re.compile(
    r"(?<=\d)<sup\b[^>]*>\s*(?:<a\b[^>]*>)?\s*[\[(]?\d{1,3}[\])]?\s*(?:</a>)?\s*</sup>"
)
_PIECE = re.compile(r"&[#\w]++;|[^\s&]++(?: [^\s&]++)*+|\s++|&")

#: Tags inside which a word goes on.
WITHIN_WORDS = frozenset(
    {"a", "abbr", "b", "cite", "code", "em", "i", "mark", "q", "s", "small", "span"}
    | {"strong", "sub", "sup", "u"}
)
#: Tags that part words but not blocks.
_PART_WORDS = frozenset({"br", "wbr", "img", "svg", "use", "picture", "source"})
_SILENT = frozenset({"script", "style", "template"})
#: No link is made inside these: links, code, names of sections and of what opens.
_CLOSED = frozenset({"a", "code", "pre", "summary", "button", "label"}) | {
    f"h{level}" for level in range(1, 7)
}


@dataclass(frozen=True, slots=True)
class Collegato:
    """Words that an editor linked to an act: where in the text, where the whole `<a>` in the HTML."""

    inizio: int
    fine: int
    indirizzo: str
    html: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lettura:
    """The words of a zone. Offsets are code points of `testo`, ends excluded."""

    testo: str
    #: paragraphs, items, cells, headings: where each begins and ends
    blocchi: list[tuple[int, int]]
    #: where no link may be made
    chiusi: list[tuple[int, int]]
    collegati: list[Collegato]
    _starts: list[int]
    #: beginning in the HTML, length there, length in the text
    _runs: list[tuple[int, int, int]]

    def in_html(self, start: int, end: int) -> tuple[int, int]:
        """Where the words from `start` to `end` stand in the HTML, tags between them included."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = max(bisect_right(self._starts, end - 1) - 1, 0)
        return self._position(first, start), self._position(last, end, is_end=True)

    def _position(self, number: int, offset: int, *, is_end: bool = False) -> int:
        begins, in_html, in_text = self._runs[number]
        steps = min(max(offset - self._starts[number], 0), in_text)
        if in_html == in_text:
            return begins + steps
        return begins + in_html if is_end else begins

    def block_of(self, offset: int) -> int:
        """The number of the block that holds the offset."""
        return max(bisect_right(self.blocchi, (offset, len(self.testo) + 1)) - 1, 0)

    def open_parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of a span where a link may be made."""
        parts = []
        for begins, ends in self.chiusi:
            if ends <= start:
                continue
            if begins >= end:
                break
            if begins > start:
                parts.append((start, begins))
            start = max(start, ends)
        return [*parts, (start, end)] if start < end else parts


def read_html(html: str) -> Lettura:
    """Read cleaned HTML. `testo` is what `plain_text` gives."""
    reader = _Reader(html)
    position = 0
    for tag in TAG.finditer(html):
        if tag.start() < position:
            continue  # inside the mark of a note
        reader.words(position, tag.start())
        note = NOTE.match(html, tag.start())
        position = note.end() if note else tag.end()
        if note is None:
            reader.tag(tag)
    reader.words(position, len(html))
    return reader.done()


@dataclass
class _Reader:
    html: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    starts: list[int] = field(default_factory=list)
    runs: list[tuple[int, int, int]] = field(default_factory=list)
    blocks: list[tuple[int, int]] = field(default_factory=list)
    closed: list[tuple[int, int]] = field(default_factory=list)
    linked: list[Collegato] = field(default_factory=list)
    #: whether a space, or a new block, comes before the next word
    space: bool = False
    block: bool = True
    silent: int = 0
    #: how many closed elements are open, and whether the last closed span goes on
    depth: int = 0
    goes_on: bool = False
    #: the editor's link that is open: act, beginning of its tag, beginning of its words
    law: tuple[str, int] | None = None
    law_start: int = -1

    def words(self, begins: int, ends: int) -> None:
        if self.silent or begins == ends:
            return
        for piece in _PIECE.finditer(self.html, begins, ends):
            words = piece[0]
            if words[0] == "&":
                words = entities.unescape(words)
            if words.isspace():
                self.space = True
            else:
                self._add(words, piece.start(), piece.end() - piece.start())

    def _add(self, words: str, begins: int, in_html: int) -> None:
        if self.block:
            self._close_block()
        if self.space and self.length:
            self.pieces.append(" ")
            self.length += 1
        if self.block:
            self.blocks.append((self.length, self.length))
        self.space = self.block = False
        start = self.length
        self.pieces.append(words)
        self.length += len(words)
        self.starts.append(start)
        self.runs.append((begins, in_html, len(words)))
        if self.depth:
            if self.goes_on:
                start = self.closed.pop()[0]
            self.closed.append((start, self.length))
            self.goes_on = True
        if self.law and self.law_start < 0:
            self.law_start = self.length - len(words)

    def _close_block(self) -> None:
        if self.blocks:
            self.blocks[-1] = (self.blocks[-1][0], self.length)

    def tag(self, tag: re.Match[str]) -> None:
        closes, name = tag[1], tag[2].lower()
        if name not in WITHIN_WORDS:
            self.space = True
            self.block = self.block or name not in _PART_WORDS
        if name in _SILENT:
            self.silent = max(self.silent + (-1 if closes else 1), 0)
        if name in _CLOSED:
            if self.depth == 0 or (self.depth == 1 and closes):
                self.goes_on = False
            self.depth = max(self.depth + (-1 if closes else 1), 0)
        if name == "a":
            self._link(tag)

    def _link(self, tag: re.Match[str]) -> None:
        if not tag[1]:
            found = _LAW.search(tag[3])
            self.law = (entities.unescape(found[1]), tag.start()) if found else None
            self.law_start = -1
        elif self.law:
            address, begins = self.law
            if self.law_start >= 0:
                self.linked.append(
                    Collegato(self.law_start, self.length, address, (begins, tag.end()))
                )
            self.law = None

    def done(self) -> Lettura:
        self._close_block()
        return Lettura(
            testo="".join(self.pieces),
            blocchi=self.blocks,
            chiusi=self.closed,
            collegati=self.linked,
            _starts=self.starts,
            _runs=self.runs,
        )
