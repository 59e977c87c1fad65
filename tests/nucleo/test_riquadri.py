"""Slots: whoever registered at a position is asked about the page's object, and nobody else."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.core.checks import run_checks
from django.http import HttpRequest
from django.test import Client

from piattaforma.nucleo import riquadri
from piattaforma.nucleo.riquadri import Riquadro, register_riquadro, riquadri_for
from tests.factories import make_news, make_page, make_scheda, make_voce, publish, text

pytestmark = pytest.mark.django_db

_IN_MEMORY = {"prova.html": "[{{ detto }} {{ page.title }}]"}
LOADERS = [
    ("django.template.loaders.locmem.Loader", _IN_MEMORY),
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(riquadri, "_registry", {})


@pytest.fixture
def asked() -> list[list[Any]]:
    """A slot that speaks of everything but what is called «Niente»; the objects asked about."""
    questions: list[list[Any]] = []

    @register_riquadro
    class Prova(Riquadro):
        posizione = "dopo_il_testo"
        template = "prova.html"

        def contexts(
            self, request: HttpRequest, oggetti: Sequence[Any]
        ) -> list[dict[str, Any] | None]:
            questions.append(list(oggetti))
            return [
                None if str(one) == "Niente" else {"detto": f"<{one}>", "page": None}
                for one in oggetti
            ]

    return questions


@pytest.fixture
def templates(settings: Any) -> None:
    """A template that no app has, beside those of the site."""
    site = settings.TEMPLATES[0]
    options = {**site["OPTIONS"], "loaders": LOADERS}
    settings.TEMPLATES = [{**site, "APP_DIRS": False, "OPTIONS": options}]


def test_every_page_of_a_content_has_the_slot_once(
    client: Client, asked: list[list[Any]], templates: None
) -> None:
    page = make_page("Pagina", slug="pagina")
    page.corpo = text("Parole.")
    shown = [publish(page), make_news("Notizia"), make_scheda(), make_voce("Patto")]
    for one in shown:
        url = getattr(one, "url", "") or one.get_absolute_url()
        html = client.get(url).content.decode()
        # Escaped as any template does; what it reads is not left behind for the page.
        assert html.count(f"[&lt;{one}&gt; ]") == 1, url
        assert "<title>" in html
    assert [[type(one) for one in question] for question in asked] == [[type(one)] for one in shown]


def test_who_says_nothing_shows_nothing(
    client: Client, asked: list[list[Any]], templates: None
) -> None:
    html = client.get(make_page("Niente", slug="niente").url).content.decode()
    assert len(asked) == 1
    assert "&lt;Niente" not in html
    # What holds no content of its own is not asked about.
    assert client.get("/norme/").status_code == 200
    assert len(asked) == 1


def test_many_objects_are_one_question(asked: list[list[Any]], rf: Any) -> None:
    places = riquadri_for("dopo_il_testo", rf.get("/"), ["Uno", "Niente", "Due"])
    assert [[values["detto"] for _, values in place] for place in places] == [
        ["<Uno>"],
        [],
        ["<Due>"],
    ]
    assert len(asked) == 1


def test_a_place_that_is_not_there_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="non è una posizione: domanda, dopo_il_testo"):

        @register_riquadro
        class Altrove(Riquadro):
            posizione = "sopra"
            template = "prova.html"


def test_a_slot_without_its_template_stops_the_start(asked: list[list[Any]]) -> None:
    assert "nucleo.E002" in {error.id for error in run_checks()}
