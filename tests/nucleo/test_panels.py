"""The home's panels are kept for whoever is not signed in, and are never yesterday's."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from piattaforma.nucleo.models import Termine
from sussidiario.models import SchedaPage

pytestmark = pytest.mark.django_db


def home() -> str:
    return Client().get("/").content.decode()


def test_what_is_kept_follows_what_it_shows(demo: None, django_assert_max_num_queries) -> None:
    scheda = SchedaPage.objects.get(codice="1.1", url_path__contains="/2026/")
    assert scheda.title in home()
    with django_assert_max_num_queries(3):
        assert scheda.title in home()

    restriction = PageViewRestriction.objects.create(page=scheda, restriction_type="login")
    assert scheda.title not in home()
    restriction.delete()
    assert scheda.title in home()

    term = Termine.objects.get(vocabolario="strumenti", codice="accreditamento")
    term.etichetta = "Un altro nome"
    term.save()
    assert "Un altro nome" in home()

    scheda.title = "Una domanda riscritta?"
    scheda.save_revision().publish()
    assert "Una domanda riscritta?" in home()
    scheda.unpublish()
    assert "Una domanda riscritta?" not in home()


def test_the_header_marks_the_entry_of_the_page(demo: None) -> None:
    for path, entry in [("/notizie/", "Notizie"), ("/sussidiario/", "Sussidiario")] * 2:
        html = Client().get(path).content.decode()
        assert html.count('aria-current="true"') == 1
        assert f'href="{path}" aria-current="true">{entry}</a>' in html
        assert f"/admin/login/?next={path}" in html
