"""Completion: what begins as somebody types, a citation that has a record before all."""

from collections.abc import Iterable

from piattaforma.nucleo.querysets import Reader
from piattaforma.nucleo.visibilita import tokens_of_reader

from ..contract import Completion
from ..engines.base import Readers, SearchEngine, SearchUnavailable
from ..plan import make_plan
from .cited import readings, record_of
from .facets import Etichette, label, labels
from .readable import Leggibili, readable
from .ripiego import answered
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
    readers = tokens_of_reader(user)

    def asked(engine: SearchEngine) -> tuple[list[Completion], Leggibili]:
        found = _completions(engine, text[:LONGEST], readers, limit)
        uids = [one.uid for one in found]
        return found, readable(uids, user, engine=engine) if uids else Leggibili()

    try:
        (found, read), _ = answered(asked, engine=engine)
    except SearchUnavailable:
        return ()
    return shown(found, read, labels(token)) if found else ()


def shown(
    found: Iterable[Completion], read: Leggibili, names: Etichette
) -> tuple[Suggerimento, ...]:
    """Completions with title and address of now; those that the reader may not see are left out."""
    return tuple(
        Suggerimento(
            uid=one.uid,
            testo=_begun(one, read),
            titolo=read.voci[one.uid].titolo,
            url=read.voci[one.uid].url or one.url,
            tipo=one.tipo,
            genere=label("tipo", one.tipo, names),
            nota="" if one.uid in read.cambiati else _told_apart(one),
        )
        for one in found
        if one.uid in read.voci
    )


def _told_apart(one: Completion) -> str:
    """What it is and what became of it, where something else took its place."""
    if not one.passato:
        return ""
    return " · ".join(part for part in (*one.occhiello[1:], one.stato) if part)


def _begun(one: Completion, read: Leggibili) -> str:
    """What begins so; the title, where another name may have been withdrawn."""
    is_title = one.testo == one.titolo or one.uid in read.cambiati
    return read.voci[one.uid].titolo if is_title else one.testo


def _completions(engine: SearchEngine, text: str, readers: Readers, limit: int) -> list[Completion]:
    """What is cited, then what begins so; each once, what is past last."""
    found = _cited(engine, text, readers)
    found += engine.complete(text, readers=readers, limit=limit)
    found = list({one.uid: one for one in reversed(found)}.values())[::-1][:limit]
    return sorted(found, key=lambda one: one.passato)


def _cited(engine: SearchEngine, text: str, readers: Readers) -> list[Completion]:
    document = record_of(engine, readings(make_plan(text)), readers)
    return [Completion.of(document, document.titolo)] if document else []
