"""SIGKILL of the process that publishes: a page and its rows go live together, or neither does.

The processes are real and so are the databases; only the moment of death is ours.
"""

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.installation import Installation

#: A scheda that readers know, with a draft that says something new and why.
DRAFT = """
import datetime as dt
from django.utils import timezone
from sussidiario.models import SchedaPage
page = SchedaPage.objects.get(codice="1.4")
page.in_breve = "La risposta nuova."
page.contenuto = [("testo", "Vale ora l’art. 7 della legge 7 agosto 1990, n. 241.")]
page.norme = [("riferimenti", [
    {"identificatore": "urn:nir:stato:legge:1990-08-07;241", "etichetta": "L. 241/1990", "perche": "nuova"}
])]
page.annotate_change(tipo="sostanziale", testo="Cambia tutto.")
revision = page.save_revision()
"""
LOOP = """
from piattaforma.nucleo.jobs import publish_scheduled
arm(); publish_scheduled()
"""
PUBLISH = {
    "revisione": DRAFT + "arm(); revision.publish()",
    "programmata": DRAFT
    + """
revision.approved_go_live_at = timezone.now() - dt.timedelta(minutes=1)
revision.save()
"""
    + LOOP,
    "ciclo": LOOP,
    "redazione": DRAFT
    + """
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data
editor = Client(headers={"host": "127.0.0.1"})
editor.force_login(get_user_model().objects.get(email="amministrazione@example.it"))
url = f"/admin/pages/{page.pk}/workflow/action/"
address = "/admin/bulk/wagtailcore/page/publish/?id=%s&next=/admin/" % page.pk
arm()
assert editor.post(address, {"include_descendants": "off"}).status_code == 302
""",
}
#: Where the process dies: the page is saved, its rendering not; the rendering is there with its links,
#: nothing else; the update is written, the citations not; those of before are gone, the new ones not
#: there; all is written and nothing committed.
POINTS = {
    "dopo la pagina": "signals.pre_save.connect(die, sender=Resa)",
    "dopo la resa": "signals.post_save.connect(die, sender=Resa)",
    "dopo l’aggiornamento": "signals.post_save.connect(die, sender=Aggiornamento)",
    "fra le citazioni": "CitazioneQuerySet.bulk_create = die",
    "dopo le citazioni": "content_published.connect(die)",
    "mai": "",
}
KILLER = """
import os
from signal import SIGKILL
from django.db.models import signals
from piattaforma.nucleo.contents import content_published
from piattaforma.nucleo.models import Aggiornamento, Resa
from piattaforma.riferimenti.models import CitazioneQuerySet
def die(*args, **kwargs):
    os.kill(os.getpid(), SIGKILL)
def arm():
    {point}
"""
#: The control: publishing as Wagtail does it, in several transactions.
NOT_ATOMIC = """
from wagtail.models import Page
from piattaforma.nucleo.models import BasePage
BasePage.publish = Page.publish
"""
STATE = """
SELECT s.in_breve, p.has_unpublished_changes,
  (SELECT COUNT(*) FROM nucleo_aggiornamento a
    WHERE a.object_id = p.id AND a.content_type_id = p.content_type_id),
  (SELECT COUNT(*) FROM riferimenti_citazione c
    WHERE c.object_id = p.id AND c.content_type_id = p.content_type_id AND c.perche = 'nuova'),
  (SELECT COUNT(*) FROM riferimenti_citazione c
    WHERE c.object_id = p.id AND c.content_type_id = p.content_type_id AND c.frase LIKE 'Vale ora %'),
  (SELECT COUNT(*) FROM riferimenti_citazione c
    WHERE c.object_id = p.id AND c.content_type_id = p.content_type_id),
  (SELECT CAST(segni AS TEXT) FROM nucleo_resa r WHERE r.page_id = p.id),
  (SELECT CAST(zone AS TEXT) FROM nucleo_resa r WHERE r.page_id = p.id),
  (SELECT COUNT(*) FROM nucleo_notamodifica n
    WHERE n.page_id = p.id AND n.testo = 'Cambia tutto.' AND n.usata_il IS NOT NULL)
FROM sussidiario_schedapage s JOIN wagtailcore_page p ON p.id = s.page_ptr_id
WHERE s.codice = '1.4'
"""


@pytest.fixture(scope="module")
def on_sqlite(built: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return built.copy(tmp_path_factory.mktemp("uccisa") / "sito")


@pytest.fixture(scope="module")
def on_postgres(
    built_on_postgres: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    return built_on_postgres.twin_on_postgres("uccisa", tmp_path_factory.mktemp("uccisa"))


@pytest.fixture(params=["on_sqlite", pytest.param("on_postgres", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest) -> Installation:
    installation: Installation = request.getfixturevalue(request.param)
    return installation


def publish(site: Installation, way: str, point: str, before: str = "") -> int:
    code = before + KILLER.format(point=POINTS[point] or "pass") + PUBLISH[way]
    done = site.execute(code)
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr[-3000:]
    return done.returncode


def state(site: Installation) -> tuple[Any, ...]:
    return site.query(STATE)[0]


def test_a_kill_leaves_neither_the_page_nor_its_rows(site: Installation) -> None:
    before = state(site)
    deaths = [("revisione", point) for point in POINTS if point != "mai"]
    deaths += [("programmata", "dopo la pagina"), ("redazione", "dopo l’aggiornamento")]
    for way, point in deaths:
        assert publish(site, way, point) == -signal.SIGKILL, (way, point)
        # The draft itself is there: it was saved before.
        text, _, *rows = state(site)
        assert (text, *rows) == (before[0], *before[2:]), (way, point)
    # Afterwards the loop publishes what is still due, whole.
    assert publish(site, "ciclo", "mai") == 0
    text, _, updates, listed, recognised, rows, marks, rendering, used = state(site)
    assert text == "La risposta nuova."
    assert (updates, listed, recognised) == (before[2] + 1, 1, 1)
    assert rows < before[5], "quelle di prima non ci sono più"
    assert "241~art7" in marks
    assert "Vale ora" in rendering
    assert used >= 1


def test_without_one_transaction_the_kill_does_leave_a_half(
    built: Installation, tmp_path: Path, make_copy: Callable[[], Installation]
) -> None:
    """The control: the fault is real, and these tests would see it."""
    site = make_copy()
    before = state(site)
    assert publish(site, "revisione", "dopo la pagina", before=NOT_ATOMIC) == -signal.SIGKILL
    text, _, updates, citations, *_ = state(site)
    assert text == "La risposta nuova."
    assert (updates, citations) == (before[2], 0)


@pytest.fixture
def make_copy(built: Installation, tmp_path: Path) -> Callable[[], Installation]:
    return lambda: built.copy(tmp_path / "controllo")
