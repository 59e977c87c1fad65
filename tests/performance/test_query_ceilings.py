"""The queries of every page type and listing: under the ceiling, and the same with 1 and 30 items."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from piattaforma.nucleo.models import Aggiornamento, Termine
from piattaforma.nucleo.page_types import page_models
from search.indexing import rebuild
from search.models import RisultatoPromosso
from sussidiario.models import EdizionePage, PartePage
from tests.factories import (
    CTS_55_3,
    LR_65_11,
    make_edition,
    make_news,
    make_page,
    make_part,
    make_scheda,
    make_situation,
    make_voce,
    publish,
    publish_voce,
    references,
    text,
)
from tests.factories.norme import CTS, make_norma

pytestmark = pytest.mark.django_db

TABLE: dict[str, dict[str, int]] = yaml.safe_load(
    Path(__file__).with_name("query_ceilings.yaml").read_text(encoding="utf-8")
)
CEILINGS = TABLE["pagine"] | TABLE["viste"]
MANY = 30
ADDRESSES = {
    "nucleo.HomePage": "/",
    "nucleo.IndicePage": "/notizie/",
    "nucleo.PaginaPage": "/una-pagina/",
    "nucleo.NotiziaPage": "/notizie/una-notizia/",
    "sussidiario.SussidiarioPage": "/sussidiario/",
    "sussidiario.EdizionePage": "/sussidiario/2026/",
    "sussidiario.PartePage": "/sussidiario/2026/parte-1/",
    "sussidiario.SchedaPage": "/sussidiario/2026/parte-1/domanda-1-1/",
    "nucleo_aggiornamenti": "/aggiornamenti/",
    "nucleo_confronto": "/aggiornamenti/{modifica}/",
    "nucleo_atom": "/aggiornamenti/atom/",
    "pratiche_norme": "/norme/",
    "nucleo_sitemap": "/sitemap.xml",
    "sussidiario_scheda": "/s/1.1/",
    "sussidiario_confronta": "/sussidiario/confronta/",
    "sussidiario_confronta di una scheda": "/sussidiario/confronta/?scheda=1.1",
    "pratiche_vai": "/norme/vai?q=terzo+settore",
    "sussidiario_situazioni": "/sussidiario/situazioni/",
    "sussidiario_situazione": "/sussidiario/situazioni/caso-1/",
    "sussidiario_glossario": "/glossario/",
    "sussidiario_voce": "/glossario/testo/",
    "search_risultati": "/cerca/?q=testo+articolo+55+cts&tipo=schede&tipo=voci-del-glossario",
    "search_risultati senza esito": "/cerca/?q=xilofono",
    "search_suggerimenti": "/cerca/suggerimenti/?q=nom",
    "search_atom": "/cerca/atom/?q=testo",
}
PHASES, TOOLS = ("co-programmazione", "co-progettazione"), ("convenzione",)


def queries_of(url: str, *, user: Any = None) -> list[str]:
    """What a reader's request asks the database on a process that has served the page before."""
    client = Client()
    if user is not None:
        client.force_login(user)
    for _ in range(2):
        assert client.get(url).status_code in {200, 302}, url
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(url)
    return [query["sql"] for query in captured.captured_queries]


def measure() -> dict[str, list[str]]:
    rebuild()
    change = Aggiornamento.objects.filter(confrontabile=True).earliest("pk")
    return {name: queries_of(url.format(modifica=change.pk)) for name, url in ADDRESSES.items()}


def tagged(page: Any, count: int) -> Any:
    page.termini = Termine.objects.order_by("vocabolario", "pk")[: count + 3]
    return page


@pytest.fixture
def one() -> PartePage:
    """One of everything that lists list. All texts use one voice of the glossary."""
    make_voce("Testo")
    voce = make_voce("Nome", definizione="Il testo.")
    voce.temi.set(Termine.objects.filter(vocabolario="temi")[:1])
    publish_voce(voce)
    before = make_part(make_edition("2025"))
    make_scheda(before, codice="1.1", contenuto=text("Un altro testo, di prima."))
    make_situation("caso-1", "1.1")
    part = make_part(make_edition())
    publish(tagged(make_scheda(part), 1), testo="Etichettata.")
    make_news("Una notizia", slug="una-notizia")
    page = make_page("Una pagina", slug="una-pagina")
    page.sommario = "Un sommario."
    publish(page, tipo="correzione")
    return part


