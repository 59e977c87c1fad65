"""The page of updates and its feed: filters, bad filters, what a feed reader keeps."""

import datetime as dt
import xml.etree.ElementTree as ET
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from wagtail.models import PageViewRestriction

from piattaforma.nucleo.models import Aggiornamento, Termine
from sussidiario.models import SchedaPage
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


# --- counts, chips, what remains -----------------------------------------------------------------


def options(client: Client, query: str, name: str) -> dict[str, int]:
    groups = client.get(f"/aggiornamenti/{query}").context["filtri"]
    group = next((group for group in groups if group["nome"] == name), {"voci": []})
    return {voce["codice"]: voce["n"] for voce in group["voci"]}


def test_each_choice_says_what_it_finds_under_the_others(contents: None, client: Client) -> None:
    """The count beside a choice is the length of the list that it leads to."""
    for query in (
        "",
        "?sezione=sussidiario",
        "?tipo=nuovo&tema=trasparenza",
        "?periodo=2026&tipo=nuovo",
    ):
        for name in ("sezione", "tipo", "tema", "periodo"):
            others = "&".join(p for p in query[1:].split("&") if p and not p.startswith(f"{name}="))
            for code, n in options(client, query, name).items():
                found = client.get(f"/aggiornamenti/?{others}&{name}={code}").context["conteggio"]
                assert found == n, (query, name, code)
    assert options(client, "?sezione=sussidiario", "tipo") == {"nuovo": 1, "sostanziale": 1}
    assert "notizie" not in options(client, "?tema=trasparenza", "sezione"), "non porta a nulla"


def test_counts_are_those_of_who_reads(contents: None, client: Client, membro: Any) -> None:
    scheda = SchedaPage.objects.get()
    PageViewRestriction.objects.create(page=scheda, restriction_type=PageViewRestriction.LOGIN)
    assert "sussidiario" not in options(client, "", "sezione")
    assert options(client, "", "tema") == {}
    assert client.get("/aggiornamenti/?sezione=sussidiario").context["conteggio"] == 0
    member = Client()
    member.force_login(membro)
    assert options(member, "", "sezione")["sussidiario"] == 2
    assert options(member, "", "tema") == {"trasparenza": 1}


def test_chips_remove_one_filter_and_keep_the_others(contents: None, client: Client) -> None:
    query = "?sezione=sussidiario&tipo=sostanziale&periodo=30g&dal=2001-02-03"
    chips = client.get(f"/aggiornamenti/{query}").context["filtri_attivi"]
    assert [chip["etichetta"].replace("\xa0", " ") for chip in chips] == [
        "Sussidiario", "Aggiornata", "Ultimi 30 giorni", "Dal 3 febbraio 2001",
    ]  # fmt: skip
    assert chips[0]["url"] == "/aggiornamenti/?tipo=sostanziale&periodo=30g&dal=2001-02-03"
    assert chips[3]["url"] == "/aggiornamenti/?sezione=sussidiario&tipo=sostanziale&periodo=30g"


def test_an_empty_list_says_which_filter_to_drop(contents: None, client: Client) -> None:
    response = client.get("/aggiornamenti/?sezione=notizie&tipo=sostanziale")
    html = response.content.decode()
    assert "Togli «Notizie»</a> e trovi 1\xa0aggiornamento." in html
    assert "Togli «Aggiornata»</a> e trovi 1\xa0aggiornamento." in html
    assert "Togli tutti i filtri" in html


