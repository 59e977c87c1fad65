"""Contents like one: for the foot of its page."""

from piattaforma.nucleo.querysets import Reader
from piattaforma.nucleo.visibilita import tokens_of_reader

from ..engines import get_engine
from ..engines.base import SearchEngine, SearchUnavailable
from ..highlight import Highlighter
from ..plan import TUTTO
from .passages import result_of
from .readable import readable
from .risposta import Trovato


def simili(
    uid: str, *, user: Reader, limit: int = 4, engine: SearchEngine | None = None
) -> tuple[Trovato, ...]:
    """The nearest contents that `user` may see now; () where there is no index to ask."""
    engine = engine or get_engine()
    try:
        hits = engine.similar(uid, readers=tokens_of_reader(user), limit=limit)
    except SearchUnavailable:
        return ()
    read = readable([hit.uid for hit in hits], user, engine=engine)
    highlighter = Highlighter(TUTTO)
    return tuple(
        result_of(read.now(hit.document), (), highlighter) for hit in hits if hit.uid in read.voci
    )
