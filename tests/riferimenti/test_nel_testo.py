"""Citations in the texts: rows beside the editor's, links where readers read."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from piattaforma.citazioni import Identificatore
from piattaforma.nucleo.jobs import refresh_renderings
from piattaforma.nucleo.models import ImpostazioniSito, NotiziaPage
from piattaforma.riferimenti import risolutore
from piattaforma.riferimenti.models import Citazione
from piattaforma.riferimenti.querysets import cited_acts
from piattaforma.riferimenti.risolutore import OfficialSource, Risolto
from sussidiario.models import SchedaPage
from tests.factories import (
    CTS_55_3,
    make_edition,
    make_news,
    make_page,
    make_part,
    make_scheda,
    publish,
    references,
    text,
)

pytestmark = pytest.mark.django_db

CTS = "urn:nir:stato:decreto.legislativo:2017-07-03;117"
PROSE = "Vale l’art. 55, comma 3, del d.lgs. 3 luglio 2017, n. 117: il progetto si fa insieme."
Origine = Citazione.Origine


def recognised(page: Any) -> list[Citazione]:
    return list(Citazione.objects.of(page).filter(origine=Origine.RICONOSCIUTA))


def main(client: Client, url: str) -> str:
    return client.get(url).content.decode().split("<main")[1].split("</main>")[0]


def words(client: Client, url: str) -> str:
    """The text itself, without the list below it of what it cites."""
    return main(client, url).partition('id="norme-citate"')[0]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[list[str]]]:
    """The questions to the resolver, in order."""
    questions: list[list[str]] = []

    class Counting(OfficialSource):
        def resolve(
            self, identifiers: Iterable[Identificatore], al: dt.date | None = None
        ) -> dict[str, Risolto]:
            found = list(identifiers)
            questions.append([str(one) for one in found])
            return super().resolve(found, al)

    monkeypatch.setattr(risolutore._Port, "resolver", Counting())
    return questions


# --- rows -----------------------------------------------------------------------------------------


def test_a_row_says_where_and_in_what_sentence() -> None:
    scheda = make_scheda(
        norme=[], contenuto=text(f"Prima frase. {PROSE} Ultima.\n\n- Altro."), prassi=[]
    )
    (row,) = Citazione.objects.of(scheda)
    zone = "Prima frase. Vale l’art."
    assert (row.origine, row.zona, row.blocco) == ("riconosciuta", "contenuto", 0)
    assert (row.identificatore, row.articolo, row.comma) == (CTS_55_3, "55", "3")
    assert row.inizio == zone.index("art.")
    assert row.frase == PROSE
    before, words, after = row.frase_divisa
    assert (before, words) == ("Vale l’", "art. 55, comma 3, del d.lgs. 3 luglio 2017, n. 117")
    assert row.fine - row.inizio == len(words)
    assert after.startswith(": il progetto")


def test_one_row_for_each_target_and_none_for_a_doubt() -> None:
    scheda = make_scheda(
        norme=[],
        contenuto=text("Artt. 55 e 56 del d.lgs. 117/2017.\n\nVedi l’art. 5 e il n. 117."),
    )
    rows = recognised(scheda)
    assert [row.articolo for row in rows] == ["55", "56"]
    assert len({(row.inizio, row.fine) for row in rows}) == 1


def test_editors_rows_come_first_and_stay_what_they_were() -> None:
    scheda = make_scheda(norme=references(CTS_55_3), contenuto=text(PROSE))
    rows = list(Citazione.objects.of(scheda).values_list("origine", "zona", "inizio"))
    assert rows[0] == ("strutturata", "norme", None)
    assert [origin for origin, *_ in rows[1:]] == ["riconosciuta"]


def test_the_short_answer_is_read_too() -> None:
    scheda = make_scheda(in_breve=f"Sì.\n\n{PROSE}", norme=[])
    assert [(row.zona, row.blocco) for row in recognised(scheda)] == [("breve", 1)]


def test_nothing_is_read_across_paragraphs() -> None:
    scheda = make_scheda(norme=[], contenuto=text("- Art. 55 del\n- d.lgs. 117/2017"))
    assert [row.articolo for row in recognised(scheda)] == [""]


def test_republished_as_it_was_no_row_is_written() -> None:
    scheda = make_scheda(contenuto=text(PROSE))
    keys = list(Citazione.objects.of(scheda).values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as queries:
        publish(scheda)
    written = [q["sql"] for q in queries if "riferimenti_citazione" in q["sql"]]
    assert [sql.split()[0] for sql in written] == ["SELECT"]
    assert list(Citazione.objects.of(scheda).values_list("pk", flat=True)) == keys


def test_rows_go_with_what_is_no_longer_live() -> None:
    part = make_part()
    first, second = (make_scheda(part, codice=f"1.{n}", contenuto=text(PROSE)) for n in (1, 2))
    assert len(recognised(first)) == len(recognised(second)) == 1
    first.unpublish()
    assert not Citazione.objects.of(first).exists()
    # Deleted with the page above it.
    pk = second.pk
    Page.objects.get(pk=part.pk).delete()
    assert not Citazione.objects.filter(object_id=pk).exists()


# --- context --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "act"),
    [
        (dt.date(2018, 5, 2), "urn:nir:stato:decreto.legislativo:2016-04-18;50"),
        (dt.date(2026, 5, 2), "urn:nir:stato:decreto.legislativo:2023-03-31;36"),
    ],
)
def test_a_name_that_two_acts_bore_is_of_the_day_of_the_text(day: dt.date, act: str) -> None:
    news = make_news(data=day)
    news.corpo = text("Lo vuole il Codice dei contratti pubblici.")
    publish(news)
    assert [row.identificatore for row in recognised(news)] == [act]


def test_a_scheda_speaks_of_its_edition_whenever_it_is_corrected() -> None:
    part = make_part(make_edition("2018"))
    scheda = make_scheda(part, contenuto=text("Il Codice dei contratti pubblici."), norme=[])
    assert [row.identificatore[-7:] for row in recognised(scheda)] == ["4-18;50"]


def test_the_region_of_the_site_is_that_of_a_law_without_one(client: Client) -> None:
    page = make_page()
    page.corpo = text("Lo dice l’art. 9 della l.r. 65/2020.")
    publish(page)
    assert [row.atto for row in recognised(page)] == ["nir:regione:legge:2020;65"]
    assert "<a" not in main(client, page.url).split('class="cd-prose"')[1].split("</div>")[0]
    settings = ImpostazioniSito.objects.first() or ImpostazioniSito(site_id=1)
    settings.regione = "Toscana"
    settings.save()
    assert refresh_renderings() >= 1
    assert [row.atto for row in recognised(page)] == ["nir:regione.toscana:legge:2020;65"]
    assert "raccoltanormativa.consiglio.regione.toscana.it" in main(client, page.url)


# --- links ----------------------------------------------------------------------------------------


def test_the_text_links_to_the_law(client: Client) -> None:
    scheda = make_scheda(contenuto=text(PROSE), norme=[])
    (link,) = re.findall(r'<a class="cd-cite[^>]*>.*?</a>', words(client, scheda.url))
    assert 'class="cd-cite cd-ext"' in link
    assert f'href="https://www.normattiva.it/uri-res/N2Ls?{CTS}~art55!vig="' in link
    assert 'data-nome="Art. 55, comma 3, Codice del Terzo settore"' in link
    assert 'data-spiega="D.lgs. 3 luglio 2017, n. 117"' in link
    assert "data-stato" not in link
    assert "cd-cite__s" not in words(client, scheda.url)
    assert '<span class="cd-vh"> (sito esterno)</span>' in link


def test_an_editors_link_names_the_act_and_gets_its_address(client: Client) -> None:
    scheda = make_scheda(
        contenuto=text(f"Vedi [come si co-progetta]({CTS_55_3}) e [qui](ECLI:IT:CDS:2020:1SENT)."),
        norme=references(CTS_55_3),
    )
    html = main(client, scheda.url)
    assert re.search(r'<a class="cd-cite cd-ext" href="[^"]+~art55!vig="[^>]*>come si ', html)
    assert "data-cita" not in html
    assert " e qui.</p>" in html, "nessun indirizzo, nessun collegamento"
    rows = Citazione.objects.of(scheda).filter(origine=Origine.COLLEGATA)
    assert [row.identificatore for row in rows] == [CTS_55_3, "ECLI:IT:CDS:2020:1SENT"]
    assert [s.partizioni for a in cited_acts(None)[:1] for s in a.schede] == [["art. 55, comma 3"]]


def test_words_that_an_editor_linked_are_not_recognised_again(client: Client) -> None:
    scheda = make_scheda(
        contenuto=text(
            f"[art. 55]({CTS}~art55) del d.lgs. 117/2017 e [art. 56 del d.lgs. 117/2017](/x/)"
        ),
        norme=[],
    )
    assert [(r.origine, r.articolo) for r in Citazione.objects.of(scheda)] == [
        ("collegata", "55"),
        ("riconosciuta", "56"),
    ]
    assert words(client, scheda.url).count("cd-cite") == 1


def test_one_question_a_page_for_list_and_text(client: Client, asked: list[list[str]]) -> None:
    scheda = make_scheda(
        norme=references(CTS_55_3), contenuto=text(f"{PROSE}\n\nE la legge 7 agosto 1990, n. 241.")
    )
    page = make_page()
    page.corpo = text(PROSE)
    publish(page)
    asked.clear()
    for shown in (scheda, page):
        client.get(shown.url)
    assert [sorted(question) for question in asked] == [
        [CTS_55_3, "urn:nir:stato:legge:1990-08-07;241"],
        [CTS_55_3],
    ]


def test_what_nobody_can_lead_to_stays_text(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Nowhere(OfficialSource):
        def resolve(
            self, identifiers: Iterable[Identificatore], al: dt.date | None = None
        ) -> dict[str, Risolto]:
            return {str(one): Risolto("Titolo", "esteso", "", esterno=False) for one in identifiers}

    scheda = make_scheda(contenuto=text(PROSE), norme=[])
    monkeypatch.setattr(risolutore._Port, "resolver", Nowhere())
    assert "cd-cite" not in main(client, scheda.url)


# --- who cites ------------------------------------------------------------------------------------


def test_a_page_counts_once_however_often_it_cites() -> None:
    make_scheda(codice="1.1", norme=references(CTS_55_3), contenuto=text(f"{PROSE}\n\n{PROSE}"))
    make_scheda(codice="1.2", norme=[], contenuto=text("L’art. 56 del d.lgs. 117/2017."))
    (act,) = cited_acts(None)
    assert act.n == 2
    listed, only_text = act.schede
    assert (listed.partizioni, listed.nel_testo) == (["art. 55, comma 3"], [])
    assert (listed.perche, listed.frase) == (
        ["perché 1"],
        Citazione(frase=PROSE, frase_inizio=7, frase_fine=57).frase_divisa,
    )
    assert (only_text.partizioni, only_text.nel_testo) == ([], ["art. 56"])


def test_the_page_of_norms_tells_the_editors_from_the_recognised(client: Client) -> None:
    make_scheda(codice="1.1", norme=references(CTS_55_3), contenuto=text(PROSE))
    make_scheda(codice="1.2", norme=[], contenuto=text("L’art. 56 del d.lgs. 117/2017 & altro."))
    html = main(client, "/norme/dlgs-117-2017/").replace("\N{NO-BREAK SPACE}", " ")
    assert "<span>art. 55, comma 3</span>" in html
    assert "<span>art. 56</span>" in html
    assert "«L’<mark>art. 56 del d.lgs. 117/2017</mark> &amp; altro.»" in html


def test_a_vague_citation_joins_the_one_act_it_may_mean() -> None:
    make_scheda(
        codice="1.1",
        norme=references(
            "ECLI:IT:CDS:2023:5217SENT", "urn:nir:regione.toscana:legge:2020-07-22;65"
        ),
        contenuto=text("Cons. Stato, sez. V, 26 maggio 2023, n. 5217; l.r. 65/2020."),
    )
    assert {str(act.identificatore) for act in cited_acts(None)} == {
        "ECLI:IT:CDS:2023:5217SENT",
        "urn:nir:regione.toscana:legge:2020-07-22;65",
    }
    # With two that it may mean, it stays by itself.
    make_scheda(codice="1.2", norme=references("urn:nir:regione.umbria:legge:2020;65"))
    assert len(cited_acts(None)) == 4


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_what_a_closed_page_cites_is_for_those_who_read_it(
    client: Client, membro: Any, amministratrice: Any, kind: str
) -> None:
    scheda = make_scheda(norme=references(CTS_55_3), contenuto=text(f"Segreto: {PROSE}"))
    restriction = PageViewRestriction.objects.create(
        page=scheda, restriction_type=kind, password="x"
    )
    if kind == "groups":
        restriction.groups.add(Group.objects.create(name="Riservato"))
    assert recognised(scheda), "le righe restano"
    assert cited_acts(None) == []
    for url in ("/norme/", "/"):
        assert "Segreto" not in main(client, url)
        assert "Codice del Terzo settore" not in main(client, url)
    reader = {"login": membro, "groups": amministratrice}.get(kind)
    if reader:
        assert [act.n for act in cited_acts(reader)] == [1]


def test_the_home_opens_a_real_sentence(client: Client) -> None:
    make_scheda(norme=references(CTS_55_3), contenuto=text(PROSE))
    html = main(client, "/").replace("\N{NO-BREAK SPACE}", " ")
    assert re.search(
        r'<p class="cd-join__q">Vale l’<a class="cd-cite" href="/norme/dlgs-117-2017/">', html
    )
    assert "Chi lo cita: <b>1 scheda</b>" in html


def test_news_and_pages_cite_as_schede_do(client: Client) -> None:
    news = make_news(data=dt.date(2026, 1, 1))
    news.corpo = text(PROSE)
    publish(news)
    assert isinstance(news, NotiziaPage)
    assert [s.url for act in cited_acts(None) for s in act.schede] == [news.url]


def test_previews_show_links_and_leave_no_row(client: Client) -> None:
    scheda = make_scheda(contenuto=text("Niente."), norme=[])
    draft = SchedaPage.objects.get(pk=scheda.pk)
    draft.contenuto = text(PROSE)
    draft.is_anteprima = True
    assert "cd-cite" in draft.zone_html["contenuto"]
    assert not Citazione.objects.of(scheda).exists()
