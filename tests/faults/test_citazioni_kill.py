"""SIGKILL of `citazioni_rebuild`: what was done stays whole, the next run goes on, nothing is missing."""

import signal
from pathlib import Path

import pytest

from tests.installation import Installation

#: Dies when the rows of the nth content are written and its transaction is open.
KILLED = """
import os, signal
from django.core.management import call_command
from piattaforma.riferimenti import signal_handlers
real, done = signal_handlers.replace_citations, []
def deadly(**kwargs):
    changed = real(**kwargs)
    done.append(changed)
    if len(done) == {n}:
        os.kill(os.getpid(), signal.SIGKILL)
    return changed
signal_handlers.replace_citations = deadly
call_command("citazioni_rebuild")
"""
ROWS = """
SELECT content_type_id, object_id, ordine, zona, origine, identificatore, inizio, fine, frase
FROM riferimenti_citazione ORDER BY content_type_id, object_id, ordine
"""
SOURCES = "SELECT DISTINCT content_type_id, object_id FROM riferimenti_citazione"
STATE = "SELECT fatti, cambiati, tipo, oggetto FROM riferimenti_ricostruzione WHERE finita IS NULL"


@pytest.fixture
def on_sqlite(installation: Installation) -> Installation:
    return installation


@pytest.fixture
def on_postgres(built_on_postgres: Installation, tmp_path: Path) -> Installation:
    return built_on_postgres.twin_on_postgres("ricostruita", tmp_path)


@pytest.fixture(params=["on_sqlite", pytest.param("on_postgres", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest) -> Installation:
    installation: Installation = request.getfixturevalue(request.param)
    return installation


def test_killed_twice_it_ends_with_every_row(site: Installation) -> None:
    before = site.query(ROWS)
    assert len(before) > 100, "c’è di che perdere"
    site.query("DELETE FROM riferimenti_citazione")
    alive = 0
    for n in (9, 4):
        assert site.execute(KILLED.format(n=n)).returncode == -signal.SIGKILL
        alive += n - 1
        ((done, changed, tipo, oggetto),) = site.query(STATE)
        assert done == alive
        sources = site.query(SOURCES)
        assert len(sources) == changed, "il contenuto in corso non ha lasciato righe"
        assert all((key, pk) <= (tipo, oggetto) for key, pk in sources)
    said = site.manage("citazioni_rebuild")
    assert f"Riprendo: {alive} contenuti" in said
    assert site.query(ROWS) == before
    assert "coincidono" in site.manage("citazioni_check")


def test_the_check_sees_what_a_kill_without_transactions_would_leave(
    installation: Installation,
) -> None:
    """The control: half of a page's rows is a fault that the check finds."""
    installation.query("DELETE FROM riferimenti_citazione WHERE ordine % 2 = 1")
    done = installation.run("citazioni_check")
    assert done.returncode == 1
    assert "manca " in done.stdout
