"""A site whose search is a cluster that fails: in one process, with the proxy that fails in between.

Nobody repairs anything by hand: what the loop of jobs does anyway is enough.
"""

import gc
import json
import logging
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections
from django.test import Client
from wagtail.models import PageViewRestriction

from piattaforma.lavori.journals import SiteJournal
from piattaforma.lavori.loop import run_job
from piattaforma.lavori.models import Esecuzione
from piattaforma.lavori.registry import Rinviato, registry
from piattaforma.nucleo.contents import content_of
from piattaforma.nucleo.models import PaginaPage
from search import jobs
from search.comparison import Confronto, check
from search.engines import get_engine, kept_engines, local_engine
from search.engines.base import SearchEngine, SearchUnavailable
from search.engines.elastic import ElasticEngine
from search.indexing import bring_up_to_date, rebuild
from search.indice import reading
from search.indice.outbox import rows_of
from search.plan import Plan
from search.risposte.questions import ask
from tests.factories import make_page
from tests.nodo.guasti import Intermediario
from tests.nodo.trasporto import OpenSearchNode, client_of

#: Each with how the process hears of it: the proxy of tests.nodo says what they are.
FAULTS = (
    "rifiuta", "buco_nero", "muto", "goccia", "lento", "errore_500", "troppi_429", "mezzo_chiuso",
    "testata_mozza", "spazzatura", "spazzatura_json",
)  # fmt: skip
NOTE = "abbiamo cercato nell’indice di riserva"
#: Seconds in which whoever publishes, or reads, has an answer.
BOUND = 2.0
ANYONE = frozenset({"tutti"})


# --- the process ----------------------------------------------------------------------------------


class Counted(OpenSearchNode):
    """Counts what this process asks of the cluster, heard or not."""

    asked = 0

    def perform_request(self, *args: Any, **kwargs: Any) -> Any:
        type(self).asked += 1
        return super().perform_request(*args, **kwargs)


class Clock:
    """Of the circuit breaker: goes on as clocks do, and further where it is told to."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


class Lines(logging.Handler):
    """What this process logs as it is set, and when."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self.told: list[tuple[float, str]] = []
        self.setFormatter(logging.getLogger().handlers[0].formatter)

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append((self._clock(), self.format(record)))

    def events(self) -> list[tuple[float, str]]:
        return [(when, str(json.loads(line)["event"])) for when, line in self.told]


def reach(url: str) -> ElasticEngine:
    """From here on the cluster is there."""
    settings.ELASTICSEARCH_URL = url
    settings.ELASTICSEARCH_NODE = f"{__name__}.Counted"
    kept_engines.cache_clear()
    engine = get_engine()
    assert isinstance(engine, ElasticEngine)
    return engine


def few_contents(*engines: SearchEngine) -> None:
    """Indexes are of plain pages alone, so that they are soon built."""
    contenuto = content_of(PaginaPage)
    assert contenuto is not None
    reading.all_contents = lambda: iter([contenuto])
    make_page("Il patto", slug="il-patto")
    for engine in engines:
        rebuild(engine)


def visitor() -> Client:
    return Client(headers={"host": "127.0.0.1", "x-forwarded-proto": "https"})


def in_time(act: Callable[[], Any]) -> Any:
    begun = time.monotonic()
    done = act()
    took = time.monotonic() - begun
    assert took < BOUND, (act, took)
    return done


def do_jobs() -> int:
    """What the loop does of the cluster's index; how many of its two jobs could do nothing."""
    put_off = 0
    for job in (jobs.index_changes_for_all, jobs.build_what_is_missing_for_all):
        try:
            job()
        except Rinviato:
            put_off += 1
    return put_off


def equal(engine: Any) -> None:
    """The index has what the database says, to the hash."""
    assert not rows_of(engine.nome).exists()
    assert check(engine) == Confronto(), check(engine)


# --- the proxy between ----------------------------------------------------------------------------


