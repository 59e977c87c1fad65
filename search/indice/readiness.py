"""What `/readyz` says of search."""

import datetime as dt

from django.utils import timezone

from piattaforma.nucleo.prontezza import say_state

from ..engines import get_engine
from .outbox import rows_of

#: What a change waits for at most, where jobs run.
IN_RITARDO = dt.timedelta(minutes=5)


@say_state("ricerca")
def search_state() -> str:
    engine = get_engine()
    state = engine.health().stato
    late = rows_of(engine.nome).filter(quando__lt=timezone.now() - IN_RITARDO)
    return "in ritardo" if state == "ok" and late.exists() else state


@say_state("ricerca_in_attesa")
def changes_that_wait() -> int:
    return rows_of(get_engine().nome).count()
