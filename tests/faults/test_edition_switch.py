"""An edition is switched while people read: no error, no page of two editions; killed, nothing of it stays."""

import re
import signal
import threading
from pathlib import Path

import pytest
import requests

from tests.installation import Installation, Served

#: A new edition from today's, one question of it rewritten.
PREPARE = """
from sussidiario.edizione.operations import copy_edition
from sussidiario.models import EdizionePage, SchedaPage
old = EdizionePage.objects.get(slug="2026")
new = copy_edition(source=old, title="Edizione 2027", slug="2027", year=2027)
page = SchedaPage.objects.get(codice="3.2", url_path__contains="/2027/")
page.in_breve = "La risposta del 2027."
page.annotate_change(tipo="sostanziale", testo="Cambia la risposta.")
page.save_revision()
"""
SWITCH = """
import os
from signal import SIGKILL
from django.db.models import signals
from piattaforma.nucleo.models import Generazione
from sussidiario.edizione.operations import make_current
from sussidiario.models import EdizioneCorrente, EdizionePage
{point}
make_current(edition=EdizionePage.objects.get(slug="2027"))
"""
DIE = """
def die(*args, **kwargs):
    os.kill(os.getpid(), SIGKILL)
signals.post_save.connect(die, sender=EdizioneCorrente)
"""
STATE = """
SELECT e.edizione_id = p.id, p.live,
  (SELECT COUNT(*) FROM wagtailcore_page b WHERE b.live AND b.url_path LIKE '%/2027/%'),
  (SELECT COUNT(*) FROM nucleo_aggiornamento a WHERE a.testo = 'Cambia la risposta.')
FROM sussidiario_edizionecorrente e, wagtailcore_page p WHERE p.slug = '2027'
"""
PATHS = [
    "/",
    "/sussidiario/",
    "/s/3.2/",
    "/sussidiario/2026/",
    "/sussidiario/confronta/",
    "/norme/",
]


#: what pages say beside the current edition: in its own badge, in lists, in the line of a scheda
CURRENT = re.compile(r"Edizione corrente</span>|</svg>Corrente</span>|202\d</a>, corrente")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest, built: Installation, tmp_path: Path) -> Installation:
    if request.param == "sqlite":
        return built.copy(tmp_path / "sito")
    on_postgres: Installation = request.getfixturevalue("built_on_postgres")
    return on_postgres.twin_on_postgres("passaggio", tmp_path)


def test_killed_before_the_end_nothing_of_the_switch_stays(site: Installation) -> None:
    site.must_execute(PREPARE)
    before = site.query(STATE)
    assert site.execute(SWITCH.format(point=DIE)).returncode == -signal.SIGKILL
    assert site.query(STATE) == before
    assert not any(before[0][:2])
    with site.serve() as served:
        _read_while_it_switches(served)
    ((is_current, live, pages, updates),) = site.query(STATE)
    assert is_current
    assert live
    assert pages == 1 + 6 + 30
    assert updates == 1


def _read_while_it_switches(served: Served) -> None:
    for path in ("/sussidiario/", "/sussidiario/2026/", "/s/3.2/"):
        assert len(CURRENT.findall(served.get(path, allow_redirects=True).text)) == 1, path
    stop = threading.Event()
    seen: list[str] = []
    wrong: list[str] = []

    def read() -> None:
        while not stop.is_set():
            for path in PATHS:
                response = served.get(path, allow_redirects=True)
                seen.append(response.url)
                wrong.extend(_problems(response))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        served.installation.must_execute(SWITCH.format(point=""))
        for _ in range(3):
            read_once = served.get("/s/3.2/", allow_redirects=True)
            wrong.extend(_problems(read_once))
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert wrong == []
    assert any("/2026/co-progettazione/" in url for url in seen), "letta prima"
    assert "/2027/" in read_once.url
    assert "La risposta del 2027." in read_once.text


def _problems(response: requests.Response) -> list[str]:
    """What a reader must never get: an error, or a page that speaks of two editions as current."""
    text, url = response.text, response.url
    found = [f"{url}: {response.status_code}"] if response.status_code != 200 else []
    found += [f"{url}: due edizioni correnti"] if len(CURRENT.findall(text)) > 1 else []
    if "/co-progettazione/" in url:
        page = re.search(r"/(202\d)/", url)
        shown = "La risposta del 2027." in text
        if page and shown != (page[1] == "2027"):
            found.append(f"{url}: il testo di un’altra edizione")
        links = set(re.findall(r'rel="(?:prev|next)"[^>]*|href="[^"]*/(202\d)/[^"]*" rel', text))
        if page and links - {page[1], ""}:
            found.append(f"{url}: vicine di un’altra edizione {links}")
    return found
