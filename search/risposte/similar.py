"""Contents like one: for the foot of its page."""

from collections.abc import Iterable, Iterator
from itertools import islice

from piattaforma.nucleo.querysets import Reader
from piattaforma.nucleo.visibilita import tokens_of_reader

from ..contract import Document, Hit
from ..engines.base import Readers, SearchEngine, SearchUnavailable
from ..highlight import Highlighter
from ..plan import TUTTO
from .passages import result_of, state_of
from .readable import Leggibili, readable
from .ripiego import answered
from .risposta import Trovato

#: How many times what is shown is looked at: the order is ours.
_LOOKED_AT = 5
#: What a page gains by being on the same matter.
_SAME_MATTER = 1.5


def simili(
    uid: str, *, user: Reader, limit: int = 4, engine: SearchEngine | None = None
) -> tuple[Trovato, ...]:
    """The nearest contents that `user` may see now; () where there is no index to ask."""
    readers = tokens_of_reader(user)

    def asked(engine: SearchEngine) -> tuple[list[Document], Leggibili]:
        near = _near(uid, engine, readers, limit * _LOOKED_AT)
        uids = [one.uid for one in near]
        return near, readable(uids, user, engine=engine) if uids else Leggibili()

    try:
        (near, read), _ = answered(asked, engine=engine)
    except SearchUnavailable:
        return ()
    highlighter = Highlighter(TUTTO)
    found = (result_of(read.now(one), (), highlighter) for one in near if one.uid in read.voci)
    return tuple(islice(found, limit))


def _near(uid: str, engine: SearchEngine, readers: Readers, limit: int) -> list[Document]:
    own = engine.get([uid], readers=readers).get(uid)
    if own is None:
        return []
    hits = engine.similar(uid, readers=readers, limit=limit)
    matters = set(own.facce.get("temi", ()))

    def points(hit: Hit) -> float:
        shared = matters.intersection(hit.document.facce.get("temi", ()))
        return hit.punti * (_SAME_MATTER if shared else 1.0)

    ordered = sorted(hits, key=lambda hit: (_is_past(hit.document), -points(hit)))
    return list(_once((hit.document for hit in ordered), own))


def _is_past(document: Document) -> bool:
    state = state_of(document)
    return state is not None and state.passato


def _once(documents: Iterable[Document], own: Document) -> Iterator[Document]:
    """One of those of a kind that share a name: they are editions of one thing."""
    seen = _names(own)
    for document in documents:
        names = _names(document)
        if not names & seen:
            seen |= names
            yield document


def _names(document: Document) -> set[tuple[str, str]]:
    """Its other names, with its kind. A rubric is none: many articles have one as theirs."""
    kind, rubric = str(document.mostra.get("genere")), document.mostra.get("rubrica")
    return {(kind, name) for name in document.nomi if name != rubric}
