"""The page of results, its feed and what completes a box: what an address says is what is shown."""

import datetime as dt
import io
import json
import logging
import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
import structlog
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import PageViewRestriction

from piattaforma.nucleo.contents import content_of
from piattaforma.nucleo.riquadri import SENZA_OGGETTO, riquadri_for
from piattaforma.settings._logging import LOGGING
from search.indexing import drain, rebuild
from search.indice.outbox import write_rows
from search.models import DaIndicizzare, RisultatoPromosso
from search.risposte.domanda import Domanda
from search.views import limite
from search.views.finestra import window
from tests.factories import (
    make_edition,
    make_page,
    make_part,
    make_scheda,
    make_voce,
    publish,
    text,
)
from tests.factories.norme import CTS, make_norma

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def pages(settings: Any) -> list[Any]:
    """Fourteen pages on one word, made before the index is built."""
    made = []
    for n in range(14):
        page = make_page(f"Pagina {n} sul tavolo", slug=f"tavolo-{n}")
        page.corpo = text(f"Il tavolo numero {n} si riunisce <b>spesso</b>. " + "Un tavolo. " * n)
        publish(page)
        day = timezone.now() - dt.timedelta(days=(n * 5) % 14)
        type(page).objects.filter(pk=page.pk).update(last_published_at=day)
        made.append(page)
    return made


@pytest.fixture
def page() -> Any:
    """One page on that word."""
    page = make_page("Il tavolo", slug="tavolo")
    page.corpo = text("Il tavolo si riunisce <b>spesso</b>.")
    return publish(page)


