"""Search's recurring jobs: no index waits for a hand."""

import datetime as dt

from piattaforma.lavori.registry import lavoro

from .comparison import check
from .diario import counts  # noqa: F401
from .engines import get_engine
from .engines.base import WriterBusy
from .indexing import drain, rebuild


@lavoro("search.indicizza", ogni=dt.timedelta(seconds=20), etichetta="Indice della ricerca")
def index_changes() -> int:
    """What no request indexed: the index was busy, the disk was full, the process was killed."""
    return drain()


@lavoro(
    "search.ricostruisci",
    ogni=dt.timedelta(minutes=1),
    etichetta="Indice della ricerca: ricostruzione se manca, è di un’altra versione o è guasto",
)
def build_what_is_missing() -> int:
    if get_engine().health().stato == "ok":
        return 0
    try:
        return rebuild()
    except WriterBusy:
        # Somebody else builds it.
        return 0


@lavoro(
    "search.confronta",
    ogni=dt.timedelta(days=1),
    etichetta="Indice della ricerca: confronto quotidiano con i contenuti",
)
def compare_once_a_day() -> int:
    """The day alone changes states, as of an act in force from tomorrow: nobody else tells the index."""
    try:
        return len(check(repair=True).tutti)
    except WriterBusy:
        # Somebody else writes it; what differs is put right tomorrow, or sooner by whoever writes.
        return 0
