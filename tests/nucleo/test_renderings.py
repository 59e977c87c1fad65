"""Renderings are kept, and made again when what they show of others changes."""

from typing import Any

import pytest
from django.test import Client

from piattaforma.nucleo.jobs import refresh_renderings
from piattaforma.nucleo.models import PaginaPage, Resa
from piattaforma.nucleo.renderings import current_version
from tests.factories import make_page, make_scheda, text

pytestmark = pytest.mark.django_db


def linking(target: Any) -> PaginaPage:
    links = {"titolo": "", "voci": [{"pagina": target.pk, "indirizzo": "", "etichetta": ""}]}
    page = make_page("Chi rimanda", slug="chi-rimanda")
    page.corpo = page.corpo.stream_block.to_python([{"type": "collegamenti", "value": links}])
    page.save_revision().publish()
    return page


def shown(client: Client, page: PaginaPage) -> str:
    return client.get(page.url).content.decode().split("<main")[1].split("</main>")[0]


def test_a_view_renders_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    scheda = make_scheda()
    Resa.objects.filter(pk=scheda.pk).update(zone={"contenuto": "<p>quello conservato</p>"})
    assert "quello conservato" in client.get(scheda.url).content.decode()


def test_a_link_follows_the_page_it_leads_to(client: Client) -> None:
    target = make_page("Dove si va", slug="dove-si-va")
    page = linking(target)
    assert 'href="/dove-si-va/"' in shown(client, page)
    target.title, target.slug = "Dove si va adesso", "altrove"
    target.save_revision().publish()
    assert refresh_renderings() >= 1
    after = shown(client, page)
    assert 'href="/altrove/"' in after
    assert "Dove si va adesso" in after
    assert refresh_renderings() == 0, "una volta basta"


def test_a_new_build_makes_every_rendering_again(client: Client) -> None:
    scheda = make_scheda(contenuto=text("Il testo vero."))
    Resa.objects.update(versione="di prima", zone={})
    assert refresh_renderings() == Resa.objects.count()
    resa = Resa.objects.get(pk=scheda.pk)
    assert resa.versione == current_version()
    assert "Il testo vero." in resa.zone["contenuto"]


def test_a_draft_in_the_making_is_not_what_is_rendered_again() -> None:
    scheda = make_scheda(contenuto=text("Quello online."))
    scheda.contenuto = text("Quello in bozza.")
    scheda.save_revision()
    Resa.objects.update(versione="")
    refresh_renderings()
    assert "Quello online." in Resa.objects.get(pk=scheda.pk).zone["contenuto"]