def html_of(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return str(response.content.decode())


def hits_of(html: str) -> list[str]:
    """The HTML of each result."""
    return [one.split("</li>")[0] for one in html.split('<li class="cd-hit">')[1:]]


def links(html: str) -> list[str]:
    return [one.replace("&amp;", "&") for one in re.findall(r'href="(/cerca/\?[^"]*)"', html)]


# --- the address ----------------------------------------------------------------------------------


def test_an_address_is_read_and_written_back_whole() -> None:
    said = "q=tavolo+%22a%22&tipo=schede&tipo=atti&anno=2026&dentro=nucleo.paginapage%3A7&esatta=1&ordine=data"
    domanda = Domanda.from_query(QueryDict(said))
    assert domanda.url(pagina=3) == f"/cerca/?{said}&pagina=3"
    assert domanda.quante == 3
    left = domanda.without("tipo", "schede").without("anno", "2026")
    assert left.scelte == {"tipo": ("atti",)}
    assert Domanda.from_query(QueryDict(urlsplit(left.url()).query)) == left
    assert Domanda().url() == "/cerca/"


def test_what_nobody_offers_is_left_out() -> None:
    domanda = Domanda.from_query(
        QueryDict("q=a%00b&tipo=%3Cb%3E&tipo=x&colore=blu&dentro=../x&ordine=caso&pagina=-9")
    )
    assert domanda == Domanda(testo="a b", scelte={"tipo": ("x",)})
    assert Domanda.from_query(QueryDict("pagina=99999999999999999999")).pagina == 1
    many = Domanda.from_query(QueryDict("&".join(f"tipo=a{n}" for n in range(300))))
    assert (many.quante, many.url().count("tipo=")) == (20, 20)


def test_pages_near_the_one_that_is_read() -> None:
    assert list(window(1, 1)) == []
    assert list(window(1, 3)) == [1, 2, 3]
    assert list(window(5, 20)) == [1, None, 4, 5, 6, None, 20]
    # One page left out is shown in the place of its dots.
    assert list(window(4, 6)) == [1, 2, 3, 4, 5, 6]


# --- results --------------------------------------------------------------------------------------


def test_results_say_what_and_where_and_turn_their_pages(
    client: Client, pages: list[Any], indice: Any
) -> None:
    html = html_of(client, "/cerca/?q=tavoli&ordine=data&tipo=pagine")
    assert "14\N{NO-BREAK SPACE}risultati" in html
    assert "<title>tavoli: Pagine – Ricerca –" in html
    assert '<meta name="robots" content="noindex, follow">' in html
    assert 'rel="canonical"' not in html
    assert html.count('class="cd-hit"') == 10
    assert "<mark>tavolo</mark>" in html
    further = [url for url in links(html) if "pagina=2" in url]
    assert set(further) == {"/cerca/?q=tavoli&tipo=pagine&ordine=data&pagina=2"}
    second = html_of(client, further[0])
    assert "<title>tavoli: Pagine, pagina 2 di 2 – Ricerca –" in second
    assert '<ol start="11">' in second
    titles = [re.findall(r'cd-hit__t"><a href="([^"]+)"', one) for one in (html, second)]
    assert len(set(titles[0]) | set(titles[1])) == 14
    # Past the last page is the last.
    assert html_of(client, "/cerca/?q=tavoli&pagina=80").count('class="cd-hit"') == 4


def test_filters_are_boxes_chips_take_them_away(client: Client, page: Any, indice: Any) -> None:
    make_voce("Tavolo")
    rebuild()
    html = html_of(client, "/cerca/?q=tavolo&tipo=pagine")
    assert re.search(r'name="tipo" value="pagine" checked', html)
    assert re.search(r'name="tipo" value="voci-del-glossario"(?! checked)', html)
    chips = re.findall(r'cd-chip--on" href="([^"]+)"', html)
    assert chips == ["/cerca/?q=tavolo"]
    assert "Filtra (1\N{NO-BREAK SPACE}scelta)" in html
    # What the form of filters sends besides keeps words and order; the order's keeps the filters.
    form = html.split('id="filtri"')[1].split("</form>")[0]
    assert '<input type="hidden" name="q" value="tavolo">' in form
    assert 'type="hidden" name="tipo"' not in form


def test_nothing_typed_is_taken_for_html(client: Client, page: Any, indice: Any) -> None:
    typed = '"><script>alert(1)</script> tavolo'
    html = html_of(client, f"/cerca/?{urlencode({'q': typed})}")
    assert "<script>alert" not in html
    assert escape(typed) in html


@pytest.mark.parametrize(
    "query",
    [
        "q=%00", "q=" + "a" * 5000, "q=%E2%80%AE%F0%9F%92%A9", "q=*:*+AND+(", "q=\"", "q=-", "q=a&q=b",
        "pagina=0", "pagina=x&q=tavolo", "tipo=&q=tavolo", "tipo=%F0%9F%92%A9&q=tavolo", "ordine=zzz",
        "dentro=nucleo.paginapage:999999&q=tavolo", "dentro=x.y:1&q=tavolo", "dentro=%00&q=tavolo",
        "anno=9999&q=tavolo", "esatta=2&q=tavollo", "&".join(f"tipo=a{n}" for n in range(300)),
    ],
)  # fmt: skip
def test_whatever_the_address_says_is_answered(client: Client, indice: Any, query: str) -> None:
    for path in ("/cerca/", "/cerca/suggerimenti/", "/cerca/atom/"):
        response = client.get(f"{path}?{query}")
        assert response.status_code in {200, 400}, path
        assert not response.cookies


def test_how_words_were_read_is_said(client: Client, pages: list[Any], indice: Any) -> None:
    html = html_of(client, "/cerca/?q=xyzzy+tavolo")
    assert "Nessuna pagina ha «xyzzy»." in html
    assert "Nessuna pagina ha" not in html_of(client, "/cerca/?q=xyzzy")
    assert "Risultati per parole che cominciano con «tavo»." in html_of(client, "/cerca/?q=tavo")
    # Offered with its case, accents and neighbours, and corrected again; no offer leads to itself.
    html = html_of(client, "/cerca/?q=Il+TAVOLLO+tavollo+tavollone&esatta=1")
    assert "/cerca/?q=Il+TAVOLLO+tavolo+tavollone" in links(html)
    only_without = html_of(client, "/cerca/?q=-tavolo")
    assert "Hai scritto solo parole da escludere" in only_without
    assert "Prova con parole" not in only_without


def test_a_long_question_says_that_it_was_cut(client: Client, indice: Any) -> None:
    assert "solo la prima parte" in html_of(client, "/cerca/?q=" + "tavolo+" * 100)


def test_what_is_corrected_can_be_searched_as_typed(client: Client, page: Any, indice: Any) -> None:
    html = html_of(client, "/cerca/?q=il+tavollo")
    assert "il <em>tavolo</em>" in html
    back = next(url for url in links(html) if "esatta=1" in url)
    assert "Cerca invece come hai scritto" in html
    as_typed = html_of(client, back)
    assert "Nessun risultato per «il tavollo»" in as_typed
    assert parse_qs(urlsplit(back).query) == {"q": ["il tavollo"], "esatta": ["1"]}
    # The nearest word leads back, corrections and all; what was typed beside it stays as it was.
    assert {"q": ["il tavolo"]} in [parse_qs(urlsplit(url).query) for url in links(as_typed)]
    as_typed = html_of(client, "/cerca/?q=Dell'TAVOLLO+tavollone+Tavollo&esatta=1")
    near = {"q": ["Dell'tavolo tavollone tavolo"]}
    assert near in [parse_qs(urlsplit(url).query) for url in links(as_typed)]


def test_a_page_costs_no_more_while_the_index_is_behind(
    client: Client, pages: list[Any], indice: Any
) -> None:
    url = "/cerca/?q=il+tavollo"
    assert "il <em>tavolo</em>" in html_of(client, url)
    type(pages[0]).objects.filter(pk__in=[page.pk for page in pages[:7]]).update(live=False)
    late = timezone.now() - dt.timedelta(minutes=2)
    for asked in (url, "/cerca/?q=tavolo"):
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                html = html_of(client, asked)
            assert len(queries) <= 10, "\n".join(
                one["sql"][:90].replace("\n", " ") for one in queries
            )
            assert "i numeri si aggiornano tra poco" in html
            assert "cd-check__n" not in html
            content = content_of(pages[0])
            write_rows(content, [pages[0].pk])
            DaIndicizzare.objects.update(quando=late)
    assert html.count('class="cd-hit"') == 7


def test_an_empty_result_names_the_filters_that_close_it(
    client: Client, page: Any, indice: Any
) -> None:
    html = html_of(client, "/cerca/?q=tavolo&anno=1999&tipo=pagine")
    assert "Nessun risultato per «tavolo»" in html
    assert "Togli «1999»</a>: 1" in html
    assert "/cerca/?q=tavolo&tipo=pagine" in links(html)
    assert "Come chiedere" in html


def test_nothing_asked_says_how_to_ask_and_what_there_is(
    client: Client, page: Any, indice: Any
) -> None:
    html = html_of(client, "/cerca/")
    assert "Come chiedere" in html
    assert "/cerca/?tipo=pagine" in links(html)
    assert "Segui questa ricerca" not in html


def test_the_answer_card_and_what_editors_put_first(client: Client, indice: Any) -> None:
    act = make_norma(CTS, articoli=("55",))
    page = make_page("Regolamento tipo", slug="regolamento-tipo")
    RisultatoPromosso.objects.create(
        domande="art 55 cts", indirizzo=page.url, perche="Il testo da cui partire"
    )
    rebuild()
    html = html_of(client, "/cerca/?q=art+55+cts&tipo=atti")
    assert "cd-hit--promo" not in html, "i filtri la escludono"
    html = html_of(client, "/cerca/?q=art+55+cts")
    card = html.split('class="cd-answer"')[1].split("</section>")[0]
    assert "Hai citato un articolo" in card
    assert f'href="{act.articoli.get().get_absolute_url()}"' in card
    absent = html_of(client, "/cerca/?q=art+999+cts").split('class="cd-answer"')[1]
    assert "Non abbiamo" in absent
    assert "Cerca il testo ufficiale" in absent
    promoted = html.split("cd-hit--promo")[1].split("</li>")[0]
    assert "In evidenza" in promoted
    assert "Il testo da cui partire" in promoted


def test_what_is_promoted_stands_once(client: Client, pages: list[Any], indice: Any) -> None:
    make_norma(CTS, articoli=("55",))
    RisultatoPromosso.objects.create(
        domande="tavolo", indirizzo=pages[3].url, perche="Il più letto"
    )
    RisultatoPromosso.objects.create(domande="art 55 cts", indirizzo="/norme/dlgs-117-2017/art-55/")
    rebuild()
    hits = html_of(client, "/cerca/?q=tavolo&ordine=data").split('<li class="cd-hit')[1:]
    titled = [n for n, one in enumerate(hits) if f'cd-hit__t"><a href="{pages[3].url}"' in one]
    assert titled == [0]
    assert "In evidenza" in hits[0]
    assert "Il più letto" in hits[0]
    # The card shows it already.
    assert "In evidenza" not in html_of(client, "/cerca/?q=art+55+cts")


def test_what_an_address_makes_up_is_not_shown(
    client: Client, pages: list[Any], indice: Any
) -> None:
    html = html_of(client, "/cerca/?q=tavolo&tipo=boh&temi=mai&anno=zz&stato=x")
    assert "Boh" not in html
    assert "cd-chip--on" not in html
    assert "14\N{NO-BREAK SPACE}risultati" in html
    empty = html_of(client, "/cerca/?q=xyzzyx")
    assert "<title>xyzzyx: nessun risultato – Ricerca –" in empty


def test_a_search_inside_a_content_stays_there(client: Client, indice: Any) -> None:
    act = make_norma(CTS, articoli=("55", "56"))
    make_page("Articolo di giornale", slug="articolo")
    rebuild()
    box = html_of(client, act.get_absolute_url())
    assert 'aria-label="Cerca in questo atto"' in box
    uid = f"pratiche.norma:{act.pk}"
    assert f'name="dentro" value="{uid}"' in box
    html = html_of(client, f"/cerca/?q=articolo+55&dentro={uid}")
    assert "Cerchi in: " in html
    assert "/cerca/?q=articolo+55" in links(html)
    hits = hits_of(html)
    articles = {one.get_absolute_url() for one in act.articoli.all()}
    assert articles <= {link for hit in hits for link in re.findall(r'href="([^"]+)"', hit)}
    assert "Articolo di giornale" not in html


def test_a_search_inside_an_edition_stays_there(client: Client, indice: Any) -> None:
    make_scheda(make_part(make_edition("2025")), codice="1.1", slug="prima")
    scheda = make_scheda(make_part(make_edition("2026")), codice="1.1", slug="oggi")
    make_page("Domanda di sempre", slug="domanda")
    rebuild()
    edition = scheda.get_parent().get_parent()
    html = html_of(client, f"/cerca/?q=domanda&dentro=sussidiario.edizionepage:{edition.pk}")
    assert f'Cerchi in: <a href="{edition.url}">' in html
    (hit,) = hits_of(html)
    assert f'<h3 class="cd-hit__t"><a href="{scheda.url}">' in hit


def test_a_result_says_its_kind_its_state_and_leads_into_its_sections(
    client: Client, indice: Any
) -> None:
    scheda = make_scheda(
        make_part(make_edition("2025")),
        codice="1.1",
        contenuto=text("Prima.\n\n## Buona prassi\n\nUna buona prassi."),
    )
    make_edition("2026")
    act = make_norma(CTS, titolo_breve="Codice del Terzo settore", stato="abrogato")
    rebuild()
    (hit,) = hits_of(html_of(client, "/cerca/?q=buona+prassi"))
    assert "<b>Scheda" in hit
    assert "Edizione 2025" in hit
    assert "<time" not in hit, "un giorno senza parole non dice di che cosa è"
    assert re.search(r'class="badge cd-badge[^"]*">[^<]+</span>', hit)
    # Its own heading leads into it; those that every scheda has do not.
    below = hit.split('class="cd-hit__sub"')[1]
    assert re.findall('href="([^"]+)"', below) == [f"{scheda.url}#s-buona-prassi"]
    (found,) = hits_of(html_of(client, "/cerca/?q=codice+del+terzo+settore&tipo=atti"))
    assert f'href="{act.get_absolute_url()}"' in found
    assert "Abrogat" in found


def test_without_an_index_the_page_says_so_and_leads_on(
    client: Client, settings: Any, tmp_path: Any
) -> None:
    from search.engines import kept_engines

    settings.SEARCH_DIR = str(tmp_path / "mai")
    kept_engines.cache_clear()
    try:
        response = client.get("/cerca/?q=tavolo")
        assert response.status_code == 503
        assert response.headers["Retry-After"]
        html = response.content.decode()
        assert "non risponde" in html
        assert 'href="/"' in html.split("non risponde")[1]
        assert client.get("/cerca/suggerimenti/?q=tavolo").json() == {"gruppi": []}
        assert client.get("/cerca/atom/?q=tavolo").status_code == 503
        # Every other page reads on, without what search would add.
        assert client.get(make_page("Una pagina").url).status_code == 200
    finally:
        kept_engines.cache_clear()


def test_a_feed_of_what_nobody_sees_is_read_as_any_other(
    client: Client, page: Any, indice: Any
) -> None:
    response = client.get("/cerca/atom/?q=%01il%02+%1Btavolo%EF%BF%BE")
    assert response.status_code == 200
    title = ElementTree.fromstring(response.content).findtext(f"{ATOM}title") or ""
    assert title.endswith("ricerca «il tavolo»")


# --- feed, completion, limits ---------------------------------------------------------------------


def test_the_feed_of_a_search_is_its_newest_results(
    client: Client, pages: list[Any], indice: Any
) -> None:
    html = html_of(client, "/cerca/?q=tavolo&tipo=pagine")
    url = re.findall(r'type="application/atom\+xml" title="Ricerca: tavolo" href="([^"]+)"', html)
    assert url == ["/cerca/atom/?q=tavolo&amp;tipo=pagine"]
    response = client.get(url[0].replace("&amp;", "&"))
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 14
    for entry in entries:
        assert entry.findtext(f"{ATOM}id").startswith("tag:")  # type: ignore[union-attr]
        dt.datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "")
        assert entry.find(f"{ATOM}link").get("href").startswith("http")  # type: ignore[union-attr]
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert days == sorted(days, reverse=True)
    assert len(set(days)) == 14
    # The same feed is not sent twice.
    kept = {"If-None-Match": response.headers["ETag"]}
    again = client.get("/cerca/atom/?q=tavolo&tipo=pagine", headers=kept)
    assert again.status_code == 304
    # What was withdrawn changes no day of the newest.
    pages[2].unpublish()
    assert "Last-Modified" not in response.headers
    for said in ({"If-Modified-Since": "Sat, 01 Jan 2050 00:00:00 GMT"}, kept):
        again = client.get("/cerca/atom/?q=tavolo&tipo=pagine", headers=said)
        assert again.status_code == 200


