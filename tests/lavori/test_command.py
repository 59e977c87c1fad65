"""`manage.py lavori` as processes: one loop a machine, one machine for the site, and locks die with them."""

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.processes import Site, postgres_site, sqlite_site

TURNED = (
    "SELECT COUNT(*) FROM lavori_esecuzione"
    " WHERE nome = 'posta.consegna' AND ultima_fine IS NOT NULL"
)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    if request.param == "sqlite":
        yield sqlite_site(tmp_path)
        return
    with postgres_site(request.getfixturevalue("postgres_url"), tmp_path) as site:
        yield site


def start_loop(site: Site) -> "subprocess.Popen[str]":
    """Start a loop and wait until it has turned."""
    site.query("DELETE FROM lavori_esecuzione")
    loop = site.start("lavori")
    wait_until_it_turned(site, loop)
    return loop


def wait_until_it_turned(site: Site, loop: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + 30
    while site.query(TURNED) != [(1,)]:
        assert loop.poll() is None, loop.communicate()[1]
        assert time.monotonic() < deadline, "il ciclo non gira"
        time.sleep(0.05)


def test_one_loop_at_a_time_and_the_next_takes_over_after_a_kill(site: Site) -> None:
    first = start_loop(site)
    refused = site.run("lavori", "--once")
    assert refused.returncode == 3
    assert "già attivo" in refused.stderr

    first.kill()
    # At once: while the first is not even waited for.
    second = start_loop(site)
    first.communicate()

    second.send_signal(signal.SIGTERM)
    asked = time.monotonic()
    _, errors = second.communicate(timeout=10)
    assert second.returncode == 0, errors
    assert time.monotonic() - asked < 5


def test_a_second_machine_stands_by_and_takes_over(site: Site, tmp_path: Path) -> None:
    first = start_loop(site)
    other = {"LAVORI_DIR": str(tmp_path / "altra-macchina")}
    site.must_run("lavori", "--once", **other)
    second = site.start("lavori", **other)
    time.sleep(1)
    assert second.poll() is None, second.communicate()[1]
    assert site.run("lavori", "--once", **other).returncode == 3

    first.kill()
    first.communicate()
    site.query("DELETE FROM lavori_esecuzione")
    wait_until_it_turned(site, second)
    # The machine that comes back stands by in its turn.
    site.must_run("lavori", "--once")
    second.send_signal(signal.SIGTERM)
    second.communicate(timeout=10)
    assert second.returncode == 0


def test_once_runs_what_is_due_and_ends(site: Site) -> None:
    site.must_run("lavori", "--once")
    runs = dict(site.query("SELECT nome, ultimo_esito FROM lavori_esecuzione"))
    assert runs["posta.consegna"] == runs["posta.pulizia"] == "ok"

    starts = "SELECT nome, ultimo_inizio FROM lavori_esecuzione WHERE nome = 'posta.pulizia'"
    before = site.query(starts)
    site.must_run("lavori", "--once")
    assert site.query(starts) == before


@pytest.mark.postgres
def test_the_loop_outlives_its_database_connections(postgres_url: str, tmp_path: Path) -> None:
    """All its connections are cut, the lock's too: it takes the lock again and goes on."""
    with postgres_site(postgres_url, tmp_path) as site:
        loop = start_loop(site)
        cut = site.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert len(cut) >= 2
        site.query("DELETE FROM lavori_esecuzione")
        wait_until_it_turned(site, loop)
        assert site.run("lavori", "--once").returncode == 3
        loop.send_signal(signal.SIGTERM)
        loop.communicate(timeout=10)
        assert loop.returncode == 0
