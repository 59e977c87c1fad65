"""Citations in HTML: read as text, given back with offsets in the source."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape

from .citation import Citation, Context
from .recogniser import find_citations

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<close>/)?(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
    r"|(?P<entity>&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)",
    re.DOTALL,
)
#: what stands in these is no prose of ours: links stay what their author made them
_SKIPPED = frozenset(
    [
        "a",
        "button",
        "code",
        "kbd",
        "pre",
        "samp",
        "script",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
    ]
)
#: a citation runs through these and through no other element
_INLINE = frozenset(
    [
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ]
)
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
#: one character that no citation holds, in the place of what is skipped
_HOLE = "\ufffc"


def find_in_html(html: str, context: Context | None = None) -> list[Citation]:
    """As `find_citations`, with offsets in the source; nothing inside links, code, buttons.

    `surface` is the source between the offsets, tags included.
    """
    text, offsets = read_text(html)
    found = []
    for one in find_citations(text, context):
        start, end = offsets[one.start][0], offsets[one.end - 1][1]
        found.append(replace(one, start=start, end=end, surface=html[start:end]))
    return found


def read_text(html: str) -> tuple[str, list[tuple[int, int]]]:
    """The text as one reads it, a blank line between blocks, and for each of its characters the
    span of the source it comes from."""
    text: list[str] = []
    offsets: list[tuple[int, int]] = []
    for written, start, end in _pieces(html):
        text.append(written)
        if len(written) == end - start:
            offsets.extend((at, at + 1) for at in range(start, end))
        else:
            offsets.extend([(start, end)] * len(written))
    return "".join(text), offsets


def _pieces(html: str) -> Iterator[tuple[str, int, int]]:
    """What one reads, piece by piece, each with its span of the source."""
    position = 0
    for token in _TOKEN.finditer(html):
        if token.start() < position:
            continue  # inside something skipped
        yield html[position : token.start()], position, token.start()
        position = token.end()
        name = (token["name"] or "").lower()
        if token["entity"]:
            yield unescape(token[0]), *token.span()
        elif name in _SKIPPED and not token["close"]:
            position = _end_of(html, name, position)
            yield _HOLE, token.start(), position
        elif name and name not in _INLINE:
            yield "\n" if name == "br" else "\n\n", *token.span()
    yield html[position:], position, len(html)


def _end_of(html: str, name: str, position: int) -> int:
    """Where the element `name` that opens before `position` closes."""
    depth = 1
    for token in _TOKEN.finditer(html, position):
        if (token["name"] or "").lower() == name:
            depth += -1 if token["close"] else 1
        if depth == 0:
            return token.end()
    return len(html)


def annotate(html: str, citations: list[Citation], opening: Callable[[Citation], str]) -> str:
    """Wrap each citation in the element whose opening tag `opening` gives ("" for none).

    A citation that starts inside an element and ends outside it stays as it is: a link cannot
    cross it.
    """
    pieces: list[str] = []
    last = 0
    for one in citations:
        tag = opening(one) if _is_balanced(html[one.start : one.end]) else ""
        if not tag:
            continue
        name = re.match(r"<([a-z]+)", tag)
        pieces += [html[last : one.start], tag, html[one.start : one.end]]
        pieces.append(f"</{name[1] if name else 'a'}>")
        last = one.end
    return "".join([*pieces, html[last:]])


def _is_balanced(source: str) -> bool:
    open_names: list[str] = []
    for token in _TOKEN.finditer(source):
        name = (token["name"] or "").lower()
        if not name or name in _VOID:
            continue
        if not token["close"]:
            open_names.append(name)
        elif not open_names or open_names.pop() != name:
            return False
    return not open_names