def test_what_is_searched_goes_into_no_log(client: Client, settings: Any, tmp_path: Any) -> None:
    from search.engines import kept_engines

    written = io.StringIO()
    handler = logging.StreamHandler(written)
    described = LOGGING["formatters"]["json"]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            **{name: value for name, value in described.items() if name != "()"}  # type: ignore[attr-defined]
        )
    )
    settings.SEARCH_DIR = str(tmp_path / "mai")
    kept_engines.cache_clear()
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        client.get("/cerca/?q=canarino")
        client.post("/cerca/?q=canarino")
        client.get("/non-esiste/?q=canarino")
    finally:
        logger.removeHandler(handler)
        kept_engines.cache_clear()
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [line["request"] for line in lines] == [
        "GET /cerca/",
        "POST /cerca/",
        "GET /non-esiste/",
    ]
    assert "canarino" not in written.getvalue()


def test_completion_groups_by_kind_and_keeps_to_who_may_read(
    client: Client, page: Any, redattrice: Any, indice: Any
) -> None:
    closed = make_page("Tavolaccio riservato", slug="riservato")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    make_voce("Tavolo")
    rebuild()
    response = client.get("/cerca/suggerimenti/?q=tavol")
    assert [group["genere"] for group in response.json()["gruppi"]] == [
        "Voci del glossario",
        "Pagine",
    ]
    assert "riservato" not in response.content.decode()
    assert response.headers["Cache-Control"] == "private, max-age=60"
    assert not response.cookies
    client.force_login(redattrice)
    response = client.get("/cerca/suggerimenti/?q=tavolacc")
    assert "Tavolaccio riservato" in response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_stranger_gets_no_cookie_and_what_the_engine_kept_is_read_again(
    client: Client, page: Any, indice: Any
) -> None:
    for url in ("/cerca/", "/cerca/?q=tavolo", "/cerca/atom/?q=tavolo"):
        response = client.get(url)
        assert not response.cookies
        assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert client.head(url).status_code == 200
        assert client.post(url).status_code == 405
    # Closed in the database, not yet in the index.
    type(page).objects.filter(pk=page.pk).update(live=False)
    assert 'class="cd-hit"' not in html_of(client, "/cerca/?q=tavolo&ordine=data")


