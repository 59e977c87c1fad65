"""Processes that publish and write the index of a cluster, stopped or killed at each point; forked, as
`search_process` does. None keeps a connection that another opened: only children ask the cluster.
"""

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from piattaforma.lavori.registry import Rinviato
from search import indexing, jobs
from search.comparison import Confronto, check
from search.engines import get_engine, kept_engines
from search.engines.base import WriterBusy
from search.engines.elastic import ElasticEngine, engine, generation, lifecycle, turns
from search.indexing import drain, rebuild
from search.models import DaIndicizzare
from sussidiario.models import SchedaPage
from tests.faults import search_process as processes
from tests.faults.search_process import die, end, kill, must, publish, run, start, title_of
from tests.nodo.trasporto import client_of

#: Seconds in which all is well again.
PATIENCE = 30.0


# --- what they do ---------------------------------------------------------------------------------


def few_contents(node: str) -> list[int]:
    """Keys of schede: the indexes are of them alone."""
    settings.ELASTICSEARCH_URL = node
    kept_engines.cache_clear()
    keys = processes.few_contents()
    processes.PAUSE = 0.1
    must(lambda: rebuild(get_engine()))
    return keys


class Clock:
    """By which processes begun from now on say whether a lease is over."""

    ahead = 0.0
    monotonic, sleep = staticmethod(time.monotonic), staticmethod(time.sleep)

    @classmethod
    def time(cls) -> float:
        return time.time() + cls.ahead


def let_leases_end() -> None:
    turns.time = Clock  # type: ignore[assignment]
    Clock.ahead += 2 * max(turns.LEASE.values())


def heal() -> None:
    """The loop, till nothing waits: what it does by itself, and nothing else."""
    until = time.monotonic() + PATIENCE
    while True:
        for job in (
            jobs.index_changes,
            jobs.index_changes_for_all,
            jobs.build_what_is_missing,
            jobs.build_what_is_missing_for_all,
        ):
            try:
                job()
            except Rinviato:
                continue
        if not DaIndicizzare.objects.exists():
            return
        assert time.monotonic() < until, list(DaIndicizzare.objects.values())
        time.sleep(0.1)


def compared() -> None:
    found = check(get_engine())
    assert found == Confronto(), found


def swept() -> None:
    """The one in use and the one before: nothing that a dead builder left."""
    rebuild(get_engine())
    with client_of(settings.ELASTICSEARCH_URL) as cluster:
        left = list(cluster.indices.get(index=f"{settings.ELASTICSEARCH_INDEX}-*-*").body)
    assert len(left) <= 2, left
    assert get_engine().in_costruzione() == ""


# --- killed ---------------------------------------------------------------------------------------


