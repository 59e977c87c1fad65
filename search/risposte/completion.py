"""Completion: what begins as somebody types, a citation that has a record before all."""

from collections.abc import Iterable, Mapping

from piattaforma.nucleo.contents import Voce
from piattaforma.nucleo.querysets import Reader
from piattaforma.nucleo.visibilita import tokens_of_reader

from ..contract import Completion
from ..engines import get_engine
from ..engines.base import Readers, SearchEngine, SearchUnavailable
from ..plan import make_plan
from .cards import readings, record_of
from .facets import Etichette, label, labels
from .readable import readable
from .risposta import Suggerimento

#: Characters after which what is typed is a question, not the beginning of a name.
LONGEST = 100


def complete(
    text: str,
    user: Reader,
    *,
    limit: int = 8,
    engine: SearchEngine | None = None,
    token: str | None = None,
) -> tuple[Suggerimento, ...]:
    """Contents that begin so, that `user` may see now; () where there is no index to ask."""
    engine = engine or get_engine()
    readers = tokens_of_reader(user)
    try:
        found = _cited(engine, text[:LONGEST], readers)
        found += engine.complete(text[:LONGEST], readers=readers, limit=limit)
    except SearchUnavailable:
        return ()
    found = list({one.uid: one for one in reversed(found)}.values())[::-1][:limit]
    found.sort(key=lambda one: one.passato)
    entries = readable([one.uid for one in found], user)
    return shown(found, entries, labels(token)) if found else ()


def shown(
    found: Iterable[Completion], entries: Mapping[str, Voce], names: Etichette
) -> tuple[Suggerimento, ...]:
    """Completions with the address of now; those without an entry are not shown."""
    return tuple(
        Suggerimento(
            uid=one.uid,
            testo=one.testo,
            titolo=one.titolo,
            url=entries[one.uid].url or one.url,
            tipo=one.tipo,
            genere=label("tipo", one.tipo, names),
            nota=_told_apart(one),
        )
        for one in found
        if one.uid in entries
    )


def _told_apart(one: Completion) -> str:
    """What it is and what became of it, where something else took its place."""
    if not one.passato:
        return ""
    return " · ".join(part for part in (*one.occhiello[1:], one.stato) if part)


def _cited(engine: SearchEngine, text: str, readers: Readers) -> list[Completion]:
    document = record_of(engine, readings(make_plan(text)), readers)
    return [Completion.of(document, document.titolo)] if document else []
