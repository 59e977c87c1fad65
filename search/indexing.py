"""The life of an index: what changed is read again, the whole is built anew beside the one in use.

Each index has rows of its own and hears of every change, whatever becomes of the others. Whoever writes one
holds its lock, on one machine or ten; whoever finds it held leaves, since the holder looks again after
letting go. No transaction is open meanwhile: each reading sees all that was committed before it.
"""

import time
from collections.abc import Sequence
from typing import Any

import structlog
from django.db import transaction

from piattaforma.lavori.stopping import stop_requested
from piattaforma.nucleo.contents import Contenuto, content_of

from .contract import Document
from .engines import kept_engines, local_engine
from .engines.base import (
    Building,
    RebuildNeeded,
    SearchEngine,
    SearchUnavailable,
    WriterBusy,
)
from .indice.listeners import follows, listen, say_built
from .indice.outbox import (
    Keys,
    forget_generations,
    generation_of,
    rows_of,
    settle,
    write_rows,
)
from .indice.reading import PASSO, DatabaseGone, batches, read_again
from .models import DaIndicizzare
from .promptness import Promptness
from .uids import key_of

logger = structlog.get_logger(__name__)

#: What stops all: an index that cannot be written, or that somebody else writes by now; a database that
#: does not answer.
_FATAL = (SearchUnavailable, WriterBusy, *DatabaseGone)
#: Seconds that a request spends on the index after its change; the job does the rest.
SUBITO = 2.0
#: Seconds in which whoever must write waits for whoever does.
PAZIENZA = 60.0

#: A request indexes what it changed; an import that commits a thousand times leaves it to the job.
_promptness = Promptness(at_once=10, each_second=1)
#: What fails, fails at every change: told once a minute.
_told = Promptness(at_once=1, each_second=1 / 60)


def enqueue(contenuto: Contenuto, keys: Keys) -> None:
    """These contents changed: written in the transaction that changes them, indexed after it."""
    if contenuto.si_cerca and write_rows(contenuto, keys):
        waiting = transaction.get_connection().run_on_commit
        if not any(function is drain_after_commit for _, function, _ in waiting):
            transaction.on_commit(drain_after_commit)


def drain_after_commit() -> None:
    """Index what the transaction changed, on this machine; jobs see to the others.

    Whatever goes wrong, the change stands and its rows wait.
    """
    if not _promptness.allows():
        return
    try:
        drain(seconds=SUBITO)
    except Exception:
        if _told.allows():
            logger.warning("search.drain_failed", exc_info=True)


def drain(
    engine: SearchEngine | None = None, *, wait: float = 0, seconds: float = float("inf")
) -> int:
    """Index what waits, unless somebody else does; returns how many contents were read again.

    In this machine's index, if none is named. One that is to be built consumes nothing. What cannot be read
    stays, and is told at the end.
    """
    engine = engine or local_engine()
    draining = _Drain(engine, until=time.monotonic() + seconds)
    if not follows(engine.nome):
        return 0
    # Rows written while we held the lock found it held: nobody else looks for them.
    while draining.goes_on() and draining.waiting().exists():
        try:
            # One that does not answer is soon left.
            with engine.hurried():
                engine.versione()
        except RebuildNeeded:
            break
        try:
            with engine.writing(wait=wait):
                draining.run()
        except WriterBusy:
            break
    if draining.failure is not None:
        raise draining.failure
    return draining.done


