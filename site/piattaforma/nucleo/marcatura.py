"""Our Markdown: python-markdown less what nobody here writes, with tables as our pages show them.

What is taken out is also what costs most on hostile text: raw HTML (shown as typed), images (they
come by the image block), underlined headings, links by reference. Links and code are read within a
bounded distance: python-markdown looks for the end of each through the rest of the text.
"""

import re
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, code_escape

from .reading import LAW_ATTRIBUTE

_NEAR = 1_000
_LINK = (
    rf"(?<!!)\[((?:[^\[\]]|\[[^\[\]]{{0,200}}\]){{1,{_NEAR}}})\]"
    r"\([ ]?<?((?:[^\s()<>]|\([^\s()<>]{0,200}\)){1,2000})>?"
    r"(?:[ ]+([\"'])((?:(?!\3)[^\n]){0,300})\3)?[ ]?\)"
)
_CODE = rf"(?<![\\`])(`{{1,3}})(?!`)(.{{1,{_NEAR}}}?)(?<!`)\1(?!`)"
_ALONE = re.compile(r"#{1,6}|[ ]{0,3}([-*_])[ ]*(?:\1[ ]*){2,}$")
_UNIT = r"(?:€|%|‰|euro|ore|giorni|mesi|anni|km|mq|m²|kg|h|punti)"
_NUMERIC = re.compile(
    r"(?:(?:oltre|circa) )?(?:€ ?)?[+−–-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
    rf"(?:[ \u00a0]?{_UNIT})?",
    re.IGNORECASE,
)
_NO_VALUE = frozenset({"", "-", "–", "—", "n.d.", "nd"})
_TOTAL = re.compile(r"total[ei]\b", re.IGNORECASE)
_LAW = re.compile(r"(?:urn|ecli|celex):", re.IGNORECASE)


_UNWRITTEN = (
    "html",
    "image_link",
    "image_reference",
    "short_image_ref",
    "reference",
    "short_reference",
)


_MAY_HEAD = re.compile(r"^[ \t>*+\-\d.)]*#{1,2}(?!#)", re.MULTILINE)
_RENDERED = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
#: What other readers of Markdown take for a heading: words with a line of signs right below.
_UNDERLINED = re.compile(
    r"^(?![ ]{4}|\t|[ ]{0,3}(?:[#>|!]|[-*+] |\d+[.)] |(?:[-=*_][ ]*)+$))(?P<words>.*\S.*)\n"
    r"[ ]{0,3}(?P<line>=+|-+)[ \t]*$",
    re.MULTILINE,
)


def link_addresses(text: str) -> list[str]:
    """The addresses of the links in a Markdown text."""
    return [match[2] for match in re.finditer(_LINK, text)]


def change_addresses(text: str, change: Callable[[str], str]) -> str:
    """A Markdown text with other addresses in its links; what stands in code is left."""
    code = [match.span() for match in re.finditer(_CODE, text)]

    def changed(match: re.Match[str]) -> str:
        start, end = match.span(2)
        inside = any(first <= match.start() < last for first, last in code)
        if inside or text[: match.start()].endswith("\\"):
            return match[0]
        before, after = text[match.start() : start], text[end : match.end()]
        return before + change(match[2]) + after

    return re.sub(_LINK, changed, text)


def headings_above(text: str, level: int) -> list[str]:
    """The words of the headings of a level above `level`, as the renderer finds them."""
    if not _MAY_HEAD.search(text):
        return []
    html = Markdown(extensions=["tables", "sane_lists", HouseMarkdown()]).convert(text)
    return [words for mark, words in _RENDERED.findall(html) if int(mark) < level]


def underlined_headings(text: str) -> list[tuple[str, str]]:
    """Words and line of each heading written with a line below it, which here would be none."""
    return [(match["words"].strip(), match["line"]) for match in _UNDERLINED.finditer(text)]


def is_law(address: str) -> bool:
    """Whether the address of a link is meant to name an act or a decision."""
    return _LAW.match(address) is not None


