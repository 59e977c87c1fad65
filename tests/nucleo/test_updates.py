"""The page of updates and its feed: filters, bad filters, what a feed reader keeps."""

import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from piattaforma.nucleo.models import Termine
from tests.factories import make_news, make_page, make_scheda, publish

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def titles(client: Client, query: str) -> list[str]:
    feed = ET.fromstring(client.get(f"/aggiornamenti/atom/{query}").content)
    return [entry.text or "" for entry in feed.findall("a:entry/a:title", ATOM)]


@pytest.fixture
def contents(db: None) -> None:
    scheda = make_scheda(codice="1.1", title="Una domanda?")
    scheda.termini.set([Termine.objects.get(vocabolario="temi", codice="trasparenza")])
    publish(scheda, tipo="sostanziale", testo="Cambia il termine di pubblicazione.")
    make_news("Una notizia")
    make_page("Una pagina")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 4),
        ("?sezione=sussidiario", 2),
        ("?tipo=sostanziale", 1),
        ("?tema=trasparenza", 1),
        ("?sezione=notizie&tipo=nuovo", 1),
        ("?periodo=2001", 0),
        ("?periodo=30g&sezione=pagine", 1),
        ("?dal=2001-01-01&al=2001-12-31", 0),
        ("?dal=01/01/2001", 4),
    ],
)
def test_page_and_feed_agree_on_the_filter(
    contents: None, client: Client, query: str, expected: int
) -> None:
    page = client.get(f"/aggiornamenti/{query}")
    assert page.context["conteggio"] == expected
    assert len(titles(client, query)) == expected


@pytest.mark.parametrize(
    "query",
    [
        "?tipo=boh",
        "?sezione=<script>",
        "?tema=nessuno",
        "?periodo=abc",
        "?periodo=2026-13",
        "?dal=ieri",
        "?dal=1999-12-31",
        "?al=9999-12-31",
        "?dal=2026-02-02&al=2026-02-01",
    ],
)
def test_a_filter_that_does_not_exist_is_said(contents: None, client: Client, query: str) -> None:
    assert client.get(f"/aggiornamenti/atom/{query}").status_code == 400
    response = client.get(f"/aggiornamenti/{query}")
    assert response.status_code == 400
    assert response.context["conteggio"] == 0
    wrong = [group for group in response.context["filtri"] if group["errore"]]
    assert len(wrong) == 1
    # said at the field, which keeps what was typed or offers what there is
    html = response.content.decode()
    assert f'<p class="cd-err" id="f-{wrong[0]["nome"]}-e">' in html
    assert wrong[0]["errore"] in html
    assert all(g["voci"] for g in response.context["filtri"] if "voci" in g)


def test_what_an_editor_types_is_text_in_the_feed(client: Client) -> None:
    page = make_page("Ostile", slug="ostile")
    page.sommario = "x"
    publish(
        page, tipo="sostanziale", testo="Cambia <nome del Comune> & <img src=x onerror=alert(1)>"
    )
    feed = ET.fromstring(client.get("/aggiornamenti/atom/").content)
    summary = feed.find("a:entry/a:summary", ATOM)
    assert summary is not None
    assert "<img" not in (summary.text or "")
    assert "&lt;nome del Comune&gt;" in (summary.text or "")


def test_entries_keep_their_identity_when_a_page_moves(contents: None, client: Client) -> None:
    def ids() -> list[str]:
        feed = ET.fromstring(client.get("/aggiornamenti/atom/").content)
        return [entry.text or "" for entry in feed.findall("a:entry/a:id", ATOM)]

    before = ids()
    page = make_page("Casa nuova", slug="casa-nuova")
    from piattaforma.nucleo.models import NotiziaPage, PaginaPage

    other = PaginaPage.objects.get(title="Una pagina")
    other.slug = "altro-indirizzo"
    publish(other, tipo="correzione")
    assert set(before) <= set(ids())
    assert page.title in str(titles(client, ""))
    assert NotiziaPage.objects.exists()
