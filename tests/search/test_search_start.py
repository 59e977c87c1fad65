"""What stops the start, what system checks say, what `/readyz` says of search."""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from piattaforma.nucleo import prontezza
from piattaforma.nucleo.contents import Contenuto, content_of
from search import checks
from search.engines import require_engine
from search.models import DaIndicizzare
from sussidiario.models import SchedaPage
from tests.factories import make_scheda
from tests.installation import ROOT, Installation


@pytest.mark.parametrize("engine", ["lucene", "", "embedded,elastic"])
def test_an_unknown_engine_is_refused(engine: str, settings: Any) -> None:
    settings.SEARCH_ENGINE = engine
    with pytest.raises(ImproperlyConfigured, match=f"search.E002: SEARCH_ENGINE è «{engine}»"):
        require_engine()


@pytest.mark.parametrize(
    "url",
    ["", "ricerca", "https://", "https://ricerca", "ftp://a:1", "http://a:9200,b", "http://a:x"],
)
def test_a_cluster_without_an_address_is_refused(url: str, settings: Any) -> None:
    settings.SEARCH_ENGINE, settings.ELASTICSEARCH_URL = "elasticsearch", url
    with pytest.raises(ImproperlyConfigured, match=r"search\.E003: ELASTICSEARCH_URL"):
        require_engine()
    settings.SEARCH_ENGINE = "embedded"
    require_engine()


def test_what_is_wrong_with_an_address_is_not_told_with_its_password(settings: Any) -> None:
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = "https://utente:segretissima@ricerca"
    with pytest.raises(ImproperlyConfigured) as raised:
        require_engine()
    assert "segretissima" not in str(raised.value)


@pytest.mark.parametrize("prefix", ["", "Condivisa", "_condivisa", "a b", "a*", "a,b", "à"])
def test_a_name_that_elasticsearch_would_refuse_is_refused(prefix: str, settings: Any) -> None:
    settings.SEARCH_ENGINE, settings.ELASTICSEARCH_URL = "elasticsearch", "http://a:9200"
    settings.ELASTICSEARCH_INDEX = prefix
    with pytest.raises(ImproperlyConfigured, match=r"search\.E003: ELASTICSEARCH_INDEX"):
        require_engine()


def test_a_certificate_that_is_not_there_is_refused(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = "https://a:9200, https://b:9200"
    settings.ELASTICSEARCH_CA = str(tmp_path / "ca.pem")
    with pytest.raises(ImproperlyConfigured, match=r"search\.E003: ELASTICSEARCH_CA"):
        require_engine()
    (tmp_path / "ca.pem").touch()
    require_engine()
    settings.ELASTICSEARCH_URL = "https://a:9200, http://b:9200"
    with pytest.raises(ImproperlyConfigured, match=r"search\.E003: con ELASTICSEARCH_CA"):
        require_engine()


def test_an_unknown_engine_stops_the_server(tmp_path: Path) -> None:
    site = Installation.on_sqlite(tmp_path / "sito")
    done = subprocess.run(
        [sys.executable, "-c", "import piattaforma.wsgi"],
        env=site.env({"SEARCH_ENGINE": "lucene"}), cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert (
        "search.E002: SEARCH_ENGINE è «lucene»; può essere: embedded, elasticsearch." in done.stderr
    )


def test_a_content_that_nobody_would_find_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.every_content_is_found_or_left_out() == []
    adapter = content_of(SchedaPage)
    monkeypatch.setattr(type(adapter), "visibilita", Contenuto.visibilita)
    (error,) = checks.every_content_is_found_or_left_out()
    assert (error.id, error.obj) == ("search.E001", SchedaPage)
    monkeypatch.setattr(type(adapter), "si_cerca", False)
    assert checks.every_content_is_found_or_left_out() == []


def test_a_place_that_cannot_be_written_is_a_warning(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_DIR = str(tmp_path / "ancora" / "da-fare")
    assert checks.the_index_has_a_place() == []
    (tmp_path / "file").touch()
    settings.SEARCH_DIR = str(tmp_path / "file")
    assert [found.id for found in checks.the_index_has_a_place()] == ["search.W001"]


@pytest.mark.django_db
def test_readiness_says_how_the_index_is(
    client: Client, indice: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("piattaforma.nucleo.views.machine._migrated", lambda: True)
    assert client.get("/readyz").json()["ricerca"] == "ok"
    make_scheda()
    found = client.get("/readyz").json()
    assert found["ricerca"] == "ok"
    waiting = found["ricerca_in_attesa"]
    assert waiting == DaIndicizzare.objects.count() > 0
    DaIndicizzare.objects.update(quando=timezone.now() - dt.timedelta(minutes=6))
    response = client.get("/readyz")
    assert (response.status_code, response.json()["ricerca"]) == (200, "in ritardo")
    (Path(settings.SEARCH_DIR) / "in-uso").unlink()
    response = client.get("/readyz")
    assert (response.status_code, response.json()["ricerca"]) == (200, "vuoto")

    def broken() -> str:
        raise OSError("disco")

    monkeypatch.setitem(prontezza._states, "ricerca", broken)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["ricerca"]) == (200, "errore")
