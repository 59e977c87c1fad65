"""Marks of a text become links of its HTML: where they may stand, and how they look."""

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from .html import kept_html
from .reading import LAW_ATTRIBUTE, TAG, Lettura
from .templatetags.tipografia import icona

_VOID = frozenset({"br", "wbr", "img"})
#: The last word, with the abbreviation that announces it ("n. 117").
_TAIL = re.compile(r"(?:(?<![^\s>])[^\s<>]{1,8}\.[ \u00a0])?(?<![^\s>])[^\s<>]{1,24}\Z")
_EDITORS_LINK = re.compile(rf"<a\b(?=[^>]*\s{LAW_ATTRIBUTE}=)[^>]*>")


@dataclass(frozen=True, slots=True)
class Legame:
    """Where a mark leads, read when the page is shown."""

    href: str
    #: the whole name of what it leads to
    titolo: str = ""
    classe: str = ""
    esterno: bool = False
    #: what a popover says of it: a name, and a few words
    nome: str = ""
    spiega: str = ""
    #: in what state it is, for the popover, and how that is coloured: ok, warn, err
    stato: str = ""
    tono: str = ""
    #: a word after the link, for whoever must not miss it: "abrogato"
    nota: str = ""


@dataclass(frozen=True, slots=True)
class Legato:
    """A mark as it is kept beside the HTML: where, whose, and what it stands for."""

    inizio: int
    fine: int
    annotatore: str
    chiavi: tuple[str, ...]

    def as_json(self) -> list[object]:
        return [self.inizio, self.fine, self.annotatore, list(self.chiavi)]

    @classmethod
    def from_json(cls, data: Iterable[object]) -> "Legato":
        start, end, name, keys = data
        return cls(start, end, name, tuple(keys))  # type: ignore[arg-type]


def place(html: str, reading: Lettura, start: int, end: int) -> tuple[int, int] | None:
    """Where in the HTML a link over these words may stand; None where none may.

    The link takes all the words if it can, else the longest part outside other links that says
    which law it is (it has a figure, or most of the words).
    """
    parts = sorted(reading.open_parts(start, end), key=lambda part: part[0] - part[1])
    for begins, ends in parts[:1]:
        if not _says_enough(reading.testo, (begins, ends), (start, end)):
            return None
        in_html = reading.in_html(begins, ends)
        return _balanced(html, *in_html) or _longest_run(html, *in_html)
    return None


def _says_enough(text: str, part: tuple[int, int], whole: tuple[int, int]) -> bool:
    words = text[slice(*part)]
    if part == whole:
        return True
    return any(c.isdigit() for c in words) or 2 * (part[1] - part[0]) > whole[1] - whole[0]


def _balanced(html: str, start: int, end: int) -> tuple[int, int] | None:
    """The same stretch, with the tags around it that it needs to be well nested."""
    opened: list[str] = []
    to_open: list[str] = []
    for tag in TAG.finditer(html, start, end):
        name = tag[2].lower()
        if name in _VOID:
            continue
        if not tag[1]:
            opened.append(name)
        elif opened and opened[-1] == name:
            opened.pop()
        else:
            to_open.append(name)
    for name in to_open:
        begins = html.rfind("<", 0, start)
        before = TAG.fullmatch(html, begins, start) if begins >= 0 else None
        if before is None or before[1] or before[2].lower() != name:
            return None
        start = begins
    for name in reversed(opened):
        if not html.startswith(f"</{name}>", end):
            return None
        end += len(name) + 3
    return start, end


def _longest_run(html: str, start: int, end: int) -> tuple[int, int] | None:
    """The longest piece of words without a tag."""
    edges = [start, *(e for tag in TAG.finditer(html, start, end) for e in tag.span()), end]
    runs = []
    for begins, ends in zip(edges[::2], edges[1::2], strict=True):
        words = html[begins:ends]
        first = begins + len(words) - len(words.lstrip())
        runs.append((first, first + len(words.strip())))
    longest = max(runs, key=lambda run: run[1] - run[0])
    return longest if any(c.isdigit() for c in html[slice(*longest)]) else None


def dress(
    html: str, marks: Iterable[Legato], links: Mapping[tuple[str, Hashable], Legame]
) -> SafeString:
    """HTML with its marks turned into links; a mark that leads nowhere stays text.

    `links` answers for (annotator, keys). Marks never overlap.
    """
    pieces = []
    position = 0
    for mark in sorted(marks, key=lambda mark: mark.inizio):
        words = html[mark.inizio : mark.fine]
        if mark.inizio < position or not words:
            continue
        editors = _EDITORS_LINK.match(words)
        link = links.get((mark.annotatore, mark.chiavi))
        if editors:
            words = words[editors.end() :].removesuffix("</a>")
        elif link is None:
            continue
        pieces += [html[position : mark.inizio], anchor(words, link) if link else words]
        position = mark.fine
    return kept_html("".join([*pieces, html[position:]]))


def anchor(words: str, link: Legame) -> SafeString:
    """The link over these words, which are HTML already, and its note after them."""
    classes = " ".join(filter(None, [link.classe, "cd-ext" if link.esterno else ""]))
    attributes = {
        "class": classes,
        "href": link.href,
        "title": link.titolo,
        "data-nome": link.nome,
        "data-spiega": link.spiega,
        "data-stato": link.stato,
        "data-tono": link.tono if link.stato else "",
    }
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value)
    html = f"<a{written}>{_outgoing(words) if link.esterno else words}</a>"
    if link.nota:
        html += f' <span class="cd-cite__s">{escape(link.nota)}</span>'
    # Attributes are escaped here, words were escaped or cleaned before.
    return kept_html(html)


def _outgoing(words: str) -> str:
    """With the sign of a link that leaves the site, kept on the line of the last word.

    Without this a line may end after the icon, and begin with the bracket that follows.
    """
    sign = f'{icona("external-link")}<span class="cd-vh"> (sito esterno)</span>'
    tail = _TAIL.search(words)
    if tail is None:
        return words + sign
    return f'{words[: tail.start()]}<span class="cd-nb">{tail[0]}{sign}</span>'
