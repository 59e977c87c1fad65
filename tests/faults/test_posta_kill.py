"""SIGKILL of a real worker at every point of a delivery: no duplicate, no row left open.

The worker is `manage.py lavori --once` as it is, sending to a counting SMTP server of ours.
"""

import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.processes import Site, postgres_site, sqlite_site
from tests.posta.sink import Sink, SinkController

QUEUE = """
from piattaforma.posta.operations import queue_free_message
for n in range({quanti}):
    queue_free_message(destinatario=f"lettore{{n}}@example.org", oggetto="Prova", testo="Ciao")
"""
#: Point, and whether the row in hand ends in doubt.
WORST = [("after_claim", True), ("after_data", True), ("before_close", True)]
ALL = [("before_claim", False), ("before_data", True), *WORST]
TRANSPORT = "tests.faults.posta_process.StoppingSmtp"


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    sink = Sink()
    controller = SinkController(sink)
    controller.start()
    yield sink, controller.port
    controller.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest, tmp_path: Path, sink: tuple[Sink, int]) -> Iterator[Site]:
    if request.param == "sqlite":
        site = sqlite_site(tmp_path)
        _point_at(site, sink[1])
        yield site
        return
    with postgres_site(request.getfixturevalue("postgres_url"), tmp_path) as site:
        _point_at(site, sink[1])
        yield site


def _point_at(site: Site, port: int) -> None:
    site.environment = {
        "POSTA_TRASPORTO": TRANSPORT,
        "POSTA_SMTP_HOST": "127.0.0.1",
        "POSTA_SMTP_PORT": str(port),
        "POSTA_SMTP_TLS": "no",
    }


def queue(site: Site, quanti: int) -> None:
    site.must_run("shell", "--no-imports", "--command", QUEUE.format(quanti=quanti))


def make_due(site: Site) -> None:
    """Let the next `--once` deliver at once: forget when the job last started."""
    site.query("DELETE FROM lavori_esecuzione")


def kill_at(site: Site, sink: Sink, point: str, message: int) -> None:
    """Start a worker, wait until it stands at `point` of its nth message, SIGKILL it."""
    taken = len(sink.accepted)
    with site.start("lavori", "--once", PUNTO=point, AL_MESSAGGIO=str(message)) as worker:
        assert worker.stdout is not None
        said = worker.stdout.readline().strip()
        if point == "after_data":
            # The worst case: the server has taken the message and the answer was never read.
            wait_until(lambda: len(sink.accepted) == taken + message + 1)
        worker.kill()
        _, errors = worker.communicate(timeout=10)
    assert said == point, errors
    assert worker.returncode == -signal.SIGKILL


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "non è accaduto in tempo"
        time.sleep(0.02)


def kill_and_account(site: Site, sink: Sink, kills: list[tuple[str, bool]]) -> None:
    queue(site, 2 * len(kills) + 3)
    for point, _ in kills:
        kill_at(site, sink, point, message=1)
        make_due(site)
    site.must_run("lavori", "--once")

    rows = site.query("SELECT codice, stato, worker FROM posta_messaggio")
    states = [stato for _, stato, _ in rows]
    doubtful = sum(leaves_doubt for _, leaves_doubt in kills)
    assert len(rows) == 2 * len(kills) + 3
    assert states.count("incerta") == doubtful
    assert states.count("accettata") == len(rows) - doubtful
    assert all(worker == "" for _, _, worker in rows)

    copies = sink.copies()
    assert max(copies.values()) == 1, "qualcuno ha ricevuto due copie"
    taken = {identifier.strip("<>").partition("@")[0] for identifier in copies}
    assert {codice for codice, stato, _ in rows if stato == "accettata"} <= taken
    # What was in doubt had really gone only where the server had seen the end of DATA.
    gone = sum(point in {"after_data", "before_close"} for point, _ in kills)
    assert len(taken) == len(rows) - doubtful + gone


def test_a_killed_worker_sends_nothing_twice(site: Site, sink: tuple[Sink, int]) -> None:
    kill_and_account(site, sink[0], WORST)


@pytest.mark.soak
def test_twenty_kills_at_every_point(site: Site, sink: tuple[Sink, int]) -> None:
    kill_and_account(site, sink[0], ALL * 4)


def test_the_doubtful_stay_doubtful_until_an_operator_chooses(
    site: Site, sink: tuple[Sink, int]
) -> None:
    """The negative control: the fault is real, a resent doubtful message does arrive twice."""
    queue(site, 1)
    kill_at(site, sink[0], "after_data", message=0)
    for _ in range(2):
        make_due(site)
        site.must_run("lavori", "--once")
    assert site.query("SELECT stato FROM posta_messaggio") == [("incerta",)]
    assert list(sink[0].copies().values()) == [1]

    site.must_run(
        "shell",
        "--no-imports",
        "--command",
        "from piattaforma.posta.models import Messaggio as M\n"
        "from piattaforma.posta.operations import resend\n"
        "assert resend(pks=[M.objects.get().pk], utente_id=None) == 1",
    )
    make_due(site)
    site.must_run("lavori", "--once")
    assert site.query("SELECT stato FROM posta_messaggio") == [("accettata",)]
    assert list(sink[0].copies().values()) == [2]


def test_workers_started_side_by_side_share_the_queue(site: Site, sink: tuple[Sink, int]) -> None:
    """Three workers without the lock of the loop: the claim alone keeps them apart."""
    queue(site, 40)
    run = "from piattaforma.posta.jobs import consegna; print(consegna())"
    workers = [site.start("shell", "--no-imports", "--command", run) for _ in range(3)]
    taken = []
    for worker in workers:
        output, errors = worker.communicate(timeout=60)
        assert worker.returncode == 0, errors
        taken.append(int(output))
    assert sum(taken) == 40
    assert site.query("SELECT stato, COUNT(*) FROM posta_messaggio GROUP BY stato") == [
        ("accettata", 40)
    ]
    assert set(sink[0].copies().values()) == {1}
    assert len(sink[0].accepted) == 40
