"""Loading the demonstration again leaves what people changed, and touches nothing that did not change."""

from typing import Any

import pytest
from wagtail.models import Revision, Site

from piattaforma.dimostrazione.load import is_empty, load_demo
from piattaforma.nucleo.models import Aggiornamento, ImpostazioniSito, MenuSito, PaginaPage
from tests.factories import make_page, text

pytestmark = pytest.mark.django_db


def test_again_and_nothing_happens(demo: None) -> None:
    before = Revision.objects.count(), Aggiornamento.objects.count()
    load_demo()
    assert (Revision.objects.count(), Aggiornamento.objects.count()) == before


def test_what_people_changed_stays(demo: None, redattrice: Any) -> None:
    site = Site.objects.get()
    ImpostazioniSito.objects.filter(site=site).update(ente_nome="Comune vero")
    MenuSito.objects.filter(site=site).update(principale=[])
    page = PaginaPage.objects.get(slug="privacy")
    page.corpo = text("L’informativa vera.")
    page.save_revision(user=redattrice).publish(user=redattrice)
    load_demo()
    assert ImpostazioniSito.objects.get(site=site).ente_nome == "Comune vero"
    assert not MenuSito.objects.get(site=site).principale
    assert "L’informativa vera." in str(PaginaPage.objects.get(slug="privacy").corpo)


def test_a_site_with_one_page_is_not_empty() -> None:
    assert is_empty()
    make_page("Una pagina")
    assert not is_empty()