def _half_sent(
    client: Any, index: str, entries: dict[str, Any], removed: Iterable[str], **how: Any
) -> None:
    half = dict(list(entries.items())[: len(entries) // 2])
    _write(client, index, half, (), **how)
    die()


def _sent(*args: Any, **how: Any) -> None:
    _write(*args, **how)
    die()


_write = engine.write

#: Where a process that drains dies.
WHILE_DRAINING: dict[str, tuple[Any, str, Any]] = {
    "prima di scrivere": (ElasticEngine, "update", die),
    "a metà": (engine, "write", _half_sent),
    "scritto e non detto": (engine, "write", _sent),
    "scritto e non segnato": (indexing, "settle", die),
}
#: Where one that builds does; it is in use from the fourth on.
WHILE_BUILDING: dict[str, tuple[Any, str, Any]] = {
    "appena cominciata": (generation, "write", die),
    "a metà": (generation, "write", _half_sent),
    "prima dello scambio": (lifecycle.Lifecycle, "use", die),
    "dopo lo scambio, con quelle di prima": (lifecycle.Lifecycle, "discard", die),
    "dopo lo scambio": (indexing, "forget_generations", die),
}


def killed_at_each_point(node: str, folder: Path) -> None:
    keys = few_contents(node)
    with processes.readers(folder):
        for number, (point, harm) in enumerate(WHILE_DRAINING.items()):
            title = f"Scritto {number}"
            must(lambda t=title: [publish(key, t) for key in keys[:4]])
            _killed(lambda: drain(get_engine()), harm, point)
            must(lambda t=title: _healed(keys[:4], t))
        for number, (point, harm) in enumerate(WHILE_BUILDING.items()):
            title = f"Costruito {number}"
            _killed(lambda: rebuild(get_engine()), harm, point)
            must(lambda t=title: publish(keys[0], t))
            must(lambda t=title: _healed(keys[:1], t))
        must(swept)
    must(compared)


def _killed(act: Callable[[], object], harm: tuple[Any, str, Any], point: str) -> None:
    def armed() -> None:
        setattr(*harm)
        act()

    assert run(armed) == -signal.SIGKILL, point
    let_leases_end()


def _healed(keys: list[int], title: str) -> None:
    heal()
    assert {title_of(key) for key in keys} == {title}


# --- late -----------------------------------------------------------------------------------------


def late_writers(node: str) -> None:
    """One that drains sleeps after it has read; another takes its turn when the lease is over."""
    keys = few_contents(node)
    kept, gone = keys[:2]
    points: dict[str, tuple[Any, str, Any]] = {
        "ha letto": (ElasticEngine, "update", ElasticEngine.update),
        "sta per mandare": (engine, "write", engine.write),
    }
    for number, (point, where) in enumerate(points.items()):
        gone = keys[1 + number]
        must(lambda n=number, g=gone: [publish(key, f"Vecchio {n}") for key in (kept, g)])
        sleeper = start(lambda w=where: _sleepy(*w))
        _, status = os.waitpid(sleeper, os.WUNTRACED)
        assert os.WIFSTOPPED(status), point
        must(lambda n=number: publish(kept, f"Nuovo {n}"))
        must(lambda g=gone: SchedaPage.objects.get(pk=g).delete())
        let_leases_end()
        must(heal)
        must(lambda n=number: _is(kept, f"Nuovo {n}"))
        # What it would write late is told by a row that is its own.
        os.kill(sleeper, signal.SIGCONT)
        assert end(sleeper) == 0, point
        must(lambda n=number: _is(kept, f"Nuovo {n}"))
        must(compared)


def _sleepy(owner: Any, name: str, original: Callable[..., Any]) -> None:
    """Drain; stop before `original`, and see it refused."""
    refused: list[bool] = []

    def stopped(*args: Any, **kwargs: Any) -> Any:
        os.kill(os.getpid(), signal.SIGSTOP)
        try:
            return original(*args, **kwargs)
        except WriterBusy:
            refused.append(True)
            raise

    setattr(owner, name, stopped)
    drain(get_engine())
    assert refused == [True]


def _is(key: int, title: str) -> None:
    assert title_of(key) == title


# --- a rebuild while others publish ---------------------------------------------------------------


def built_while_three_publish(node: str, folder: Path, times: int) -> None:
    keys = few_contents(node)[:3]
    told = [folder / f"durante-{key}" for key in keys]
    with processes.readers(folder), drainer():
        writers = [
            start(lambda k=key, t=file: processes.publish_for_ever(k, t))
            for key, file in zip(keys, told, strict=True)
        ]
        processes._all_told(told, 1)
        for number in range(times):
            must(_built)
            processes._all_told(told, number + 2)
        for child in writers:
            kill(child)
        must(lambda: _all_there(keys, told))
    must(compared)


def _built() -> None:
    before = get_engine().health().generazione
    rebuild(get_engine())
    assert get_engine().health().generazione != before


@contextmanager
def drainer() -> Iterator[None]:
    """The loop of jobs beside."""

    def for_ever() -> None:
        jobs.AL_MASSIMO = 1.0
        while True:
            jobs.index_changes_for_all()
            time.sleep(0.2)

    child = start(for_ever)
    try:
        yield
    finally:
        kill(child)


def _all_there(keys: list[int], told: list[Path]) -> None:
    heal()
    for key, file in zip(keys, told, strict=True):
        assert int(title_of(key).removeprefix("Titolo ")) >= int(file.read_text()), key
