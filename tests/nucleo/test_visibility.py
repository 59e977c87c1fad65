"""A page under a restricted ancestor is absent for an outsider and present for a member, everywhere."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import PageViewRestriction

from piattaforma.nucleo.models import NotiziaPage
from sussidiario.models import EdizionePage, PartePage, SchedaPage
from tests.factories import make_news, make_part, make_scheda

pytestmark = pytest.mark.django_db
#: where the schede, pages and news that somebody may read are listed
LISTS = [
    "/",
    "/sussidiario/2026/",
    "/sussidiario/2026/parte-1/",
    "/aggiornamenti/",
    "/aggiornamenti/atom/",
    "/sitemap.xml",
    "/norme/dlgs-117-2017/",
]


@pytest.fixture
def restricted(membro: Any) -> SchedaPage:
    """A scheda whose part only the group *Interni* may read; and an open one beside it."""
    from tests.factories import CTS_55_3, references

    make_scheda(make_part(numero=2), codice="2.1", title="Questa è aperta?")
    part = make_part(numero=1)
    scheda = make_scheda(
        part, codice="1.1", title="Questa è riservata?", norme=references(CTS_55_3)
    )
    restriction = PageViewRestriction.objects.create(
        page=PartePage.objects.get(slug="parte-1"), restriction_type=PageViewRestriction.GROUPS
    )
    group = Group.objects.create(name="Interni")
    restriction.groups.add(group)
    membro.groups.add(group)
    return scheda


@pytest.mark.parametrize("url", LISTS)
def test_absent_for_outsiders_and_present_for_members(
    url: str, restricted: SchedaPage, membro: Any, django_user_model: Any
) -> None:
    marker = restricted.url if url == "/sitemap.xml" else restricted.title
    outsider = django_user_model.objects.create_user("altra@example.it", "parola-lunga-di-prova")
    anonymous, stranger, member = Client(), Client(), Client()
    stranger.force_login(outsider)
    member.force_login(membro)
    assert marker not in anonymous.get(url, follow=True).content.decode()
    assert marker not in stranger.get(url, follow=True).content.decode()
    assert marker in member.get(url).content.decode()


def test_the_page_itself_and_its_structured_data(restricted: SchedaPage, membro: Any) -> None:
    anonymous = Client().get(restricted.url)
    assert anonymous.status_code == 302
    assert anonymous.url.startswith("/admin/login/")
    assert Client().get("/s/1.1/").status_code == 404
    member = Client()
    member.force_login(membro)
    response = member.get(restricted.url)
    assert response.status_code == 200
    assert "application/ld+json" in response.content.decode()
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_counts_leave_out_what_is_hidden(restricted: SchedaPage, client: Client) -> None:
    """The act is cited by two schede, one of which outsiders cannot see."""
    listed = client.get("/norme/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "Citato in 1 scheda" in listed
    assert client.get("/sussidiario/2026/").context["n_schede"] == 1
    # neighbours too
    open_scheda = SchedaPage.objects.get(codice="2.1")
    page = client.get(open_scheda.url).content.decode()
    assert restricted.title not in page


@pytest.mark.parametrize("model", [SchedaPage, EdizionePage, NotiziaPage])
def test_drafts_are_visible_to_nobody(model: Any, amministratrice: Any) -> None:
    make_scheda(codice="1.1")
    make_news()
    model.objects.update(live=False)
    assert not model.objects.visibile_a(amministratrice).exists()


def test_password_and_login_restrictions(membro: Any) -> None:
    scheda = make_scheda()
    for kind, seen in [(PageViewRestriction.LOGIN, True), (PageViewRestriction.PASSWORD, False)]:
        PageViewRestriction.objects.all().delete()
        PageViewRestriction.objects.create(page=scheda, restriction_type=kind, password="x")
        assert not SchedaPage.objects.visibile_a(None).exists()
        assert SchedaPage.objects.visibile_a(membro).exists() is seen