def each_fault(node: str) -> None:
    """One process lives through all of them, one after the other."""
    client, clock = visitor(), Clock()
    with Intermediario(node) as between:
        engine = reach(between.url)
        engine._breaker._clock = clock
        few_contents(*kept_engines())
        lines = Lines(clock)
        logging.getLogger().addHandler(lines)
        for number, fault in enumerate(FAULTS):
            between.fai(fault)
            _while_it_lasts(client, clock, between, fault, number)
            between.fai("passa")
            _when_it_is_over(client, clock, fault)
        equal(engine)
        equal(local_engine())
    events = lines.events()
    fails = [when for when, event in events if event == "search.elasticsearch_unavailable"]
    assert len(fails) >= len(FAULTS) / 2
    assert all(later - sooner >= 60 for sooner, later in pairwise(fails)), fails
    backs = [when for when, event in events if event == "search.elasticsearch_back"]
    assert len(events) == len(fails) + len(backs), events


def _while_it_lasts(
    client: Client, clock: Clock, between: Intermediario, fault: str, number: int
) -> None:
    title = f"Fanale {fault.replace('_', '')}"
    page = in_time(lambda: make_page(title, slug=f"fanale-{number}"))

    def is_live() -> None:
        shown = in_time(lambda: client.get(page.url))
        assert (shown.status_code, title in shown.content.decode()) == (200, True)

    def is_found() -> None:
        found = in_time(lambda: client.get("/cerca/", {"q": title.lower()}))
        html = found.content.decode()
        assert (found.status_code, NOTE in html) == (200, True), fault
        assert page.url in html.split('<div id="esito">')[1], fault

    def is_completed() -> None:
        told = in_time(lambda: client.get("/cerca/suggerimenti/", {"q": title.lower()}))
        assert title in json.dumps(told.json(), ensure_ascii=False), fault

    def is_ready() -> None:
        ready = in_time(lambda: client.get("/readyz"))
        assert (ready.status_code, ready.json()["ricerca"]) == (200, "degraded"), fault

    # Any three of them that fail are enough, whichever come first.
    acts = [is_live, is_found, is_completed, is_ready]
    acts = acts[number % 4 :] + acts[: number % 4]
    for act in acts[:3]:
        before = Counted.asked
        act()
        assert Counted.asked > before, (fault, act)

    def in_peace() -> None:
        asked, heard = Counted.asked, between.requests
        for act in acts:
            act()
        assert do_jobs() == 2
        assert (Counted.asked, between.requests) == (asked, heard), fault

    in_peace()
    clock.ahead += 30
    before = Counted.asked
    is_found()
    # One tries: by one request.
    assert Counted.asked == before + 1, fault
    in_peace()
    assert rows_of(get_engine().nome).exists()


def _when_it_is_over(client: Client, clock: Clock, fault: str) -> None:
    before = Counted.asked
    assert client.get("/readyz").json()["ricerca"] == "degraded"
    assert Counted.asked == before
    clock.ahead += 30
    answer = client.get("/cerca/", {"q": "patto"})
    assert (answer.status_code, NOTE in answer.content.decode()) == (200, False), fault
    assert do_jobs() == 0
    assert not rows_of(get_engine().nome).exists(), fault
    title = f"fanale {fault.replace('_', '')}"
    html = client.get("/cerca/", {"q": title}).content.decode()
    assert NOTE not in html
    assert title in html.split('<div id="esito">')[1].lower(), fault
    assert client.get("/readyz").json()["ricerca"] == "ok"


def cold_start(node: str) -> None:
    """The process has never heard of the cluster, which has no index either."""
    client, clock = visitor(), Clock()
    few_contents(local_engine())
    with Intermediario(node) as between:
        for fault in ("rifiuta", "muto"):
            between.fai(fault)
            engine = reach(between.url)
            begun = time.monotonic()
            bring_up_to_date()
            assert time.monotonic() - begun < BOUND, fault
            found = in_time(lambda: client.get("/cerca/", {"q": "patto"}))
            assert (found.status_code, NOTE in found.content.decode()) == (200, True), fault
        engine._breaker._clock = clock
        between.fai("passa")
        clock.ahead += 30
        # It answers, and has no index: nobody waits for that.
        assert NOTE in client.get("/cerca/", {"q": "patto"}).content.decode()
        assert client.get("/readyz").json()["ricerca"] == "degraded"
        assert do_jobs() == 0
        assert NOTE not in client.get("/cerca/", {"q": "patto"}).content.decode()
        assert client.get("/readyz").json()["ricerca"] == "ok"
        equal(engine)


# --- the node itself ------------------------------------------------------------------------------


