"""SIGKILL of the process that imports: all schede of the folder, or none; 500 of them in a minute."""

import re
import signal
from pathlib import Path
from typing import Any

import pytest

from bench.schede import write_schede
from tests.installation import Installation

COUNT = 6
#: Where the process dies: a scheda is in, its rendering not; the last is published; the drafts are made.
POINTS = {
    "alla terza resa": "count(signals.post_save, Resa, 3)",
    "fra le schede": "count(signals.post_save, SchedaImportata, 4)",
    "prima della fine": "count(signals.post_save, SchedaImportata, 7)",
    "mai": "",
}
IMPORT = """
import os
from pathlib import Path
from signal import SIGKILL
from django.db.models import signals
from piattaforma.nucleo.models import Resa
from sussidiario.scambio.importazione import import_edition
from sussidiario.models import SchedaImportata
seen = []
def count(signal, sender, number):
    def die(**kwargs):
        seen.append(1)
        if len(seen) == number:
            os.kill(os.getpid(), SIGKILL)
    signal.connect(die, sender=sender, weak=False)
{point}
import_edition(folder=Path({folder!r}), slug="2025", drafts=True)
"""
STATE = """
SELECT (SELECT COUNT(*) FROM sussidiario_schedapage), (SELECT COUNT(*) FROM sussidiario_edizionepage),
  (SELECT COUNT(*) FROM sussidiario_schedaimportata), (SELECT COUNT(*) FROM wagtailcore_revision),
  (SELECT COUNT(*) FROM nucleo_resa), (SELECT COUNT(*) FROM nucleo_aggiornamento),
  (SELECT COUNT(*) FROM riferimenti_citazione), (SELECT COUNT(*) FROM nucleo_notamodifica)
"""


@pytest.fixture(scope="module")
def on_sqlite(built: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return built.copy(tmp_path_factory.mktemp("importata") / "sito")


@pytest.fixture(scope="module")
def on_postgres(
    built_on_postgres: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    return built_on_postgres.twin_on_postgres("importata", tmp_path_factory.mktemp("importata"))


@pytest.fixture(params=["on_sqlite", pytest.param("on_postgres", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest) -> Installation:
    installation: Installation = request.getfixturevalue(request.param)
    return installation


def state(site: Installation) -> tuple[Any, ...]:
    return site.query(STATE)[0]


def test_a_kill_leaves_all_schede_or_none(site: Installation, tmp_path: Path) -> None:
    write_schede(tmp_path / "edizione", COUNT)
    (tmp_path / "edizione" / "slide.md").write_text("Un testo di altri.\n", "utf-8")
    before = state(site)
    for point, code in POINTS.items():
        done = site.execute(IMPORT.format(point=code, folder=str(tmp_path / "edizione")))
        if code:
            assert done.returncode == -signal.SIGKILL, (point, done.stderr[-3000:])
            assert state(site) == before, point
    assert done.returncode == 0, done.stderr[-3000:]
    schede, editions, imported, *_ = state(site)
    assert (schede, editions, imported) == (
        before[0] + COUNT + 1,
        before[1] + 1,
        before[2] + COUNT + 1,
    )


@pytest.mark.soak
def test_five_hundred_schede_in_a_minute(built: Installation, tmp_path: Path) -> None:
    """Seconds of CPU: those of a clock are the same on a machine with nothing else to do."""
    site = built.copy(tmp_path / "sito")
    write_schede(tmp_path / "edizione", 500)
    done = site.must_execute(
        "import time\n" + IMPORT.format(point="", folder=str(tmp_path / "edizione"))
        + "print('CPU', time.process_time())"
    )  # fmt: skip
    (seconds,) = re.findall(r"CPU ([\d.]+)", done)
    assert float(seconds) <= 60
    assert site.query("SELECT COUNT(*) FROM sussidiario_schedapage") >= [(500,)]
