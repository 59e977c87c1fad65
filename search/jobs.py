"""Search's recurring jobs: no index waits for a hand."""

import datetime as dt

from django.utils import timezone

from piattaforma.lavori.registry import lavoro

from .comparison import check
from .diario import counts  # noqa: F401
from .engines import get_engine
from .engines.base import WriterBusy
from .indexing import drain, rebuild


class _Compared:
    """The day on which this process last compared the index with the site."""

    day: dt.date | None = None


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
    ogni=dt.timedelta(hours=1),
    etichetta="Indice della ricerca: confronto quotidiano con i contenuti",
)
def compare_once_a_day() -> int:
    """Soon after midnight: the day alone changes states, an act in force from tomorrow."""
    today = timezone.localdate()
    if _Compared.day == today:
        return 0
    found = check(repair=True)
    _Compared.day = today
    return len(found.tutti)