def on_the_node(node: str) -> None:
    """What somebody, or a full disk, does to indices behind the site's back."""
    client, engine = visitor(), reach(node)
    few_contents(*kept_engines())
    prefix = settings.ELASTICSEARCH_INDEX
    lines = Lines(Clock())
    logging.getLogger().addHandler(lines)
    with client_of(node) as cluster:

        def generations() -> list[str]:
            return list(cluster.indices.get(index=f"{prefix}-*-*").body)

        def is_gone() -> None:
            cluster.indices.delete(index=generations())

        def has_no_alias() -> None:
            cluster.indices.delete_alias(index=engine.health().generazione, name="*")

        def cannot_be_written_to() -> None:
            cluster.indices.delete_alias(
                index=engine.health().generazione, name=f"{engine._life.writing}"
            )

        def counts_anew() -> None:
            cluster.indices.delete(index=engine._turns.index)

        for number, harm in enumerate((is_gone, has_no_alias, cannot_be_written_to, counts_anew)):
            harm()
            _healed_by_jobs(client, f"Diga {number}", harm.__name__)
            assert len(generations()) <= 2, harm
        assert lines.told == []
        for number, block in enumerate(("read_only", "read_only_allow_delete")):
            _blocked(client, cluster, f"index.blocks.{block}", f"Molo {number}")
    equal(engine)
    assert [event for _, event in lines.events()] == ["search.elasticsearch_unavailable"]


def _healed_by_jobs(client: Client, title: str, harm: str) -> None:
    """Readers have an answer all the time."""
    page = make_page(title, slug=title.lower().replace(" ", "-"))

    def shown() -> str:
        found = in_time(lambda: client.get("/cerca/", {"q": title.lower()}))
        assert found.status_code == 200, harm
        return str(found.content.decode())

    if NOTE in shown():
        assert page.url in shown(), harm
    do_jobs()
    do_jobs()
    assert NOTE not in shown(), harm
    assert page.url in shown().split('<div id="esito">')[1], harm
    equal(get_engine())


def _blocked(client: Client, cluster: Any, block: str, title: str) -> None:
    """The disk is too full to write, on every index; what is there is read."""
    everything = f"{settings.ELASTICSEARCH_INDEX}-*"
    cluster.indices.put_settings(index=everything, settings={block: True})
    page = make_page(title, slug=title.lower().replace(" ", "-"))
    for _ in range(3):
        assert do_jobs() == 1, block
        html = in_time(lambda: client.get("/cerca/", {"q": "patto"})).content.decode()
        assert NOTE not in html, block
        assert "risultati" in html, block
    assert rows_of(get_engine().nome).exists()
    cluster.indices.put_settings(index=everything, settings={block: None})
    assert do_jobs() == 0, block
    html = client.get("/cerca/", {"q": title.lower()}).content.decode()
    assert page.url in html.split('<div id="esito">')[1], block
    assert client.get("/readyz").json()["ricerca"] == "ok"


# --- long absences --------------------------------------------------------------------------------