class _Drain:
    """One draining: what it did, what it could not."""

    def __init__(self, engine: SearchEngine, *, until: float) -> None:
        self._engine = engine
        self._until = until
        self._failed: list[int] = []
        self.failure: Exception | None = None
        self.done = 0

    def goes_on(self) -> bool:
        return time.monotonic() < self._until and not stop_requested()

    def waiting(self) -> Any:
        return rows_of(self._engine.nome).exclude(pk__in=self._failed)

    def run(self) -> None:
        """Whoever calls holds `writing`."""
        while self.goes_on() and (rows := list(self.waiting()[:PASSO])):
            try:
                self._index(rows)
            except _FATAL:
                raise
            except Exception:  # noqa: BLE001 - one of them: which, is found out one by one
                self._one_by_one(rows)
        if not self._engine.in_costruzione():
            forget_generations(self._engine.nome)

    def _one_by_one(self, rows: Sequence[DaIndicizzare]) -> None:
        for row in rows:
            try:
                self._index([row])
            except _FATAL:
                raise
            except Exception as exc:  # noqa: BLE001 - the others are indexed
                self.failure = exc
                self._failed.append(row.pk)

    def _index(self, rows: Sequence[DaIndicizzare]) -> None:
        documents, gone = read_again(rows)
        self._engine.update(documents, gone)
        # Asked after the rows were read: a generation begun later reads what they are about.
        building = self._engine.in_costruzione()
        keep_for = generation_of(self._engine.nome, building) if building else ""
        settle([row.pk for row in rows], keep_for=keep_for)
        self.done += len(documents) + len(gone)


def is_to_be_built(engine: SearchEngine) -> bool:
    """Whether an index is missing, of another version, damaged, or lacks changes of which it did not hear."""
    return engine.health().stato != "ok" or not follows(engine.nome)


def rebuild(engine: SearchEngine | None = None) -> int:
    """Build the index anew beside the one in use, and put it in its place; returns how many documents.

    This machine's, if none is named. Readers are answered by the old one until then. Whatever stops it, the
    old one stays.
    """
    engine = engine or local_engine()
    index = engine.nome
    count = 0
    with engine.building() as generation:
        listen(index)
        # What waits already is read with all the rest.
        waiting = list(rows_of(index).values_list("pk", flat=True))
        for documents in batches(index):
            count += _add(generation, documents, index)
            if stop_requested():
                return 0
        with engine.writing(wait=PAZIENZA):
            _replay(generation, index)
            generation.swap()
            settle(waiting)
            forget_generations(index)
            say_built(index)
    return count


def _add(generation: Building, documents: Sequence[Document], index: str) -> int:
    """How many were added; one that cannot be waits in the outbox, where it is told of."""
    try:
        generation.add(documents)
    except _FATAL:
        raise
    except Exception:  # noqa: BLE001 - one of them: the site is searched without it
        if len(documents) > 1:
            return sum(_add(generation, [one], index) for one in documents)
        model, key = key_of(documents[0].uid)
        if (contenuto := content_of(model)) is not None:
            write_rows(contenuto, [key], only=index)
        return 0
    return len(documents)


def _replay(generation: Building, index: str) -> None:
    """What the index in use was told meanwhile. The rest waits as it does: it is told to the new one."""
    while rows := list(rows_of(generation_of(index, generation.nome))[:PASSO]):
        try:
            _replay_some(generation, rows)
        except _FATAL:
            raise
        except Exception:  # noqa: BLE001 - one of them: it waits as what cannot be read does
            for row in rows:
                _replay_one(generation, row, index)


def _replay_some(generation: Building, rows: Sequence[DaIndicizzare]) -> None:
    documents, gone = read_again(rows)
    generation.add(documents)
    generation.remove(gone)
    settle([row.pk for row in rows])


def _replay_one(generation: Building, row: DaIndicizzare, index: str) -> None:
    try:
        _replay_some(generation, [row])
    except _FATAL:
        raise
    except Exception:  # noqa: BLE001 - the others are in the new one
        settle([row.pk], keep_for=index)


def bring_up_to_date() -> None:
    """For whoever starts a site: each index is there and says what the site does, or jobs will see to it."""
    for engine in kept_engines():
        try:
            with engine.hurried():
                is_missing = is_to_be_built(engine)
            if is_missing:
                rebuild(engine)
            else:
                drain(engine, wait=PAZIENZA)
        except (SearchUnavailable, WriterBusy):
            # Failures of a cluster are logged where they happen.
            if engine is local_engine():
                logger.warning("search.not_ready", exc_info=True)
