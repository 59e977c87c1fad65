"""Search's recurring jobs: no index waits for a hand.

Each machine looks after its own index; one of them after the one that all share, where there is one.
"""

import datetime as dt
from collections.abc import Callable

from piattaforma.lavori.registry import Rinviato, lavoro

from .comparison import check
from .diario import counts  # noqa: F401
from .engines import kept_engines, local_engine
from .engines.base import SearchEngine, SearchUnavailable, WriterBusy
from .indexing import drain, is_to_be_built, rebuild
from .indice.listeners import forget_the_absent

#: Seconds for which a job writes without a pause, however much comes: others wait, for the loop and for the
#: index that they build.
AL_MASSIMO = 20.0


@lavoro(
    "search.indicizza",
    ogni=dt.timedelta(seconds=20),
    etichetta="Indice della ricerca",
    ovunque=True,
)
def index_changes() -> int:
    """What no request here indexed: it was busy, the disk was full, it was killed, it was another machine's."""
    return _drain(local_engine())


@lavoro(
    "search.indicizza_elasticsearch",
    ogni=dt.timedelta(seconds=5),
    etichetta="Indice della ricerca in Elasticsearch",
)
def index_changes_for_all() -> int:
    """No request does: whoever publishes waits for no cluster."""
    return _for_all(_drain)


@lavoro(
    "search.ricostruisci",
    ogni=dt.timedelta(minutes=1),
    etichetta="Indice della ricerca: ricostruzione se manca, è di un’altra versione o è guasto",
    ovunque=True,
)
def build_what_is_missing() -> int:
    return _build(local_engine())


@lavoro(
    "search.ricostruisci_elasticsearch",
    ogni=dt.timedelta(minutes=1),
    etichetta="Indice della ricerca in Elasticsearch: ricostruzione se manca o è di un’altra versione",
)
def build_what_is_missing_for_all() -> int:
    return _for_all(_build)


@lavoro(
    "search.confronta",
    ogni=dt.timedelta(days=1),
    etichetta="Indice della ricerca: confronto quotidiano con i contenuti",
    ovunque=True,
)
def compare_once_a_day() -> int:
    """The day alone changes states, as of an act in force from tomorrow: nobody else tells the index."""
    return _compare(local_engine())


@lavoro(
    "search.confronta_elasticsearch",
    ogni=dt.timedelta(days=1),
    etichetta="Indice della ricerca in Elasticsearch: confronto quotidiano con i contenuti",
)
def compare_once_a_day_for_all() -> int:
    return _for_all(_compare)


@lavoro(
    "search.dimentica",
    ogni=dt.timedelta(days=1),
    etichetta="Indici della ricerca che nessuna macchina tiene più",
)
def forget_once_a_day() -> int:
    """A machine that was taken away keeps no rows waiting; one that comes back builds its index anew."""
    return forget_the_absent()


def _drain(engine: SearchEngine) -> int:
    return drain(engine, seconds=AL_MASSIMO)


def _build(engine: SearchEngine) -> int:
    with engine.hurried():
        # Whoever builds it is not disturbed; one that does not answer is soon left.
        if engine.in_costruzione() or not is_to_be_built(engine):
            return 0
    try:
        return rebuild(engine)
    except WriterBusy:
        # Somebody else builds it.
        return 0


def _compare(engine: SearchEngine) -> int:
    try:
        return len(check(engine, repair=True).tutti)
    except WriterBusy:
        # Somebody else writes it; what differs is put right tomorrow, or sooner by whoever writes.
        return 0


def _for_all(act: Callable[[SearchEngine], int]) -> int:
    """Do it for the indexes that machines share. While one does not answer, which it logs, its rows wait."""
    done = 0
    for engine in kept_engines()[:-1]:
        try:
            done += act(engine)
        except SearchUnavailable as exc:
            raise Rinviato(str(exc)) from exc
    return done