class HouseMarkdown(Extension):
    def __init__(self, *, caption: str = "") -> None:
        super().__init__()
        self.caption = caption

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - python-markdown's name
        md.preprocessors.deregister("html_block")
        md.parser.blockprocessors.deregister("setextheader")
        md.parser.blockprocessors.deregister("reference")
        for name in _UNWRITTEN:
            md.inlinePatterns.deregister(name)
        md.inlinePatterns.register(_Code(_CODE, md), "backtick", 190)
        md.inlinePatterns.register(_Link(_LINK, md), "link", 160)
        md.preprocessors.register(_StandAlone(md), "stand_alone", 25)
        md.treeprocessors.register(_Tables(md, self.caption), "house_tables", 15)


class _Link(InlineProcessor):
    """`[words](address "title")`; an act's identifier gets its address when the page is shown."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        address = self.unescape(m[2]).strip()
        link = Element("a", {LAW_ATTRIBUTE if is_law(address) else "href": address})
        link.text = m[1]
        if m[4]:
            link.set("title", self.unescape(m[4]))
        return link, m.start(), m.end()


class _Code(InlineProcessor):
    """Words between backticks."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        code = Element("code")
        code.text = AtomicString(code_escape(m[2].strip()))
        return code, m.start(), m.end()


class _StandAlone(Preprocessor):
    """Blank lines around headings and rules.

    It is what the author means, and it spares python-markdown a pass over the rest of the block for
    each of them, which is quadratic.
    """

    def run(self, lines: list[str]) -> list[str]:
        out: list[str] = []
        for line in lines:
            out += ["", line, ""] if _ALONE.match(line) else [line]
        return out


class _Tables(Treeprocessor):
    """Caption, scopes, numbers to the right, totals at the foot, a region that scrolls."""

    def __init__(self, md: Markdown, caption: str) -> None:
        super().__init__(md)
        self.caption = caption

    def run(self, root: Element) -> None:
        for parent in [element for element in root.iter() if element.find("table") is not None]:
            for position, child in enumerate(list(parent)):
                if child.tag == "table":
                    parent[position] = self._in_region(child)

    def _in_region(self, table: Element) -> Element:
        _dress(table)
        label = self.caption or "Tabella"
        if self.caption:
            caption = Element("caption")
            caption.text = AtomicString(self.caption)
            table.insert(0, caption)
        region = Element(
            "div", {"class": "cd-table-x", "tabindex": "0", "role": "region", "aria-label": label}
        )
        region.tail, table.tail = table.tail, None
        region.append(table)
        return region


def _dress(table: Element) -> None:
    table.set("class", "cd-table")
    head, body = next(table.iter("thead")), next(table.iter("tbody"))
    rows = [list(row) for row in body]
    columns = list(zip(*rows, strict=False))
    heads = list(head.iter("th"))
    _align(heads, columns)
    for cell in heads:
        if _words(cell):
            cell.set("scope", "col")
        else:  # the corner of a table of comparison names nothing
            cell.tag = "td"
    if columns and _names_rows(columns[0]) and len(columns) > 1:
        for cell in columns[0]:
            cell.tag = "th"
            cell.set("scope", "row")
    if len(rows) > 1 and _TOTAL.match(_words(rows[-1][0])):
        foot = Element("tfoot")
        foot.append(body[-1])
        body.remove(body[-1])
        table.append(foot)


def _align(heads: Sequence[Element], columns: Sequence[Sequence[Element]]) -> None:
    """Numbers stand to the right, unless the author aligned the column otherwise."""
    for index, head in enumerate(heads):
        cells = columns[index] if index < len(columns) else ()
        written = head.get("style", "")
        is_number = "right" in written if written else _is_numeric(cells)
        for cell in (head, *cells):
            cell.attrib.pop("style", None)
            if is_number:
                cell.set("class", "is-n")


def _is_numeric(cells: Sequence[Element]) -> bool:
    values = [words for cell in cells if (words := _words(cell)) not in _NO_VALUE]
    return bool(values) and all(_NUMERIC.fullmatch(words) for words in values)


def _names_rows(cells: Sequence[Element]) -> bool:
    """Does the column name its rows: words, none missing, none twice?"""
    names = [_words(cell) for cell in cells]
    return all(names) and len(set(names)) == len(names) and not _is_numeric(cells)


def _words(cell: Element) -> str:
    return "".join(cell.itertext()).strip()
