"""Processes that publish, index and search, forked from one that has loaded the site.

A script of a test calls one of the scenes; each act is a process of its own, and some are killed.
"""

import ctypes
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.db import connections, transaction
from django.urls import reverse

from piattaforma.citazioni import find_citations
from piattaforma.nucleo.contents import content_of
from search import indexing, jobs
from search.comparison import Confronto, check
from search.engines import get_engine, make_engine
from search.engines.base import SearchUnavailable
from search.engines.embedded import EmbeddedEngine, indexes
from search.indexing import drain, enqueue, rebuild
from search.indice import reading
from search.models import DaIndicizzare
from search.plan import Plan
from search.promptness import Promptness
from search.uids import uid_of
from sussidiario.models import SchedaPage

ANYONE = frozenset({"tutti"})
Act = Callable[[], object]
#: Seconds between two questions of a reader.
PAUSE = 0.01
_DIE_WITH_PARENT = 1


# --- processes ------------------------------------------------------------------------------------


def start(act: Act) -> int:
    connections.close_all()
    child = os.fork()
    if not child:
        _act(act)
    return child


def _act(act: Act) -> NoReturn:
    # Whatever becomes of the scene, nobody goes on without it.
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    code = 1
    try:
        act()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def end(child: int) -> int:
    """How a process ended: 0, or the number of the signal below 0."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def start_beside(act: Act) -> int:
    """As `start`, from inside a transaction, which stays open: the other has a connection of its own."""
    child = os.fork()
    if not child:
        connections["default"].connection = None
        _act(act)
    return child


def run(act: Act) -> int:
    return end(start(act))


def must(act: Act) -> None:
    assert run(act) == 0, act


def kill(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    assert end(child) == -signal.SIGKILL, "era già finito, e male"


def die(*args: Any, **kwargs: Any) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


# --- what they do ---------------------------------------------------------------------------------


def few_contents() -> list[int]:
    """The index is of schede alone, so that it is soon built; returns their keys."""
    contenuto = content_of(SchedaPage)
    assert contenuto is not None
    reading.all_contents = lambda: iter([contenuto])
    # What each process would otherwise work out anew.
    find_citations("art. 55 cts")
    reverse("wagtailadmin_home")
    must(rebuild)
    return schede()


def compared() -> None:
    assert check() == Confronto(), check()


def schede() -> list[int]:
    return list(SchedaPage.objects.filter(live=True).order_by("pk").values_list("pk", flat=True))


def title_of(key: int) -> str:
    uid = uid_of(SchedaPage, key)
    return get_engine().get([uid], readers=ANYONE)[uid].titolo


def publish(key: int, title: str) -> None:
    page = SchedaPage.objects.get(pk=key)
    page.title = title
    page.save_revision().publish()


def publish_for_ever(key: int, told: Path) -> None:
    """Publish a title after the other; say each, once it is published."""
    indexing._promptness = Promptness(at_once=1_000_000, each_second=1)
    number = int(told.read_text() or 0) if told.exists() else 0
    while True:
        number += 1
        publish(key, f"Titolo {number}")
        told.with_suffix(".nuovo").write_text(str(number))
        told.with_suffix(".nuovo").replace(told)


def search_until(end_of_it: Path) -> None:
    """Readers: no error, and never fewer results than there were."""
    total = get_engine().search(Plan(), readers=ANYONE).totale
    assert total >= len(schede())
    while not end_of_it.exists():
        found = get_engine().search(Plan(), readers=ANYONE, limit=1)
        assert found.totale >= total, (found.totale, total)
        time.sleep(PAUSE)


@contextmanager
def readers(folder: Path) -> Iterator[None]:
    end_of_it = folder / "basta"
    end_of_it.unlink(missing_ok=True)
    child = start(lambda: search_until(end_of_it))
    try:
        yield
    finally:
        end_of_it.touch()
        assert end(child) == 0, "chi cercava"


def heal() -> None:
    """What the loop of jobs does by itself, and nothing else."""
    jobs.index_changes()
    jobs.build_what_is_missing()
    assert not DaIndicizzare.objects.exists()
    root = Path(settings.SEARCH_DIR)
    assert len(list(root.glob("g-*"))) <= 3, "generazioni abbandonate"


# --- scenes ---------------------------------------------------------------------------------------


def _half_written(writers: indexes.Writers, documents: Any, removed: Any = ()) -> None:
    _put(writers, documents, removed)
    die()


def _sections_alone(writers: indexes.Writers) -> None:
    writers._sections.commit()
    die()


_put = indexes.Writers.put


#: Where a process that drains dies: nothing written; half; written and not yet settled.
WHILE_DRAINING = {
    "prima di scrivere": (EmbeddedEngine, "update", die),
    "a metà": (indexes.Writers, "put", _half_written),
    "fra sezioni e documenti": (indexes.Writers, "commit", _sections_alone),
    "scritto e non segnato": (indexing, "settle", die),
}
#: Where one that builds does: half read; all read; in use and its rows still there.
WHILE_BUILDING = {
    "a metà": (indexes.Writers, "put", _half_written),
    "prima dello scambio": (indexes.Generation, "swap", die),
    "durante lo scambio": (indexes.Generations, "use", die),
    "dopo lo scambio": (indexing, "forget_generations", die),
}


def killed_at_each_point(folder: Path) -> None:
    key = few_contents()[0]
    with readers(folder):
        for number, (point, harm) in enumerate(WHILE_DRAINING.items()):
            _killed(lambda n=number: publish(key, f"Scritto {n}"), harm, point)
            must(lambda n=number: _healed(key, f"Scritto {n}"))
        for number, (point, harm) in enumerate(WHILE_BUILDING.items()):
            _killed(rebuild, harm, point)
            must(lambda n=number: publish(key, f"Costruito {n}"))
            must(lambda n=number: _healed(key, f"Costruito {n}"))
    must(compared)


def _killed(act: Act, harm: tuple[Any, str, Any], point: str) -> None:
    def armed() -> None:
        setattr(*harm)
        act()

    assert run(armed) == -signal.SIGKILL, point


def _healed(key: int, title: str) -> None:
    heal()
    assert title_of(key) == title


def killed_while_many_write(folder: Path, rounds: int) -> None:
    """Three processes publish and are killed at any moment; one builds the index anew, and is killed."""
    keys = few_contents()[:3]
    told = [folder / f"scheda-{key}" for key in keys]
    with readers(folder):
        for number in range(rounds):
            writers = [
                start(lambda k=key, t=file: publish_for_ever(k, t))
                for key, file in zip(keys, told, strict=True)
            ]
            builder = start(lambda: [rebuild() for _ in range(1000)])
            _all_told(told, number + 1)
            time.sleep(number * 0.37 % 1)
            for child in [*writers, builder]:
                kill(child)
            must(lambda: _all_there(keys, told))
    must(compared)


def _all_told(told: list[Path], number: int) -> None:
    """Wait until every process has published so many times."""
    until = time.monotonic() + 60
    while not all(file.exists() and int(file.read_text()) >= number for file in told):
        assert time.monotonic() < until, "non si pubblica"
        time.sleep(0.05)


def _all_there(keys: list[int], told: list[Path]) -> None:
    heal()
    for key, file in zip(keys, told, strict=True):
        acknowledged = int(file.read_text())
        assert int(title_of(key).removeprefix("Titolo ")) >= acknowledged, key


def built_while_three_publish(folder: Path, times: int) -> None:
    keys = few_contents()[:3]
    told = [folder / f"durante-{key}" for key in keys]
    with readers(folder):
        writers = [
            start(lambda k=key, t=file: publish_for_ever(k, t))
            for key, file in zip(keys, told, strict=True)
        ]
        _all_told(told, 1)
        for _ in range(times):
            before = get_engine().health().generazione
            must(rebuild)
            assert get_engine().health().generazione != before
        for child in writers:
            kill(child)
        must(lambda: _all_there(keys, told))
    must(compared)


def disk_full(folder: Path) -> None:
    """No file of the index may grow; the database has room."""
    key = few_contents()[0]
    with readers(folder):
        must(lambda: _full(key))
        must(lambda: _healed(key, "C’è di nuovo posto"))


def _full(key: int) -> None:
    publish(key, "Prima")
    assert title_of(key) == "Prima"
    with no_room():
        publish(key, "A disco pieno")
        assert title_of(key) == "Prima"
        for act in (drain, rebuild):
            try:
                act()
            except SearchUnavailable:
                pass
            else:
                raise AssertionError(act)
        assert DaIndicizzare.objects.exists()
        assert get_engine().in_costruzione() == ""
    # The same process goes on as soon as there is room.
    publish(key, "C’è di nuovo posto")
    assert title_of(key) == "C’è di nuovo posto"
    assert rebuild() == len(schede())


@contextmanager
def no_room() -> Iterator[None]:
    """No file may grow beyond some bytes while the index is written."""
    changed: list[tuple[Any, str, Any]] = []

    def limit(owner: Any, name: str) -> None:
        original = getattr(owner, name)

        def limited(*args: Any, **kwargs: Any) -> Any:
            soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, hard))
            try:
                return original(*args, **kwargs)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

        changed.append((owner, name, original))
        setattr(owner, name, limited)

    limit(EmbeddedEngine, "update")
    limit(indexes.Generation, "add")
    limit(indexes.Generation, "swap")
    try:
        yield
    finally:
        for one in changed:
            setattr(*one)


def committed_out_of_order() -> None:
    """PostgreSQL: a row is written, another is written and committed and indexed, then the first is."""
    first, second = schede()[:2]

    def meanwhile() -> None:
        change(second, "Il secondo")
        drain()
        assert title_of(second) == "Il secondo"
        assert title_of(first) != "Il primo"
        assert not DaIndicizzare.objects.exists()

    must(drain)
    with transaction.atomic():
        change(first, "Il primo")
        assert end(start_beside(meanwhile)) == 0
        # We leave without indexing: the job of later must find it.
        indexing._promptness = Promptness(at_once=0, each_second=0)
    must(lambda: _healed(first, "Il primo"))


def first_heard_of_while_one_publishes(folder: Path) -> None:
    """PostgreSQL: a machine builds its first index while another has written, and not yet committed."""
    key = few_contents()[0]
    new = make_engine("embedded", folder)
    with transaction.atomic():
        change(key, "Non ancora confermato")
        builder = start_beside(lambda: rebuild(new))
        time.sleep(4)
        assert os.waitpid(builder, os.WNOHANG) == (0, 0), "non ha aspettato, o è finito male"
    assert end(builder) == 0
    must(lambda: drain(new))
    assert check(new) == Confronto()


def change(key: int, title: str) -> None:
    """What a publication does to the index, in the transaction of whoever calls."""
    contenuto = content_of(SchedaPage)
    assert contenuto is not None
    SchedaPage.objects.filter(pk=key).update(title=title)
    enqueue(contenuto, [key])
