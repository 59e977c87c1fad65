"""Two machines on one database, each with an index on its own disk and a loop of jobs."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.installation import ROOT, Installation

pytestmark = pytest.mark.postgres

#: Looks at the index of the machine on which it runs, for as long as jobs may take.
WAIT_FOR = """
import time
from search.engines import local_engine
from search.plan import make_plan
until = time.monotonic() + 120
def found():
    if local_engine().health().stato != "ok":
        return None
    return local_engine().search(make_plan("ippogrifo"), readers=frozenset({{"tutti"}})).totale
while found() != {wanted}:
    assert time.monotonic() < until, found()
    time.sleep(.2)
"""
PUBLISH = """
from sussidiario.models import SchedaPage
page = SchedaPage.objects.filter(live=True).order_by("pk")[0]
page.title = "Ippogrifo"
page.save_revision().publish()
"""
WITHDRAW = """
from sussidiario.models import SchedaPage
SchedaPage.objects.get(title="Ippogrifo").unpublish()
"""


@pytest.fixture
def site(built_on_postgres: Installation, tmp_path: Path) -> Installation:
    return built_on_postgres.twin_on_postgres("due_macchine", tmp_path / "qui")


@contextmanager
def loop(site: Installation, **machine: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "lavori"], env=site.env(machine), cwd=ROOT
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_each_keeps_its_index_up_whoever_publishes_and_whoever_dies(
    site: Installation, tmp_path: Path
) -> None:
    there = {name: str(tmp_path / "là" / name) for name in ("SEARCH_DIR", "LAVORI_DIR")}
    with loop(site) as first, loop(site, **there) as second:
        site.must_execute(WAIT_FOR.format(wanted=0), **there)
        site.must_execute(PUBLISH)
        site.must_execute(WAIT_FOR.format(wanted=1), **there)
        first.kill()
        site.must_execute(WITHDRAW)
        site.must_execute(WAIT_FOR.format(wanted=0), **there)
        # Its loop is dead: what it publishes is found on it all the same, what the other does waits.
        site.must_execute(PUBLISH.replace("live=True", "live=False"), **there)
        site.must_execute(WAIT_FOR.format(wanted=0))
        with loop(site):
            site.must_execute(WAIT_FOR.format(wanted=1))
        second.send_signal(signal.SIGTERM)
        assert second.wait(30) == 0
    for machine in ({}, there):
        assert "uguale ai contenuti" in site.manage("search_check", **machine)