def test_who_asks_too_often_is_told_when_to_come_back(
    client: Client, indice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limite, "_counted", lambda key, quanti: False)
    for url in ("/cerca/?q=tavolo", "/cerca/suggerimenti/?q=tavolo", "/cerca/atom/?q=tavolo"):
        response = client.get(url)
        assert response.status_code == 429
        assert response.headers["Retry-After"] == "60"
        assert "no-store" in response.headers["Cache-Control"]
    for query in ("tipo=pagine", "dentro=nucleo.paginapage:1", "temi=x"):
        assert client.get(f"/cerca/?{query}").status_code == 429
    assert client.get("/cerca/").status_code == 200
    monkeypatch.undo()
    monkeypatch.setattr(limite, "FINESTRA", dt.timedelta(hours=1))
    codes = [client.get("/cerca/?q=tavolo").status_code for _ in range(limite.RICERCHE + 1)]
    assert codes == [200] * limite.RICERCHE + [429]
    # Completion is counted apart.
    assert client.get("/cerca/suggerimenti/?q=tavolo").status_code == 200


# --- other pages ----------------------------------------------------------------------------------


def test_the_box_stands_on_every_page_and_costs_nothing(
    client: Client, page: Any, indice: Any
) -> None:
    url = make_page("Una pagina", slug="una-pagina").url
    for path in ("/", url, "/non-esiste/"):
        response = client.get(path)
        assert 'aria-label="Cerca in tutto il sito"' in response.content.decode(), path
    assert 'aria-label="Scrivi la tua domanda"' in client.get("/non-esiste/").content.decode()
    request = client.get(url).wsgi_request
    with CaptureQueriesContext(connection) as captured:
        for posizione in SENZA_OGGETTO:
            assert riquadri_for(posizione, request, [None])[0]
    assert len(captured) == 0


