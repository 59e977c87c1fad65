"""NormeInRete (NIR), as regional collections and the first official archives wrote → an act."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from . import nir_metadati as metadati
from .albero import attribute, child, children, descendants, identity, name_of, plain_text
from .articoli import Articoli
from .atto_letto import (
    AllegatoLetto,
    ArticoloLetto,
    AttoLetto,
    CommaLetto,
)
from .collocazione import PARTITIONS, Cammino, step_into, written
from .commi import Commi
from .contesto import Contesto, Luogo
from .date_di_fonte import read_source_date
from .documento_xml import DocumentoXml, TestoRifiutato
from .indirizzo_di_fonte import read_act
from .numero_di_allegato import annex_numbers
from .numero_di_parte import read_number
from .stato import act_state
from .testo import read_text

_NUMBER_IN_ID = re.compile(r"com(\d+[a-z]*)(?:-t\d+)?$")
_INSIDE = frozenset({"articolato", "contenitore", *PARTITIONS})


def read_nir(nome: str, document: DocumentoXml) -> AttoLetto:
    """Raises `TestoRifiutato` for a document without a readable identifier."""
    act = next(
        (one for one in document.radice if child(one, "meta", "intestazione") is not None), None
    )
    root = act if act is not None else document.radice
    # some exporters put the metadata beside the act
    meta = child(root, "meta")
    meta = meta if meta is not None else child(document.radice, "meta")
    identifier = metadati.identifier(meta)
    if identifier is None:
        line, column = document.posti.get(meta if meta is not None else document.radice, (1, 1))
        raise TestoRifiutato(
            nome, line, column, "l’atto non ha un identificatore (urn) che si legga."
        )
    context = Contesto(identifier, "nir")
    metadati.read_life(meta, context)
    header = child(root, "intestazione")
    _check_header(header, context)
    preamble = read_text(descendants(child(root, "formulainiziale"), "preambolo"), context)
    articles = Articoli(context)
    _read_body(root, context, articles)
    annexes = _annexes(root, context, articles)
    found = articles.done()
    changes = metadati.changes(meta, context)
    return AttoLetto(
        formato="nir",
        titolo=plain_text(child(header, "titoloDoc")) or _untitled(context),
        identificatore=str(identifier),
        eli="",
        codice_redazionale="",
        pubblicazione=metadati.publication(meta),
        data=read_source_date(identifier.data)
        or read_source_date(attribute(child(header, "dataDoc"), "norm")),
        in_vigore=metadati.in_force(meta),
        versione_al=metadati.version_day(meta, document.radice),
        eventi=tuple(context.eventi.values()),
        modifiche=changes,
        preambolo=CommaLetto("", "", preamble.testo, preamble.rinvii) if preamble.testo else None,
        articoli=found,
        allegati=annexes,
        stato=act_state(found),
        rinvii_illeggibili=context.illeggibili,
        avvisi=tuple(context.avvisi),
    )


def _untitled(context: Contesto) -> str:
    context.warn("L’atto non ha un titolo.")
    return ""


def _check_header(header: Element | None, context: Contesto) -> None:
    number = plain_text(child(header, "numDoc")).strip(" .")
    act = context.atto
    if number.isdecimal() and act.numero.isdecimal() and number.lstrip("0") != act.numero:
        context.warn(f"L’intestazione dice il numero {number}, l’identificatore {act.numero}.")


def _read_body(root: Element, context: Contesto, articles: Articoli) -> None:
    for article in _walk(root, context, ()):
        articles.add(article)


def _walk(parent: Element, context: Contesto, path: Cammino) -> Iterator[ArticoloLetto]:
    inside = path
    for one in parent:
        name = name_of(one)
        if name == "articolo":
            yield _article(one, context, written(path))
        elif name in PARTITIONS:
            inside = step_into(inside, one)
            yield from _walk(one, context, inside)
        elif name in _INSIDE:
            yield from _walk(one, context, path)


def _article(element: Element, context: Contesto, where: str) -> ArticoloLetto:
    printed = plain_text(child(element, "num"))
    number = read_number(printed) or read_number(identity(element).removeprefix("art"))
    commi = Commi()
    current = _current_numbers(element, context)
    for one in element:
        name = name_of(one)
        if name in ("num", "rubrica"):
            continue
        if name == "comma":
            _comma(one, context, commi, current)
        else:
            commi.add_loose(read_text([one], context, commi.note))
    heading = Articoli.heading_words(read_text(children(element, "rubrica"), context).testo)
    found = Articoli.article(
        context, element, commi, numero=number or printed or "?", rubrica=heading, dove=where
    )
    for one in element.iter():
        if eid := identity(one):
            number_of_comma = _number(one) if name_of(one) == "comma" else ""
            context.luoghi.setdefault(
                eid, Luogo(found.numero, number_of_comma, context.allegato, eid)
            )
    return found


def _current_numbers(element: Element, context: Contesto) -> set[str]:
    return {_number(one) for one in children(element, "comma") if not context.is_over(one)}


def _comma(element: Element, context: Contesto, commi: Commi, current: set[str]) -> None:
    number = _number(element)
    inner = [one for one in element if name_of(one) != "num"]
    state = None
    if context.is_over(element):
        if number in current or not number:
            context.superati += 1
            return
        state = context.end_state(element)
    piece = read_text(inner, context, commi.note)
    if not inner and element.text:
        piece = read_text([element], context, commi.note)
    commi.add(piece, number, identity(element), state)


def _number(element: Element) -> str:
    """As printed; older files leave it to the identifier (`art1-com2`)."""
    printed = read_number(plain_text(child(element, "num")))
    if printed:
        return printed
    match = _NUMBER_IN_ID.search(identity(element))
    return read_number(match[1]) if match else ""


def _annexes(root: Element, context: Contesto, articles: Articoli) -> tuple[AllegatoLetto, ...]:
    found = list(children(child(root, "annessi"), "annesso"))
    names = [(_annex_name(one), _annex_own_number(one)) for one in found]
    annexes = []
    for element, (name, _), number in zip(found, names, annex_numbers(names, context), strict=True):
        context.allegato = number
        document = next((one for one in element if child(one, "articolato") is not None), None)
        if document is not None:
            _read_body(document, context, articles)
            annexes.append(AllegatoLetto(number, name))
        else:
            annexes.append(AllegatoLetto(number, name, _annex_text(element, context)))
    context.allegato = ""
    return tuple(annexes)


def _annex_name(annex: Element) -> str:
    head = child(annex, "testata")
    parts = [plain_text(child(head, name)) for name in ("denAnnesso", "titAnnesso")]
    name = " – ".join(part for part in parts if part)
    if not name:
        header = next(descendants(annex, "intestazione"), None)
        name = plain_text(child(header, "titoloDoc"))
    return name[:300] or "Allegato"


def _annex_own_number(annex: Element) -> str:
    for one in annex:
        for text in metadati.urns(child(one, "meta")):
            act = read_act(text)
            if act is not None and act.annesso:
                return act.annesso
    return ""


def _annex_text(annex: Element, context: Contesto) -> tuple[CommaLetto, ...]:
    commi = Commi()
    for one in annex:
        if name_of(one) in ("testata", "inlinemeta", "rifesterno"):
            continue
        inner = [part for part in one if name_of(part) not in ("meta", "intestazione")]
        commi.add_loose(read_text(inner, context, commi.note))
    return commi.done()
