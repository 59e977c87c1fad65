"""What `/readyz` says of search."""

import datetime as dt

from django.utils import timezone

from piattaforma.nucleo.prontezza import say_state

from ..engines import get_engine, kept_engines, local_engine
from ..engines.base import SearchEngine, SearchUnavailable
from ..models import DaIndicizzare
from .outbox import rows_of

#: What a change waits for at most, where jobs run.
IN_RITARDO = dt.timedelta(minutes=5)
#: What the first engine is not, while the index of this machine is well: readers are answered.
RIDOTTA = "degraded"


@say_state("ricerca")
def search_state() -> str:
    first, local = get_engine(), local_engine()
    state = _state(first)
    if state == "ok" or first is local:
        return state
    return RIDOTTA if _state(local) == "ok" else state


@say_state("ricerca_in_attesa")
def changes_that_wait() -> int:
    indexes = [engine.nome for engine in kept_engines()]
    return DaIndicizzare.objects.filter(indice__in=indexes).count()


def _state(engine: SearchEngine) -> str:
    try:
        # Whoever asks whether we are ready does not wait long either.
        with engine.hurried():
            state = engine.health().stato
    except SearchUnavailable:
        return "guasto"
    late = rows_of(engine.nome).filter(quando__lt=timezone.now() - IN_RITARDO)
    return "in ritardo" if state == "ok" and late.exists() else state