def test_a_page_shows_those_like_it(client: Client, indice: Any) -> None:
    words = (
        "Il contributo copre le spese vive dei volontari e dei rimborsi chilometrici documentati."
    )
    one, other = make_scheda(codice="1.1"), make_scheda(codice="1.2")
    for scheda in (one, other):
        scheda.contenuto = text(words)
        publish(scheda)
    for n in range(6):
        page = make_page(f"Altro {n}", slug=f"altro-{n}")
        page.corpo = text(f"Parole diverse numero {n}.")
        publish(page)
    rebuild()
    drain()
    acts = [
        make_norma(f"urn:nir:stato:legge:2031-03-0{n};{n}", titolo_breve=f"Legge {n}")
        for n in (1, 2)
    ]
    for act in acts:
        act.sintesi = "Rimborsa le spese dei volontari anche in anticipo, se documentate."
        act.save_revision().publish()
    drain()
    html = html_of(client, acts[0].get_absolute_url())
    section = html.split('id="simili"')[1].split("</section>")[0]
    assert f'href="{acts[1].get_absolute_url()}"' in section
    html = html_of(client, one.url)
    section = html.split('id="simili"')[1].split("</section>")[0]
    assert f'href="{other.url}"' in section
    assert f'href="{one.url}"' not in section
