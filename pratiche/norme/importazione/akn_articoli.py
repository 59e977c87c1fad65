"""The articles of an Akoma Ntoso body: where each stands, its commi, what the changes point at."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from .albero import child, children, identity, name_of, plain_text
from .articoli import Articoli
from .atto_letto import ArticoloLetto
from .collocazione import PARTITIONS, Cammino, step_into, written
from .commi import Commi
from .contesto import Contesto, Luogo
from .numero_di_parte import read_number
from .testo import read_text

_SKIPPED = frozenset({"num", "heading", "subheading"})
#: where no article stands, or only a quoted one
_NO_ARTICLES = frozenset({"paragraph", "content", "p", "list", "authorialNote", "meta", "heading"})


def walk(parent: Element, context: Contesto, path: Cammino) -> Iterator[ArticoloLetto]:
    """Every article under an element, in order, with where it stands."""
    inside = path
    for one in parent:
        name = name_of(one)
        if name == "article":
            yield read_article(one, context, written(path))
        elif name in PARTITIONS:
            # a section may follow, as a sibling, the chapter it is a part of
            inside = step_into(inside, one)
            yield from walk(one, context, inside)
        elif len(one) and name not in _NO_ARTICLES:
            yield from walk(one, context, path)


def read_article(element: Element, context: Contesto, where: str) -> ArticoloLetto:
    commi = Commi()
    current = {_number(one) for one in children(element, "paragraph") if not context.is_over(one)}
    for one in element:
        name = name_of(one)
        if name in _SKIPPED:
            continue
        if name == "paragraph":
            _comma(one, context, commi, current)
        else:
            commi.add_loose(read_text([one], context, commi.note))
    printed = plain_text(child(element, "num"))
    number = read_number(printed) or read_number(identity(element))
    read = Articoli.article(
        context,
        element,
        commi,
        numero=number or printed or "?",
        rubrica=_heading(element, context),
        dove=where,
    )
    _note_places(element, context, read)
    return read


def _heading(element: Element, context: Contesto) -> str:
    """The words of the heading, without the round brackets that some sources print around it."""
    return Articoli.heading_words(read_text(children(element, "heading"), context).testo)


def _comma(element: Element, context: Contesto, commi: Commi, current: set[str]) -> None:
    number = _number(element)
    inner = [one for one in element if name_of(one) != "num"]
    state = None
    if context.is_over(element):
        if not number or number in current:
            context.superati += 1
            return
        state = context.end_state(element)
    commi.add(read_text(inner, context, commi.note), number, identity(element), state)


def _number(paragraph: Element) -> str:
    return read_number(plain_text(child(paragraph, "num")))


def _note_places(element: Element, context: Contesto, article: ArticoloLetto) -> None:
    if not context.cercati:
        return
    for one in element.iter():
        eid = identity(one)
        if eid in context.cercati and eid not in context.luoghi:
            context.luoghi[eid] = Luogo(
                article.numero, _comma_around(element, one), context.allegato, eid
            )


def _comma_around(article: Element, target: Element) -> str:
    for paragraph in children(article, "paragraph"):
        if any(one is target for one in paragraph.iter()):
            return _number(paragraph)
    return ""