@pytest.fixture
def grow(one: PartePage) -> Any:
    """`grow()` makes thirty of everything, and gives the scheda a long history and many references."""

    def more() -> None:
        from sussidiario.models import SchedaPage

        for number in range(2, MANY + 1):
            make_voce(f"Nome {number}", definizione="Il testo.")
            make_situation(f"caso-{number}", "1.1", f"1.{number}")
            scheda = make_scheda(one, codice=f"1.{number}")
            publish(tagged(scheda, number % 7), testo="Etichettata.")
            make_news(f"Notizia {number}", slug=f"notizia-{number}")
        for number in range(2, 6):
            make_part(numero=number)
        scheda = SchedaPage.objects.descendant_of(one.get_parent()).get(codice="1.1")
        acts = [f"urn:nir:stato:legge:19{n:02}-01-01;{n}" for n in range(10, 10 + MANY)]
        scheda.norme = references(CTS_55_3, LR_65_11, *acts)
        publish(tagged(scheda, MANY), tipo="sostanziale", testo="Molte norme.")
        for number in range(MANY):
            scheda.in_breve = f"Sì, versione {number}."
            publish(scheda, tipo="correzione", testo=f"Versione {number}.")
        for kind, slug in (("una-pagina", "una-pagina"), ("una-notizia", "una-notizia")):
            from wagtail.models import Page

            page = Page.objects.get(slug=slug).specific
            for number in range(10):
                page.sommario = f"Versione {number}"
                publish(page, tipo="verifica", testo=f"Versione {number}.")
            assert kind

    return more


def test_every_page_type_has_a_ceiling() -> None:
    assert set(TABLE["pagine"]) == {model._meta.label for model in page_models()}
    assert set(ADDRESSES) == set(CEILINGS)


def test_under_the_ceiling_and_the_same_with_thirty(one: PartePage, grow: Any, indice: Any) -> None:
    few = measure()
    grow()
    many = measure()
    over = [
        f"{name}: {len(sql)} interrogazioni, il limite è {CEILINGS[name]}\n"
        + "\n".join(f"    {q[:400]}" for q in sql)
        for name, sql in many.items()
        if len(sql) > CEILINGS[name]
    ]
    grown = [
        f"{name}: {len(few[name])} con un elemento, {len(many[name])} con {MANY}"
        for name in ADDRESSES
        if len(few[name]) != len(many[name])
    ]
    assert not over + grown, "\n" + "\n".join(over + grown)


@pytest.fixture
def promoted(one: PartePage) -> str:
    """A question with a card, with what editors put first, with choices; what it finds is cited by all."""
    make_norma(CTS, articoli=("55",))
    page = make_page("Da leggere prima", slug="da-leggere-prima")
    RisultatoPromosso.objects.create(
        domande="testo art 55 cts", indirizzo=page.url, perche="Da qui."
    )
    return "/cerca/?q=testo+art+55+cts&tipo=schede&tipo=articoli&tipo=pagine"


def test_results_with_all_that_may_stand_on_their_page(
    promoted: str, grow: Any, indice: Any, membro: Any
) -> None:
    """Without what tests alone ask: they hold the transaction of each request in one of theirs."""

    def measured() -> dict[str, list[str]]:
        rebuild()
        html = Client().get(promoted).content.decode()
        assert 'class="cd-answer' in html
        assert "cd-hit--promo" in html
        found = {
            "anonimo": queries_of(promoted),
            "con l’accesso": queries_of(promoted, user=membro),
            "dentro": queries_of(f"{promoted}&dentro=sussidiario.edizionepage:{edition}"),
        }
        return {
            name: [query for query in sql if "SAVEPOINT" not in query]
            for name, sql in found.items()
        }

    edition = EdizionePage.objects.get(slug="2026").pk
    few = measured()
    grow()
    many = measured()
    for name, ceiling in TABLE["ricerca"].items():
        asked = "\n".join(query[:300] for query in many[name])
        assert len(many[name]) <= ceiling, f"{name}: {len(many[name])}\n{asked}"
        assert len(few[name]) == len(many[name]), name


def test_the_ceiling_of_a_scheda_has_room_for_nothing_else() -> None:
    assert CEILINGS["sussidiario.SchedaPage"] <= 14
