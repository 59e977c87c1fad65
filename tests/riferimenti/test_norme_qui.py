"""The slot below the text: what the page cites, by act, each article once, with what is said of it."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any, ClassVar

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from piattaforma.citazioni import Identificatore
from piattaforma.nucleo.contents import content_of
from piattaforma.nucleo.models import PaginaPage
from piattaforma.riferimenti import risolutore
from piattaforma.riferimenti.citate_qui import NormeQui
from piattaforma.riferimenti.models import Citazione
from piattaforma.riferimenti.mostrate import give_citations
from piattaforma.riferimenti.riquadri import NormeCitateQui
from piattaforma.riferimenti.risolutore import OfficialSource, Risolto
from sussidiario.models import PartePage, SchedaPage
from tests.factories import (
    CTS_55_3,
    make_edition,
    make_news,
    make_page,
    make_part,
    make_scheda,
    make_voce,
    publish,
    references,
    text,
)

pytestmark = pytest.mark.django_db

CODE = "del d.lgs. 3 luglio 2017, n. 117"


def saying(words: str, titolo: str = "Una pagina", slug: str = "una-pagina") -> PaginaPage:
    page = make_page(titolo, slug=slug)
    page.corpo = text(words)
    return publish(page)  # type: ignore[no-any-return]


def shown(oggetto: Any, rf: Any) -> NormeQui | None:
    (context,) = NormeCitateQui().contexts(rf.get("/"), [oggetto])
    return context and context["norme_qui"]


def told(norms: NormeQui | None) -> list[tuple[str, list[str]]]:
    acts = norms.mostrate if norms else []
    return [(act.titolo, [part.parole for part in act.parti]) for act in acts]


def panel(html: str) -> str:
    found = html.partition('id="norme-citate"')[2].partition("</section>")[0]
    return found.replace("\N{NO-BREAK SPACE}", " ")


def test_by_act_in_the_order_of_the_text_articles_as_people_count(rf: Any) -> None:
    page = saying(
        f"La l. 241/1990. Artt. 57 e 9 {CODE}. Art. 55, comma 4, {CODE} e art. 55, commi 2 e 3, {CODE}. "
        "Art. 6-bis della l. 241/1990, e art. 6 della l. 241/1990. Cons. Stato, sez. V, sent. 5217/2023."
    )
    norms = shown(page, rf)
    assert told(norms) == [
        ("Legge sul procedimento amministrativo", ["art. 6", "art. 6-bis"]),
        ("Codice del Terzo settore", ["art. 9", "art. 55, commi 2, 3 e 4", "art. 57"]),
        ("Consiglio di Stato, sentenza n. 5217/2023", []),
    ]
    assert norms is not None
    assert norms.titolo == "Norme citate in questa pagina"
    whole = [act.intero is not None for act in norms.mostrate]
    assert whole == [True, False, True], "la legge è citata anche per intero"


@pytest.mark.parametrize("kind", ["pagina", "notizia", "voce", "scheda"])
def test_every_content_shows_what_it_cites_and_nothing_where_it_cites_nothing(
    client: Client, kind: str
) -> None:
    def page(words: str, slug: str) -> Any:
        if kind == "voce":
            return make_voce(f"Parola {slug}", definizione=words)
        if kind == "scheda":
            code = {"cita": "1.1", "tace": "1.2"}[slug]
            return make_scheda(codice=code, norme=[], contenuto=text(words))
        if kind == "pagina":
            return saying(words, slug, slug)
        news = make_news(slug, slug=slug)
        news.corpo = text(words)
        return publish(news)

    for words, slug in ((f"Vale l’art. 55 {CODE}.", "cita"), ("Niente.", "tace")):
        one = page(words, slug)
        html = client.get(getattr(one, "url", "") or one.get_absolute_url()).content.decode()
        links = re.findall(r"<a [^>]*>(?:<span[^>]*>)?Art\. 55", panel(html))
        assert len(links) == (slug == "cita")
        assert html.count("Norme citate in questa pagina") == (slug == "cita")


def test_beside_an_editors_list_only_what_the_text_adds(client: Client, rf: Any) -> None:
    scheda = make_scheda(
        norme=references(CTS_55_3),
        contenuto=text(f"Art. 55 {CODE}; il d.lgs. 117/2017; art. 56 {CODE}; la l. 241/1990."),
    )
    norms = shown(scheda, rf)
    assert norms is not None
    assert (norms.titolo, told(norms)) == (
        "Citate anche nel testo",
        [("Codice del Terzo settore", ["art. 56"]), ("Legge sul procedimento amministrativo", [])],
    )
    assert shown(make_scheda(codice="1.2", contenuto=text(f"Art. 55 {CODE}.")), rf) is None


def test_a_vague_name_joins_the_act_it_means(rf: Any) -> None:
    page = saying("La l.r. Toscana 22 luglio 2020, n. 65. Poi l’art. 9 della l.r. 65/2020.")
    assert [parts for _, parts in told(shown(page, rf))] == [["art. 9"]]


def test_many_are_folded_and_very_few_more_are_not(client: Client) -> None:
    def page(n: int) -> str:
        articles = " ".join(f"Art. {i} {CODE}." for i in range(1, n + 1))
        one = saying(f"{articles} La l. 241/1990.", f"Pagina {n}", f"p-{n}")
        return panel(client.get(one.url).content.decode())

    assert "<details" not in page(10)
    many = page(12)
    before, _, after = many.partition("<details")
    assert ">5 altre</summary>" in after
    assert [len(re.findall(r"<li><a", half)) for half in (before, after)] == [8, 4]
    # The act is named on both sides: nobody wonders whose articles they are.
    assert [half.count("Codice del Terzo settore</p>") for half in (before, after)] == [1, 1]


def test_heading_and_state_are_shown_and_escaped(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Register(OfficialSource):
        def resolve(
            self, identifiers: Iterable[Identificatore], al: dt.date | None = None
        ) -> dict[str, Risolto]:
            return {
                str(one): Risolto(
                    "CTS",
                    "d.lgs. 117",
                    f"/norme/cts/art-55/#c{one.comma}",
                    esterno=False,
                    rubrica="Coinvolgimento <degli enti>",
                    stato="modificato",
                    stato_testo="Modificato nel 2024",
                )
                for one in identifiers
            }

    page = saying(f"Art. 55, comma 2, {CODE} e art. 55, comma 3, {CODE}.")
    monkeypatch.setattr(risolutore._Port, "resolver", Register())
    html = panel(client.get(page.url).content.decode())
    assert 'cd-badge--warn">Modificato nel 2024</span>' in html
    assert ">Coinvolgimento &lt;degli enti&gt;</span>" in html
    # Two commas of one article: one link, to the article.
    assert re.findall(r'<a [^>]*href="([^"]*)" title="([^"]*)"', html) == [
        ("/norme/cts/art-55/", "Art. 55, CTS")
    ]


def test_one_query_for_many_and_none_for_a_list_that_asked_already(client: Client, rf: Any) -> None:
    pages = [saying(f"Art. {n} {CODE}.", f"P{n}", f"p{n}") for n in range(1, 6)]
    voce = make_voce("Patto", definizione=f"Art. 55 {CODE}.")
    objects = [*(PaginaPage.objects.get(pk=page.pk) for page in pages), voce]
    with CaptureQueriesContext(connection) as queries:
        give_citations(objects)
    assert len(queries) == 1
    with CaptureQueriesContext(connection) as queries:
        contexts = NormeCitateQui().contexts(rf.get("/"), objects)
    assert all(contexts)
    # The texts' own marks, to ask the resolver for everything at once; rows no more.
    assert not [q for q in queries if "riferimenti_citazione" in q["sql"]]

    scheda = make_scheda(norme=references(CTS_55_3), contenuto=text(f"Art. 56 {CODE}."))
    with CaptureQueriesContext(connection) as queries:
        client.get(scheda.url)
    asked = [q for q in queries if 'FROM "riferimenti_citazione"' in q["sql"]]
    assert len(asked) == 1, "l’elenco e il riquadro leggono le stesse righe"


def test_a_preview_shows_its_own_and_writes_nothing(rf: Any) -> None:
    scheda = make_scheda(norme=references(CTS_55_3), contenuto=text("Niente."))
    scheda.contenuto = text(f"Art. 57 {CODE}.")
    scheda.is_anteprima = True
    assert told(shown(scheda, rf)) == [("Codice del Terzo settore", ["art. 57"])]
    assert not Citazione.objects.filter(articolo="57").exists()


# --- as of a day ----------------------------------------------------------------------------------


class Ours(OfficialSource):
    """Holds the Codice del Terzo settore; says of what day it was asked."""

    days: ClassVar[list[dt.date | None]] = []

    def resolve(
        self, identifiers: Iterable[Identificatore], al: dt.date | None = None
    ) -> dict[str, Risolto]:
        found = list(identifiers)
        self.days.append(al)
        return super().resolve(found, al) | {
            str(one): Risolto("CTS", "d.lgs. 117", f"/cts/?v=1#c{one.comma}", esterno=False)
            for one in found
            if one.numero == "117"
        }


def test_a_superseded_scheda_cites_the_law_of_its_day(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = f"Art. 56 {CODE} e art. 6 della l. 7 agosto 1990, n. 241."
    old = make_edition("2024")
    before = make_scheda(
        make_part(old), norme=references(CTS_55_3), contenuto=text(words), codice="1.1"
    )
    alone = make_scheda(
        PartePage.objects.get(), norme=references(CTS_55_3), contenuto=text("Niente."), codice="1.2"
    )
    silent = make_scheda(PartePage.objects.get(), norme=[], contenuto=text("Niente."), codice="1.3")
    # Whoever shows the page has read its edition already: the day is never asked for.
    monkeypatch.setattr("sussidiario.models.scheda.last_day_asked", None)
    html = client.get(before.url).content.decode()
    assert "come al" not in html, "finché è quella corrente"
    make_scheda(make_part(make_edition("2026")), contenuto=text(words), codice="1.1")

    monkeypatch.setattr(risolutore._Port, "resolver", Ours())
    Ours.days.clear()
    html = client.get(before.url).content.decode()
    assert set(Ours.days) == {dt.date(2024, 12, 31)}
    # In the text, in the list, in the slot; ours and the official one.
    assert html.count("/cts/?v=1&amp;al=2024-12-31#c3") == 1
    assert html.count("/cts/?v=1&amp;al=2024-12-31#c") == 3
    assert html.count("~art6!vig=2024-12-31") == 2
    assert "Norme come al 31 dicembre 2024" in panel(html)
    assert "Il testo cita anche:" in panel(html)
    # Also where the list above says it all; not where there is no law.
    assert "<ul" not in panel(client.get(alone.url).content.decode())
    assert "come al 31 dicembre 2024" in panel(client.get(alone.url).content.decode())
    assert panel(client.get(silent.url).content.decode()) == ""
    # The one of today, whatever is asked about it.
    today = client.get(SchedaPage.objects.get(codice="1.1", url_path__contains="2026").url)
    assert "al=20" not in today.content.decode()


def test_outside_its_page_a_scheda_finds_its_day_by_itself() -> None:
    old = make_scheda(make_part(make_edition("2024")))
    content: Any = content_of(old)
    assert content.al(old) is None
    coming = make_part(make_edition("2026"))
    old = SchedaPage.objects.get(pk=old.pk)
    assert content.al(old) == content.data(old) == dt.date(2024, 12, 31)
    assert content.al(make_scheda(coming, codice="1.1")) is None
    # Published, and left, within its year.
    SchedaPage.objects.filter(pk=old.pk).update(
        last_published_at=dt.datetime(2024, 3, 5, 12, tzinfo=dt.UTC)
    )
    assert content.al(SchedaPage.objects.get(pk=old.pk)) == dt.date(2024, 3, 5)
