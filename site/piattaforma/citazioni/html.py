"""Citations in HTML: read as text, given back with offsets in the source."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape

from .citation import Citation, Context
from .recogniser import find_citations

_ATTRIBUTES = r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*"
_TOKEN = re.compile(
    # a comment, a declaration, an instruction
    r"<!--.*?(?:-->|\Z)|<[!?][^>]*>"
    # the mark of a footnote, which stands in no word
    rf"|<sup\b{_ATTRIBUTES}>\s*(?:<a\b{_ATTRIBUTES}>)?\s*[\[(]?(?:[0-9]{{1,3}}|\*{{1,3}})[\])]?\s*(?:</a>)?\s*</sup>"
    rf"|<a\b[^<>]*href\s*=\s*(?:\"\#[^\"]*\"|'\#[^']*'|\#[^\s>]*){_ATTRIBUTES}>\s*\[?[0-9]{{1,3}}\]?\s*</a>"
    rf"|<(?P<close>/)?(?P<name>[a-zA-Z][a-zA-Z0-9-]*){_ATTRIBUTES}(?<!/)(?P<alone>/)?>"
    r"|(?P<entity>&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)",
    re.DOTALL | re.IGNORECASE,
)
#: what stands in these is no prose of ours: links stay what their author made them
_NESTED = ["code", "kbd", "noscript", "pre", "samp", "select", "svg", "template"]
_SKIPPED = frozenset(
    [*_NESTED, *["a", "button", "iframe", "option", "script", "style", "textarea", "title", "xmp"]]
)
#: a citation runs through these and through no other element
_INLINE = frozenset(
    [
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
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
_TAG_BEFORE = re.compile(rf"<(?:{'|'.join(sorted(_INLINE))})\b[^<>]*>\Z", re.IGNORECASE)
_TAG_AFTER = re.compile(rf"</(?:{'|'.join(sorted(_INLINE))})\s*>", re.IGNORECASE)
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
        elif name in _SKIPPED and not (token["close"] or token["alone"]):
            position = _end_of(html, name, position)
            yield _HOLE, token.start(), position
        elif name and name not in _INLINE:
            yield "\n" if name == "br" else "\n\n", *token.span()
    yield html[position:], position, len(html)


def _end_of(html: str, name: str, position: int) -> int:
    """Where the element `name` that opens before `position` closes."""
    if name not in _NESTED:
        end = re.compile(rf"</{name}\b[^>]*>", re.IGNORECASE).search(html, position)
        return end.end() if end else len(html)
    depth = 1
    for token in _TOKEN.finditer(html, position):
        if (token["name"] or "").lower() == name:
            depth += -1 if token["close"] else 1
        if depth == 0:
            return token.end()
    return len(html)


def annotate(html: str, citations: list[Citation], opening: Callable[[Citation], str]) -> str:
    """Wrap each citation in the element whose opening tag `opening` gives ("" for none).

    A citation that has a link inside, or starts inside an element and ends outside it, stays as it
    is: a link can neither hold another nor cross.
    """
    pieces: list[str] = []
    last = 0
    for one in citations:
        start, end = _widened(html, one.start, one.end)
        tag = opening(one) if start >= last and _is_whole(html[start:end]) else ""
        if not tag:
            continue
        name = re.match(r"<([a-z]+)", tag)
        pieces += [html[last:start], tag, html[start:end]]
        pieces.append(f"</{name[1] if name else 'a'}>")
        last = end
    return "".join([*pieces, html[last:]])


def _widened(html: str, start: int, end: int) -> tuple[int, int]:
    """With the tags right around it, where those inside do not close one another: "<b>art. 5</b> …"."""
    while not _is_whole(html[start:end]):
        before, after = _TAG_BEFORE.search(html, max(0, start - 200), start), None
        if before is None:
            after = _TAG_AFTER.match(html, end)
        if before is None and after is None:
            break
        start, end = (before.start(), end) if before else (start, after.end() if after else end)
    return start, end


def _is_whole(source: str) -> bool:
    """Whether every element that opens here closes here, and none is a link."""
    open_names: list[str] = []
    for token in _TOKEN.finditer(source):
        name = (token["name"] or "").lower()
        if name == "a" or (not name and "<a" in token[0].lower()):
            return False
        if not name or name in _VOID or token["alone"]:
            continue
        if not token["close"]:
            open_names.append(name)
        elif not open_names or open_names.pop() != name:
            return False
    return not open_names
