"""The metadata of a NormeInRete act: identifiers, publication, life cycle."""

import re
from datetime import date
from xml.etree.ElementTree import Element

from piattaforma.citazioni import Identificatore

from .albero import attribute, child, children, descend, descendants, identity, plain_text
from .atto_letto import EventoLetto, ModificaLetta, PubblicazioneLetta
from .contesto import Contesto
from .date_di_fonte import read_source_date
from .indirizzo_di_fonte import read_act, read_link
from .numero_di_parte import read_number
from .partizione_di_fonte import read_fragment

_VERSION = re.compile(r"@(\d{4}-?\d{2}-?\d{2})")
_KINDS = {
    "abrogazione": "abrogazione",
    "annullamento": "abrogazione",
    "sostituzione": "sostituzione",
    "integrazione": "integrazione",
}


def urns(meta: Element | None) -> list[str]:
    """The identifiers, the act's and its versions': an attribute since NIR 2.0, words before."""
    found = children(child(meta, "descrittori"), "urn")
    return [text for one in found if (text := attribute(one, "valore") or plain_text(one))]


def identifier(meta: Element | None) -> Identificatore | None:
    return next((one for one in map(read_act, urns(meta)) if one is not None), None)


def version_day(meta: Element | None, root: Element) -> date | None:
    """The day of the last version; None for the text as published."""
    if attribute(root, "tipo").lower() == "originale":
        return None
    days = [
        day
        for text in urns(meta)
        if (match := _VERSION.search(text)) and (day := read_source_date(match[1]))
    ]
    return max(days, default=None)


def publication(meta: Element | None) -> PubblicazioneLetta | None:
    one = descend(meta, "descrittori", "pubblicazione")
    day = read_source_date(attribute(one, "norm"))
    number = attribute(one, "num")
    if one is None or not (day or number):
        return None
    # the DTD, which is not fetched, says GU where the file says nothing
    return PubblicazioneLetta(attribute(one, "tipo") or "GU", number, day)


def in_force(meta: Element | None) -> date | None:
    descriptors = child(meta, "descrittori")
    entry = attribute(child(descriptors, "entratainvigore"), "norm")
    return read_source_date(entry) or read_source_date(
        attribute(child(descriptors, "vigenza"), "inizio")
    )


def read_life(meta: Element | None, context: Contesto) -> None:
    life = child(meta, "ciclodivita")
    sources = {identity(one): attribute(one, "href") for one in (child(life, "relazioni") or ())}
    for one in descendants(life, "evento"):
        day = read_source_date(attribute(one, "data"))
        if day is None:
            continue
        source = read_act(sources.get(attribute(one, "fonte").lstrip("#"), ""))
        own = source is not None and source.chiave == context.atto.chiave
        context.eventi[identity(one)] = EventoLetto(
            day, "" if source is None or own else str(source), attribute(one, "tipo")
        )


def changes(meta: Element | None, context: Contesto) -> tuple[ModificaLetta, ...]:
    """The changes undergone, as `modifichepassive` describes them."""
    return tuple(
        _change(one, context)
        for provisions in children(meta, "disposizioni")
        for one in (child(provisions, "modifichepassive") or ())
    )


def _change(change: Element, context: Contesto) -> ModificaLetta:
    norm = child(change, "norma")
    by_place = read_link(attribute(child(norm, "pos"), "href"))
    source = by_place or read_link(attribute(norm, "href"))
    target = attribute(child(change, "pos"), "href").lstrip("#")
    place = context.luoghi.get(target)
    part = read_fragment(re.sub(r"-t\d+", "", target)) if place is None else None
    act = str(source.atto) if source is not None else ""
    return ModificaLetta(
        tipo=_KINDS.get(change.tag.rpartition("}")[2].rpartition(":")[2], "modifica"),
        articolo=place.articolo if place else read_number(part.articolo) if part else "",
        comma=place.comma if place else read_number(part.comma) if part else "",
        allegato=place.allegato if place else "",
        origine=str(source) if source is not None else "",
        data=context.date_of(act),
    )
