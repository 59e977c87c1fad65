"""What lists show of contents without a new version of them is told, once, in the transaction."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page, PageViewRestriction, Site

from piattaforma.nucleo.contents import contents_touched
from piattaforma.nucleo.models import IndicePage, PaginaPage, Termine
from sussidiario.models import VoceGlossario
from tests.factories import home, make_news, make_page, make_voce

pytestmark = pytest.mark.django_db(transaction=True)
Heard = list[tuple[str, list[int]]]


@pytest.fixture
def heard() -> Iterator[Heard]:
    """Model and keys of each sending."""
    told: Heard = []

    def hear(sender: Any, keys: Any, **kwargs: Any) -> None:
        assert connection.in_atomic_block, "si dice nella transazione"
        found = sorted(sender._default_manager.filter(pk__in=keys).values_list("pk", flat=True))
        told.append((sender.__name__, found))

    contents_touched.connect(hear)
    yield told
    contents_touched.disconnect(hear)


@pytest.fixture
def pages() -> tuple[PaginaPage, PaginaPage, PaginaPage]:
    """One below the other, and one beside."""
    above = make_page("Sopra")
    return above, make_page("Sotto", parent=above), make_page("Accanto")


def test_a_move_tells_all_that_moved(pages: Any, heard: Heard) -> None:
    above, below, beside = pages
    Page.objects.get(pk=above.pk).move(Page.objects.get(pk=beside.pk), pos="last-child")
    assert heard == [("PaginaPage", sorted([above.pk, below.pk]))]


def test_an_address_tells_all_below(pages: Any, heard: Heard) -> None:
    above, below, _ = pages
    above.refresh_from_db()
    above.slug = "altro"
    above.save()
    assert heard == [("PaginaPage", sorted([above.pk, below.pk]))]
    heard.clear()
    above.title = "Altro"
    above.save()
    assert heard == []


def test_a_restriction_tells_all_below_of_every_type(heard: Heard) -> None:
    news = make_news()
    index = IndicePage.objects.get(slug="notizie")
    heard.clear()
    row = PageViewRestriction.objects.create(page=index, restriction_type="login")
    expected = [("IndicePage", [index.pk]), ("NotiziaPage", [news.pk])]
    assert sorted(heard) == expected
    heard.clear()
    row.restriction_type = "password"
    row.save()
    assert sorted(heard) == expected
    heard.clear()
    row.delete()
    assert sorted(heard) == expected


def test_a_restriction_that_moves_tells_what_it_opens_and_what_it_closes(
    pages: Any, heard: Heard
) -> None:
    above, below, beside = pages
    row = PageViewRestriction.objects.create(page=above, restriction_type="login")
    heard.clear()
    row.page = Page.objects.get(pk=beside.pk)
    row.save()
    assert heard == [("PaginaPage", sorted([above.pk, below.pk, beside.pk]))]
    heard.clear()
    row.save()
    assert heard == [("PaginaPage", [beside.pk])]


def test_a_site_tells_every_live_page(pages: Any, heard: Heard) -> None:
    draft = make_page("Bozza")
    draft.unpublish()
    site = Site.objects.get(is_default_site=True)
    heard.clear()
    site.root_page = Page.objects.get(pk=pages[0].pk)
    site.save()
    told = dict(heard)
    assert {page.pk for page in pages} <= set(told["PaginaPage"])
    assert draft.pk not in told["PaginaPage"]
    heard.clear()
    other = Site.objects.create(hostname="altro.example.it", root_page=home())
    assert dict(heard) == told
    heard.clear()
    other.delete()
    assert dict(heard) == told


def test_an_alias_that_becomes_a_page_is_told(pages: Any, heard: Heard) -> None:
    alias = pages[2].create_alias(parent=pages[0], update_slug="altrove")
    heard.clear()
    ConvertAliasPageAction(PaginaPage.objects.get(pk=alias.pk)).execute()
    assert heard == [("PaginaPage", [alias.pk])]


def test_terms_tell_what_is_found_under_them(heard: Heard) -> None:
    above = Termine.objects.create(vocabolario="temi", codice="sopra", etichetta="Sopra")
    theme = Termine.objects.create(
        vocabolario="temi", codice="sotto", etichetta="Sotto", genitore=above
    )
    voce, page = make_voce("ente", temi=[theme]), make_page(termini=[theme])
    make_voce("altro")
    heard.clear()
    theme.etichetta = "Un’altra etichetta"
    theme.save()
    assert heard == [], "le etichette non stanno nei documenti"
    both = [("PaginaPage", [page.pk]), ("VoceGlossario", [voce.pk])]
    for field, value in (("genitore", None), ("vocabolario", "fasi"), ("codice", "altro")):
        setattr(theme, field, value)
        theme.save()
        assert sorted(heard) == both, field
        heard.clear()
    theme.delete()
    assert sorted(heard) == both


def test_a_new_term_of_a_voice_tells_it(heard: Heard) -> None:
    theme = Termine.objects.create(vocabolario="temi", codice="uno", etichetta="Uno")
    voce = make_voce("ente")
    heard.clear()
    voce = VoceGlossario.objects.get(pk=voce.pk)
    voce.temi.add(theme)
    voce.save()
    assert heard == [("VoceGlossario", [voce.pk])]


def test_publishing_tells_nothing_twice(heard: Heard) -> None:
    page = make_page()
    heard.clear()
    page.title = "Un altro titolo"
    page.save_revision().publish()
    assert heard == []
    assert home().live
