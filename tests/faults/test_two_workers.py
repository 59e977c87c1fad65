"""Two server processes on one database: what one changes, the next request of both shows."""

from collections.abc import Iterator

import pytest

from tests.installation import Installation, Served

CHANGES = {
    "una voce del menu": (
        """
from piattaforma.nucleo.models import MenuSito
menu = MenuSito.objects.get()
menu.principale = [("voce", {"etichetta": "Voce di prova", "pagina": None, "indirizzo": "/norme/"})]
menu.save()
""",
        "Voce di prova",
        True,
    ),
    "il nome del sito": (
        """
from piattaforma.nucleo.models import ImpostazioniSito
sito = ImpostazioniSito.objects.get()
sito.nome = "Sito rinominato"
sito.save()
""",
        "Sito rinominato",
        True,
    ),
    "il titolo di una pagina del piè di pagina": (
        """
from piattaforma.nucleo.models import PaginaPage
page = PaginaPage.objects.get(slug="chi-siamo")
page.title = "Siamo noi"
page.save_revision().publish()
""",
        "Siamo noi",
        True,
    ),
    "una pagina che diventa riservata": (
        """
from wagtail.models import Page, PageViewRestriction
PageViewRestriction.objects.create(page=Page.objects.get(slug="chi-siamo"), restriction_type="login")
""",
        "Siamo noi",
        False,
    ),
}


@pytest.fixture(scope="module")
def site(built: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return built.copy(tmp_path_factory.mktemp("due") / "sito")


@pytest.fixture(scope="module")
def processes(site: Installation) -> Iterator[list[Served]]:
    """One worker each: so we know who answers."""
    with site.serve(workers=1) as one, site.serve(workers=1) as other:
        yield [one, other]


def test_the_next_request_of_both_shows_the_change(
    site: Installation, processes: list[Served]
) -> None:
    for what, (code, words, present) in CHANGES.items():
        for served in processes:
            for _ in range(2):  # the frame is kept
                assert (words in served.get("/norme/").text) is not present, what
        site.must_execute(code)
        shown = [words in served.get("/norme/").text for served in processes]
        assert shown == [present, present], what


def test_a_change_that_is_rolled_back_is_shown_by_nobody(
    site: Installation, processes: list[Served]
) -> None:
    site.must_execute(
        """
from django.db import transaction
from django.test import Client
from piattaforma.nucleo.models import ImpostazioniSito
with transaction.atomic():
    sito = ImpostazioniSito.objects.get()
    sito.nome = "Mai stato"
    sito.save()
    assert "Mai stato" in Client(headers={"host": "127.0.0.1"}).get("/").content.decode()
    transaction.set_rollback(True)
assert "Mai stato" not in Client(headers={"host": "127.0.0.1"}).get("/").content.decode()
"""
    )
    assert ["Mai stato" in served.get("/").text for served in processes] == [False, False]