def test_pages_of_a_long_list_keep_the_filters(client: Client) -> None:
    page = make_page("Una pagina", slug="una-pagina")
    for number in range(25):
        page.sommario = f"Versione {number}"
        publish(page, tipo="correzione", testo=f"Versione {number}.")
    first = client.get("/aggiornamenti/?tipo=correzione")
    assert first.context["conteggio"] == 25
    assert len(first.context["righe"]) == 20
    assert "?tipo=correzione&amp;pagina=2" in first.content.decode()
    assert len(client.get("/aggiornamenti/?tipo=correzione&pagina=2").context["righe"]) == 5


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("periodo=2025", ["a"]),
        ("periodo=2026-01", ["b", "c"]),
        ("dal=2026-01-01", ["b", "c", "d"]),
        ("al=2025-12-31", ["a"]),
        ("dal=2026-01-01&al=2026-01-01", ["b"]),
        ("periodo=30g", ["c", "d"]),
        ("periodo=90g", ["a", "b", "c", "d"]),
    ],
)
def test_days_are_those_of_the_site(client: Client, query: str, expected: list[str]) -> None:
    """Midnight in Italy parts the years, not midnight in Greenwich."""
    moments = {
        "a": "2025-12-31T23:59:59+01:00",
        "b": "2026-01-01T00:00:00+01:00",
        "c": "2026-01-31T23:59:59+01:00",
        "d": "2026-03-01T12:00:00+01:00",
    }
    for name, moment in moments.items():
        page = make_page(name, slug=name)
        Aggiornamento.objects.of(page).update(quando=dt.datetime.fromisoformat(moment))
    with time_machine.travel("2026-03-02T12:00:00+01:00", tick=False):
        rows = client.get(f"/aggiornamenti/?{query}").context["righe"]
        assert sorted(row.titolo for row in rows) == expected


# --- the feed of a filter ------------------------------------------------------------------------


def test_the_feed_of_a_filter_is_a_feed_of_its_own(contents: None, client: Client) -> None:
    query = "?sezione=sussidiario&tipo=sostanziale"
    page = client.get(f"/aggiornamenti/{query}").content.decode()
    address = f"/aggiornamenti/atom/{query}"
    escaped = address.replace("&", "&amp;")
    assert page.count(f'href="{escaped}"') == 2, "nella testa e nella pagina"
    assert f'(Sussidiario, Aggiornata)" href="{escaped}"' in page

    response = client.get(address)
    feed = ET.fromstring(response.content)
    whole = ET.fromstring(client.get("/aggiornamenti/atom/").content)
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
    assert links["self"] == settings.BASE_URL + address
    assert links["alternate"] == f"{settings.BASE_URL}/aggiornamenti/{query}"
    assert feed.findtext("a:id", "", ATOM) == links["self"]
    assert feed.findtext("a:id", "", ATOM) != whole.findtext("a:id", "", ATOM)
    assert feed.findtext("a:title", "", ATOM).endswith("(Sussidiario, Aggiornata)")
    (entry,) = feed.findall("a:entry", ATOM)
    # an entry is the same in every feed that has it
    ids = [e.findtext("a:id", "", ATOM) for e in whole.findall("a:entry", ATOM)]
    assert entry.findtext("a:id", "", ATOM) in ids
    assert len(ids) == len(set(ids)) == 4
    when = Aggiornamento.objects.get(tipo="sostanziale").quando
    assert dt.datetime.fromisoformat(feed.findtext("a:updated", "", ATOM)) == when
    assert dt.datetime.fromisoformat(entry.findtext("a:updated", "", ATOM)) == when
    terms = [category.get("term") for category in entry.findall("a:category", ATOM)]
    assert terms[:2] == ["Scheda", "Aggiornata"]


@pytest.mark.parametrize("query", ["", "?periodo=2001"])
def test_a_feed_that_did_not_change_is_not_sent_again(
    contents: None, client: Client, query: str
) -> None:
    with time_machine.travel(dt.datetime.now(dt.UTC)) as traveller:
        first = client.get(f"/aggiornamenti/atom/{query}")
        traveller.shift(7200)
        again = client.get(f"/aggiornamenti/atom/{query}", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    make_page("Un’altra pagina", slug="un-altra-pagina")
    changed = client.get("/aggiornamenti/atom/", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_the_feed_leads_to_the_differences(client: Client) -> None:
    page = make_page("Una pagina", slug="una-pagina")
    page.sommario = "Un sommario nuovo."
    publish(page, tipo="correzione")
    feed = ET.fromstring(client.get("/aggiornamenti/atom/").content)
    newest = Aggiornamento.objects.of(page).latest("pk")
    summary = feed.findtext("a:entry/a:summary", "", ATOM)
    assert f'<a href="{settings.BASE_URL}/aggiornamenti/{newest.pk}/">' in summary
