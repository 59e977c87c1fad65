"""The page of an article: what it says, as of a day, who applies it, at a cost that does not grow."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from piattaforma.citazioni import parse_identifier
from piattaforma.riferimenti.chi_applica import cited_together
from piattaforma.riferimenti.models import Citazione
from pratiche.norme.models import StatoNorma, VersioneArticolo
from pratiche.norme.querysets import target_of
from pratiche.norme.unione import merge
from sussidiario.models import SchedaPage, VoceGlossario
from tests.factories import make_news, make_scheda, references, text
from tests.factories.norme import (
    CTS,
    add_article,
    make_norma,
    make_orientamento,
    make_pronuncia,
)

pytestmark = pytest.mark.django_db
ART_55 = "/norme/dlgs-117-2017/art-55/"
TAR = "ECLI:IT:TARTOS:2026:840SENT"


@pytest.fixture
def cts() -> Any:
    """The Codice with articles 54, 55 (four commas) and 56."""
    norma = make_norma(titolo_breve="Codice del Terzo settore", articoli=("54",), live=False)
    add_article(norma, "55", commi=("Il primo.", "Il secondo.", "Il terzo.", "Il quarto."))
    add_article(norma, "56")
    norma.save_revision().publish()
    return norma


def main(client: Client, url: str) -> str:
    html = client.get(url).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    return html.split("<main", 1)[1].split("</main>", 1)[0]


def words(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


def queries(client: Client, url: str) -> list[str]:
    for _ in range(2):
        assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return [query["sql"] for query in captured.captured_queries]


def test_it_says_what_the_article_says_and_where_it_stands(cts: Any, client: Client) -> None:
    html = main(client, ART_55)
    assert '<h1 data-element="page-name">Art. 55 <small>Rubrica 55</small></h1>' in html
    assert "Che cosa dice l’articolo 55." in words(html)
    assert re.findall(r'id="(c\d)"', html) == ["c1", "c2", "c3", "c4"]
    assert "Vigente" in html
    assert 'rel="prev"' in html
    assert "Art. 54. Rubrica 54" in html
    assert "Art. 56. Rubrica 56" in html
    assert "N2Ls?urn:nir:stato:decreto.legislativo:2017-07-03;117~art55" in html
    assert "Nessuna pagina di questo sito cita ancora questo articolo" in html


def test_machines_read_the_article_as_part_of_its_act(cts: Any, client: Client) -> None:
    html = client.get(ART_55).content.decode()
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', html)[1])  # type: ignore[index]
    article = data["@graph"][0]
    assert article["@type"] == "Legislation"
    assert article["legislationIdentifier"] == f"{CTS}~art55"
    assert article["legislationLegalForce"] == "https://schema.org/InForce"
    assert article["isPartOf"]["legislationDate"] == "2017-07-03"


def test_what_has_fallen_is_said_first(cts: Any, client: Client) -> None:
    article = cts.articoli.get(numero="55")
    StatoNorma.objects.create(
        norma=cts,
        articolo=article,
        stato="abrogato",
        dal=dt.date(2023, 7, 1),
        per_effetto_di="urn:nir:stato:legge:2023-06-01;99",
    )
    html = main(client, ART_55)
    assert "Questo articolo: abrogato dal 1º luglio 2023" in html
    assert html.index("cd-banner--err") < html.index('id="c1"')
    assert 'href="/id/urn:nir:stato:legge:2023-06-01;99"' in html
    assert "abrogato" not in main(client, "/norme/dlgs-117-2017/art-56/")


# --- as of a day ----------------------------------------------------------------------------------


@pytest.fixture
def versions(cts: Any) -> None:
    article = cts.articoli.get(numero="55")
    VersioneArticolo.objects.filter(articolo=article).update(dal=dt.date(2021, 1, 1))
    VersioneArticolo.objects.create(
        articolo=article,
        rubrica="Rubrica di prima",
        sintesi="Che cosa diceva.",
        dal=dt.date(2017, 8, 3),
        al=dt.date(2020, 12, 31),
    )


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2019-06-01", "Che cosa diceva."),
        ("01/06/2019", "Che cosa diceva."),
        ("2020-12-31", "Che cosa diceva."),
        ("2021-01-01", "Che cosa dice l’articolo 55."),
    ],
)
def test_as_it_stood_on_a_day(versions: None, client: Client, day: str, shown: str) -> None:
    html = main(client, f"{ART_55}?al={day}")
    assert [shown] == re.findall(r"Che cosa dic[^.]*\.", words(html))
    assert re.search(r"~art55!vig=\d{4}-\d\d-\d\d", html)


def test_a_version_that_begins_today_shows_its_own_words(cts: Any, client: Client) -> None:
    """Before the job has read it: never the words of yesterday under the day of today."""
    article = cts.articoli.get(numero="55")
    today = timezone.localdate()
    article.versioni.update(al=today - dt.timedelta(days=1))
    VersioneArticolo.objects.create(articolo=article, sintesi="Che cosa dice da oggi.", dal=today)
    html = words(main(client, ART_55))
    assert "Che cosa dice da oggi." in html
    assert "Che cosa dice l’articolo 55." not in html


def test_before_the_first_version_it_says_so(versions: None, client: Client) -> None:
    html = main(client, f"{ART_55}?al=2017-07-20")
    assert "Per il 20 luglio 2017 non abbiamo una versione" in words(html)
    assert "Che cosa dic" not in html


@pytest.mark.parametrize(
    "wrong", ["ieri", "2021-02-30", "31/2/2021", "2020-W01-1", "0001-01-01", "9999-12-31"]
)
def test_a_day_that_is_none_is_told_at_its_field(
    versions: None, client: Client, wrong: str
) -> None:
    response = client.get(ART_55, {"al": wrong})
    assert response.status_code == 400
    html = response.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert 'aria-invalid="true" aria-describedby="al-e"' in html
    assert f'value="{wrong}"' in html
    assert "Che cosa dice l’articolo 55." in words(html)


def test_two_versions_side_by_side(versions: None, client: Client) -> None:
    html = main(client, f"{ART_55}versioni/?da=1&a=2")
    assert "Dalla versione dal 3 agosto 2017 a quella dal 1º gennaio 2021" in html
    assert "<del>" in html
    assert "<ins>" in html
    for wrong in ("?da=9&a=0", "?da=2&a=2", "?da=x"):
        assert client.get(f"{ART_55}versioni/{wrong}").status_code == 200
    assert client.get("/norme/dlgs-117-2017/art-56/versioni/").status_code == 404


# --- who applies it -------------------------------------------------------------------------------


@pytest.fixture
def applied(cts: Any) -> None:
    make_scheda(codice="1.1", norme=references(f"{CTS}~art55-com3"))
    make_scheda(codice="1.2", norme=references(f"{CTS}~art55-com3", f"{CTS}~art56"))
    make_news("Una notizia", corpo=text("Vale l’articolo 55, comma 2, del d.lgs. 117/2017."))
    make_news("Dell’atto", corpo=text("Il d.lgs. 117/2017 riordina gli enti."))
    make_pronuncia(
        TAR, interpreta=(f"{CTS}~art55-com3",), data=dt.date(2026, 4, 30), esito="annulla"
    )


def test_counted_by_kind_and_comma_with_the_sentence(applied: None, client: Client) -> None:
    html = main(client, ART_55)
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', html)
    cells = {title: [int(n) for n in re.findall(r">(\d+)<", cells)] for title, cells in rows}
    heads = re.findall(r'<th scope="col">(.*?)</th>', html)
    assert heads == ["Schede", "Decisioni", "Notizie"]
    assert cells == {"Comma 2": [0, 0, 1], "Comma 3": [2, 1, 0]}
    assert "<mark>articolo 55, comma 2, del d.lgs. 117/2017</mark>" in html
    assert "30 aprile 2026" in html
    assert "Annulla" in html
    assert "1 notizia</a>" in html.split("Nominano l’atto intero")[1]
    assert "Dell’atto" not in html


def test_after_what_readers_come_for_the_most_numerous(applied: None, client: Client) -> None:
    make_news("Un’altra notizia", corpo=text("Vale l’articolo 55 del d.lgs. 117/2017."))
    html = main(client, ART_55)
    heads = re.findall(r'<th scope="col">(.*?)</th>', html)
    assert heads == ["Schede", "Notizie", "Decisioni"]
    assert re.findall(r'<h3 id="applica-(\w+)-t">', html) == ["schede", "notizie", "decisioni"]


def test_a_comma_alone(applied: None, client: Client) -> None:
    html = main(client, f"{ART_55}?comma=3")
    assert "2 citano il comma 3" in html
    assert "Una notizia" not in html
    assert 'aria-current="true"' in html
    assert "Una notizia" in main(client, f"{ART_55}?comma=99")


def test_what_is_read_with_it(applied: None, client: Client) -> None:
    aside = main(client, ART_55).split("Si legge insieme a")[1].split("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', aside) == ["/norme/dlgs-117-2017/art-56/"]


def test_contents_of_two_types_with_one_key_are_two(cts: Any) -> None:
    """Of equal keys in two types, each counts: what two contents cite comes before what one does."""
    voce = ContentType.objects.get_for_model(VoceGlossario)
    make_scheda(codice="1.1", norme=references(f"{CTS}~art55", f"{CTS}~art57", f"{CTS}~art54"))
    key = SchedaPage.objects.get().pk
    VoceGlossario.objects.create(
        pk=key, termine="Voce", codice="voce", definizione="x", live=True, fonte="x"
    )
    Citazione.objects.bulk_create(
        Citazione(
            content_type=voce,
            object_id=key,
            zona="definizione",
            origine=Citazione.Origine.RICONOSCIUTA,
            identificatore=f"{CTS}~art{article}",
            atto=parse_identifier(CTS).chiave,
            articolo=article,
        )
        for article in ("55", "57")
    )
    found = cited_together(None, target_of(cts, "55"))
    assert [one.articolo for one in found] == ["57", "54"]


def test_open_questions_with_their_sides(applied: None, client: Client) -> None:
    make_orientamento(
        "Serve prima?", articoli=(f"{CTS}~art55",), posizioni={"Sì": (TAR,), "No": ()}
    )
    aside = main(client, ART_55).split("Domande aperte")[1].split("</nav>")[0]
    assert "Sì: 1 decisione" in aside
    assert "No: nessuna decisione" in aside
    assert "Domande aperte" not in main(client, "/norme/dlgs-117-2017/art-56/")


def test_the_article_and_its_act_do_not_apply_themselves(cts: Any, client: Client) -> None:
    cts.sintesi = "Il cuore è l’articolo 55 del d.lgs. 117/2017."
    cts.save_revision().publish()
    assert Citazione.objects.filter(articolo="55").exists()
    assert "Nessuna pagina di questo sito cita ancora" in main(client, ART_55)


def test_who_may_not_read_does_not_learn_that_it_is_there(applied: None, client: Client) -> None:
    from wagtail.models import Page

    PageViewRestriction.objects.create(
        page=Page.objects.get(title="Domanda 1.1?"), restriction_type="login"
    )
    html = main(client, ART_55)
    assert "Domanda 1.1?" not in html
    assert "1 cita l’articolo" in html
    assert "Domanda 1.1?" not in main(client, f"{ART_55}chi-applica/")
    assert "Domanda 1.1?" not in client.get(f"{ART_55}atom.xml").content.decode()


def test_the_lists_by_kind_and_comma(applied: None, client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("pratiche.norme.articolo.applica.PER_PAGINA", 1)
    html = main(client, f"{ART_55}chi-applica/?genere=schede&comma=3")
    assert html.count('<li class="cd-use">') == 1
    assert "genere=schede&amp;comma=3&amp;pagina=2" in html
    assert '<option value="decisioni">Decisioni (1)</option>' in html
    assert '<option value="2">Comma 2 (0)</option>'.replace(">Comma", " disabled>Comma") in html
    for dropped in ("?genere=inventato&comma=x", "?pagina=9999999"):
        assert "Domanda 1.1?" in main(client, f"{ART_55}chi-applica/{dropped}")


def test_the_feed_has_who_applies_it_and_nobody_else(applied: None, client: Client) -> None:
    make_scheda(codice="1.9", norme=references(f"{CTS}~art56"))
    response = client.get(f"{ART_55}atom.xml")
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = response.content.decode()
    titles = re.findall(r"<entry><title>(.*?)</title>", feed)
    assert sorted(titles) == [
        "Decisione: TAR Toscana 840/2026",
        "Notizia: Una notizia",
        "Scheda: Domanda 1.1?",
        "Scheda: Domanda 1.2?",
    ]


# --- addresses ------------------------------------------------------------------------------------


def test_every_spelling_and_former_address_leads_here(cts: Any, client: Client) -> None:
    add_article(cts, "55bis")
    wanted = "/norme/dlgs-117-2017/art-55-bis/"
    assert client.get(wanted).status_code == 200
    assert client.get("/norme/dlgs-117-2017/art-55bis/")["Location"] == wanted
    other = make_norma("urn:nir:stato:legge:2001-01-01;1", articoli=("9",))
    merge(resta=cts, va=other)
    moved = client.get("/norme/l-1-2001/art-9/?al=2020-01-01")
    assert moved["Location"] == "/norme/dlgs-117-2017/art-9/?al=2020-01-01"


def test_a_cited_article_that_the_register_does_not_tell_leads_to_who_cites_it(
    cts: Any, client: Client
) -> None:
    make_scheda(norme=references(f"{CTS}~art99"))
    found = client.get("/norme/dlgs-117-2017/art-99/", follow=True)
    assert found.redirect_chain == [("/norme/dlgs-117-2017/chi-applica/?articolo=99", 302)]
    assert "Domanda 1.1?" in found.content.decode()
    for nobody in ("art-98", "art-x%00y"):
        assert client.get(f"/norme/dlgs-117-2017/{nobody}/").status_code == 404


# --- cost -----------------------------------------------------------------------------------------


def cite_in_bulk(count: int) -> None:
    """Voices of the glossary that cite article 55, and others with it."""
    start = VoceGlossario.objects.count()
    made = VoceGlossario.objects.bulk_create(
        VoceGlossario(
            termine=f"Voce {n}", codice=f"voce-{n}", definizione="x", live=True, fonte="x"
        )
        for n in range(start, start + count)
    )
    kind = ContentType.objects.get_for_model(VoceGlossario)
    rows = [
        Citazione(
            content_type=kind,
            object_id=voce.pk,
            zona="definizione",
            origine=Citazione.Origine.RICONOSCIUTA,
            identificatore=f"{CTS}~art{article}-com{n % 4 + 1}",
            atto="nir:stato:decreto.legislativo:2017;117",
            articolo=article,
            comma=str(n % 4 + 1),
            frase="Vale l’art. 55.",
            frase_inizio=7,
            frase_fine=14,
        )
        for n, voce in enumerate(made)
        for article in ("55", "56")
    ]
    Citazione.objects.bulk_create(rows, batch_size=2000)


def test_as_many_queries_for_ten_as_for_ten_thousand(applied: None, client: Client) -> None:
    make_orientamento("Serve prima?", articoli=(f"{CTS}~art55",), posizioni={"Sì": (TAR,)})
    cite_in_bulk(10)
    few = queries(client, ART_55)
    cite_in_bulk(9_990)
    started = timezone.now()
    many = queries(client, ART_55)
    seconds = (timezone.now() - started).total_seconds() / 3
    assert len(few) == len(many), "\n".join(many)
    assert "10.000" in main(client, ART_55) or "10000" in main(client, ART_55)
    assert seconds < 3


@pytest.mark.parametrize(
    ("day", "words_above", "is_shown"),
    [
        ("1942-01-01", "l’atto non era ancora in vigore", False),
        ("2019-01-01", "Non sappiamo da quando vale questa versione", True),
        ("2090-01-01", "deve ancora venire: questo è il testo di oggi", True),
    ],
)
def test_what_is_not_known_of_a_day_is_not_said(
    cts: Any, client: Client, day: str, words_above: str, *, is_shown: bool
) -> None:
    html = words(main(client, f"{ART_55}?al={day}"))
    assert words_above in html
    assert ("Che cosa dice l’articolo 55." in html) is is_shown
    assert "valeva la versione di oggi" not in html


def test_the_state_is_that_of_the_day(cts: Any, client: Client) -> None:
    cts.stati.all().delete()
    StatoNorma.objects.create(norma=cts, stato="vigente", al=dt.date(2023, 6, 30))
    StatoNorma.objects.create(norma=cts, stato="abrogato", dal=dt.date(2023, 7, 1))
    assert "Tutto l’atto: abrogato dal 1º luglio 2023" in words(main(client, ART_55))
    before = words(main(client, f"{ART_55}?al=2020-01-01"))
    assert "Vigente" in before
    assert "Tutto l’atto" not in before


def test_an_amended_act_says_nothing_of_its_other_articles(cts: Any, client: Client) -> None:
    cts.stati.all().delete()
    StatoNorma.objects.create(norma=cts, stato="modificato", dal=dt.date(2023, 7, 1))
    assert "modificato" not in words(main(client, ART_55)).lower()


@pytest.mark.parametrize("spelling", ["art-5-5", "art---55", "art-55-"])
def test_only_numbers_of_articles_are_addresses(cts: Any, client: Client, spelling: str) -> None:
    assert client.get(f"/norme/dlgs-117-2017/{spelling}/").status_code == 404