def away_for_long(node: str, times: int) -> None:
    """While it is away much is published, deleted and closed; then the loop of jobs alone does the rest."""
    with Intermediario(node) as between:
        engine = reach(between.url)
        clock = engine._breaker._clock = Clock()
        few_contents(*kept_engines())
        gone, closed = (
            [make_page(f"{word} {n}", slug=f"{word.lower()}-{n}") for n in range(times // 4)]
            for word in ("Partenza", "Chiusura")
        )
        assert do_jobs() == 0
        between.fai("rifiuta")
        took = [
            _seconds(lambda n=n: make_page(f"Arrivo {n}", slug=f"arrivo-{n}")) for n in range(times)
        ]
        took += [_seconds(page.delete) for page in gone]
        took += [
            _seconds(
                lambda p=page: PageViewRestriction.objects.create(page=p, restriction_type="login")
            )
            for page in closed
        ]
        assert max(took) < BOUND
        assert do_jobs() == 2
        assert rows_of(engine.nome).count() >= len(took)
        between.fai("passa")
        clock.ahead += 30
        begun = time.monotonic()
        # The loop is at it every five seconds: here at once.
        assert do_jobs() == 0
        sys.stdout.write(f"{len(took)} cambiamenti ripresi in {time.monotonic() - begun:.1f} s\n")
        equal(engine)
        found = engine.search(Plan(), readers=ANYONE, limit=1000).hits
    titles = " ".join(hit.document.titolo for hit in found)
    assert titles.count("Arrivo") == times
    assert "Partenza" not in titles
    assert "Chiusura" not in titles


def _seconds(act: Callable[[], object]) -> float:
    begun = time.monotonic()
    act()
    return time.monotonic() - begun


# --- many at once ---------------------------------------------------------------------------------

READERS = 20


def many_readers(url: str) -> None:
    """All ask at once something that answers by drops: each has an answer in time, and nothing is left over."""
    few_contents(local_engine())
    reach(url)
    assert ask("patto", user=None).di_riserva
    together, begun = threading.Barrier(READERS), (threading.active_count(), _open_sockets())

    def reader(_: int) -> float:
        together.wait()
        seconds = _seconds(lambda: found.append(ask("patto", user=None)))
        connections.close_all()
        return seconds

    for _ in range(2):
        kept_engines.cache_clear()
        gc.collect()
        found: list[Any] = []
        with ThreadPoolExecutor(READERS) as pool:
            took = list(pool.map(reader, range(READERS)))
        assert max(took) < BOUND, took
        assert all(answer.di_riserva and answer.totale for answer in found)
        # All were asking before any had failed.
        assert min(took) >= 0.9, took
    kept_engines.cache_clear()
    gc.collect()
    assert threading.active_count() == begun[0]
    assert _open_sockets() <= begun[1]


def _open_sockets() -> int:
    return sum(_is_socket(one) for one in Path("/proc/self/fd").iterdir())


def _is_socket(one: Path) -> bool:
    try:
        return str(one.readlink()).startswith("socket:")
    except OSError:
        return False


# --- who one is -----------------------------------------------------------------------------------

PASSWORD, WRONG_KEY = "parolasegretissima", "c2JhZ2xpYXRhOnNlZ3JldGE="


def by_tls(url: str, ca: str, key: str, other_ca: str) -> None:
    """With key and authority it answers; without either it is as if it were down; and no secret is told."""
    told = _all_that_is_logged()
    few_contents(local_engine())
    secret = url.replace("://", f"://condivisa:{PASSWORD}@")
    nowhere = secret.replace(urlsplit(url).netloc, "127.0.0.1:9")
    shown = [
        _reached(address, authority, given, answers=answers)
        for address, authority, given, answers in (
            (url, ca, key, True),
            (url, ca, "", False),
            (url, ca, WRONG_KEY, False),
            (url, other_ca, key, False),
            (url, "", key, False),
            (secret, ca, "", False),
            (secret, other_ca, key, False),
            (nowhere, ca, key, False),
            (secret, ca, key, True),
        )
    ]
    shown += [repr(row) for row in Esecuzione.objects.values()]
    assert len(told) > 100, "chi ascolta non sente"
    text = "\n".join([*shown, *told])
    basic = b64encode(f"condivisa:{PASSWORD}".encode()).decode()
    for one in (key, WRONG_KEY, PASSWORD, basic):
        assert one not in text, text[max(0, text.find(one) - 300) :][:400]


def _reached(url: str, ca: str, key: str, *, answers: bool) -> str:
    """What is shown and what jobs do, with these settings."""
    settings.ELASTICSEARCH_CA, settings.ELASTICSEARCH_API_KEY = ca, key
    Counted._known.clear()
    engine, client = reach(url), visitor()
    bring_up_to_date()
    page, ready = client.get("/cerca/", {"q": "patto"}), client.get("/readyz")
    told = (page.status_code, NOTE in page.content.decode(), ready.json()["ricerca"])
    assert told == ((200, False, "ok") if answers else (200, True, "degraded")), (url, ca, key)
    for job in registry.all():
        if job.nome.startswith("search."):
            run_job(job, SiteJournal())
    try:
        engine.health()
    except SearchUnavailable:
        # As whoever logs more than we do would.
        logging.getLogger("prova").exception("%r", engine._client.transport.node_pool.all())
    return f"{page.content.decode()} {ready.content.decode()}"


class _Kept(logging.Handler):
    """What is logged, written out as this site writes it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logging.getLogger().handlers[0].formatter)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(self.format(record))


def _all_that_is_logged() -> list[str]:
    """From here on, down to the least that any library says."""
    kept = _Kept()
    logging.getLogger().addHandler(kept)
    # Its logger passes nothing on.
    logging.getLogger("elastic_transport.node").addHandler(kept)
    for name in ("", "elastic_transport", "elastic_transport.node", "urllib3.connection"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    return kept.told
