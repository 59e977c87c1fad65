"""From a path to a page: ours in two queries, Wagtail's way for the rest, no loop at a closed door."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction, Site

from piattaforma.nucleo.routing import find_page
from tests.factories import home, make_page, make_scheda, publish

pytestmark = pytest.mark.django_db


def test_a_deep_page_is_found_in_two_queries(
    rf: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    scheda = make_scheda()
    for _ in range(2):  # the second time Wagtail's root paths are warm
        request = rf.get(scheda.url)
        Site.find_for_request(request)
        found = find_page(request, scheda.url.strip("/"))
    with django_assert_num_queries(2):
        found = find_page(request, scheda.url.strip("/"))
    assert found.pk == scheda.pk
    assert [crumb.titolo for crumb in found.sopra][-3:] == [
        "Sussidiario",
        "Edizione 2026",
        "Parte 1",
    ]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/pagina/", 200), ("/pagina", 301), ("/PAGINA/", 404), ("/pagina/altro/", 404)],
)
def test_addresses(client: Client, path: str, status: int) -> None:
    make_page("Pagina", slug="pagina")
    assert client.get(path).status_code == status


def test_methods(client: Client) -> None:
    make_page("Pagina", slug="pagina")
    assert client.head("/pagina/").status_code == 200
    assert client.options("/pagina/").status_code == 200


def test_unpublished_and_moved(client: Client) -> None:
    page = make_page("Pagina", slug="pagina")
    parent = make_page("Sezione", slug="sezione")
    page.move(parent, "last-child")
    assert client.get("/sezione/pagina/").status_code == 200
    assert client.get("/pagina/", follow=True).redirect_chain == [("/sezione/pagina/", 301)]
    parent.unpublish()
    assert client.get("/sezione/").status_code == 404


def test_an_alias_is_wagtails_business(client: Client) -> None:
    page = make_page("Pagina", slug="pagina")
    page.create_alias(parent=home(), update_slug="copia", user=None)
    response = client.get("/copia/")
    assert response.status_code == 200
    assert "Pagina" in response.content.decode()


def test_who_is_signed_in_and_not_admitted_is_told_so(client: Client, redattrice: Any) -> None:
    page = make_page("Riservata", slug="riservata")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.add(Group.objects.create(name="Interni"))
    client.force_login(redattrice)
    response = client.get("/riservata/", follow=True)
    assert response.status_code == 403
    assert "Riservata" not in response.content.decode()


def test_a_shared_password_opens_the_page_and_nothing_else(client: Client) -> None:
    page = make_page("Con password", slug="con-password")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="apriti"
    )
    asked = client.get("/con-password/")
    assert asked.status_code == 200
    assert "Il testo." not in asked.content.decode()
    url = f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    wrong = client.post(url, {"password": "no", "return_url": "/con-password/"})
    assert "Il testo." not in wrong.content.decode()
    opened = client.post(
        url, {"password": "apriti", "return_url": "https://evil.example/"}, follow=True
    )
    assert all("evil" not in step for step, _ in opened.redirect_chain)
    assert "Il testo." in client.get("/con-password/").content.decode()
    assert "Con password" not in client.get("/aggiornamenti/").content.decode()


def test_the_form_of_a_password_says_nothing_of_the_page(client: Client) -> None:
    scheda = make_scheda(title="Domanda riservata?", in_breve="Risposta riservata.")
    PageViewRestriction.objects.create(page=scheda, restriction_type="password", password="apriti")
    asked = client.get(scheda.url).content.decode()
    assert "password" in asked.lower()
    for secret in ("Domanda riservata", "Risposta riservata", "Scheda 1.1", "application/ld+json"):
        assert secret not in asked


def test_a_title_with_markup_is_text_everywhere(client: Client) -> None:
    title = "<script>alert(1)</script> & «co-progettazione»"
    page = make_page(title, slug="ostile")
    publish(page, tipo="sostanziale", testo="<img src=x onerror=alert(1)>")
    for url in ("/ostile/", "/", "/aggiornamenti/", "/aggiornamenti/atom/", "/sitemap.xml"):
        body = client.get(url).content.decode()
        assert "<script>alert" not in body, url
        assert "<img src=x" not in body, url
