"""The words of an element, with its citations; what is no word of the law stays out."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from .albero import name_of, plain_text
from .brano import Brano, Scrittura
from .contesto import Contesto

#: the publisher's, or of an older text
NOTES = frozenset({"authorialNote", "nota", "avvertenza", "ndr", "redazionale"})
_LEFT_OUT = NOTES | {"meta", "inlinemeta", "del", "remark", "img", "marker"}
_LINKS = frozenset({"ref", "rif", "rref", "irif"})
_LINES = frozenset({
    *("p", "content", "intro", "wrapUp", "wrap", "list", "blockList", "listIntroduction", "listWrapUp"),
    *("point", "item", "indent", "subparagraph", "alinea", "coda", "corpo", "el", "en", "ep", "comma"),
    *("paragraph", "heading", "subheading", "rubrica", "block", "blockContainer", "div", "li", "ul"),
    *("ol", "dl", "dt", "dd", "table", "caption", "tr", "longTitle", "formula", "citation", "recital"),
    *("quotedStructure", "article", "articolo", "hcontainer", "foreign", "tblock", "preamble"),
    *("preambolo", "citations", "recitals", "container", "contenitore", "blocco", "section"),
})  # fmt: skip
_BREAKS = frozenset({"br", "eol", "hr"})
#: marks of a letter or of a number: their text goes on beside them
_MARKED = frozenset({"point", "item", "indent", "el", "en", "ep", "comma", "paragraph", "li"})


def read_text(
    elements: Iterable[Element], context: Contesto, notes: list[str] | None = None
) -> Brano:
    """What the elements say, one paragraph a line; the publisher's notes go into `notes`."""
    writer = _Lettore(context, notes if notes is not None else [])
    for element in elements:
        writer.read(element)
        writer.out.new_line()
    return writer.out.done()


class _Lettore:
    def __init__(self, context: Contesto, notes: list[str]) -> None:
        # only the official site puts meaning in the line breaks inside a paragraph
        self.out = Scrittura(breaks=context.formato == "akn")
        self._context = context
        self._notes = notes

    def read(self, element: Element) -> None:
        name = name_of(element)
        if name in _LEFT_OUT:
            if name in NOTES:
                self._notes.append(plain_text(element))
            return
        if self._context.is_over(element):
            self._context.superati += 1
            return
        if name in _LINES:
            self.out.new_line()
            self._inside(element, marked=name in _MARKED)
            self.out.new_line()
        elif name in _BREAKS:
            self.out.new_line()
        elif name in _LINKS:
            start = self.out.here()
            self._inside(element)
            self.out.cite(start, self._context.links_of(element))
        else:
            self._inside(element)
            if name in ("td", "th"):
                self.out.write(" ")

    def _inside(self, element: Element, *, marked: bool = False) -> None:
        self.out.write(element.text)
        for one in element:
            if marked and name_of(one) == "num":
                self._mark(one)
            else:
                self.read(one)
            self.out.write(one.tail)

    def _mark(self, number: Element) -> None:
        """ "a)" and then its words, on one line."""
        mark = plain_text(number)
        if mark:
            self.out.write(mark + " ")
            self.out.stay()
