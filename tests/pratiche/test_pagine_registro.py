"""The pages of acts, decisions and questions, and their lists: what they say, to whom, at what cost."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.test import Client

from pratiche.norme.models import RelazioneNorma, RelazionePronuncia, StatoNorma
from tests.factories import make_news, make_scheda, references, text
from tests.factories.norme import CTS, add_article, make_norma, make_orientamento, make_pronuncia

pytestmark = pytest.mark.django_db
ACT = "/norme/dlgs-117-2017/"
VECCHIO = "urn:nir:stato:decreto.legislativo:2016-04-18;50"
NUOVO = "urn:nir:stato:decreto.legislativo:2023-03-31;36"
TAR, CDS = "ECLI:IT:TARTOS:2026:840SENT", "ECLI:IT:CDS:2026:3082SENT"


def main(client: Client, url: str) -> str:
    html = client.get(url).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    return html.split("<main", 1)[1].split("</main>", 1)[0]


def titles(html: str) -> list[str]:
    return re.findall(r'<h2 class="cd-row__t"><a[^>]*>(.*?)</a>', html)


# --- acts -----------------------------------------------------------------------------------------


@pytest.fixture
def cts() -> Any:
    norma = make_norma(titolo_breve="Codice del Terzo settore", live=False)
    for number in ("54", "55", "56"):
        add_article(norma, number)
    norma.save_revision().publish()
    return norma


def test_an_article_that_fell_is_told_in_the_timeline(cts: Any, client: Client) -> None:
    StatoNorma.objects.create(
        norma=cts, articolo=cts.articoli.get(numero="54"), stato="abrogato", dal=dt.date(2024, 1, 1)
    )
    html = main(client, ACT)
    assert "Art. 54: abrogato" in html.split('class="cd-path"')[1]
    data = client.get(ACT).content.decode()
    assert "schema.org/PartiallyInForce" in data


def test_cited_articles_with_their_use_the_others_folded(cts: Any, client: Client) -> None:
    make_scheda(codice="1.1", norme=references(f"{CTS}~art55", f"{CTS}~art99"))
    make_scheda(codice="1.2", norme=references(f"{CTS}~art55-com3"))
    make_news("Notizia", corpo=text("Vale l’articolo 55 del d.lgs. 117/2017."))
    html = main(client, ACT)
    table = html.split("<tbody>")[1].split("</tbody>")[0]
    assert re.findall(r">(Art\. \d+)</a>", table) == ["Art. 55"]
    assert "2 schede, 1 notizia" in table
    assert '<rect width="100" height="1"/>' in table
    folded = html.split("<details")[1].split("</details>")[0]
    assert "2 articoli mai citati" in folded
    assert "Art. 54" in folded
    untold = html.split("<details")[2]
    assert 'href="/norme/dlgs-117-2017/chi-applica/?articolo=99"' in untold


def test_the_counts_of_an_act_are_those_of_its_articles(cts: Any, client: Client) -> None:
    """The summary of the act, and the article itself, count in neither place."""
    make_scheda(norme=references(f"{CTS}~art55"))
    cts.sintesi = "Conta l’articolo 55 del d.lgs. 117/2017, e l’articolo 56."
    cts.save_revision().publish()
    table = main(client, ACT).split("<tbody>")[1].split("</tbody>")[0]
    assert re.findall(r"<b>(\d+)</b>", table) == ["1"]
    assert "1 cita l’articolo" in main(client, f"{ACT}art-55/")


def test_words_and_numbers_find_articles_of_the_act(cts: Any, client: Client) -> None:
    for typed in ("55", "art. 55", "Art 55", "rubrica 55", "dice l'articolo 55"):
        table = main(client, f"{ACT}?q={typed}")
        assert re.findall(r">(Art\. \d+)</a></th>", table) == ["Art. 55"], typed
    assert "Nessun articolo con «zebra»" in main(client, f"{ACT}?q=zebra")


def test_a_code_of_many_articles_stays_light(client: Client) -> None:
    norma = make_norma(titolo_breve="Codice grande", live=False)
    for number in range(1, 251):
        add_article(norma, str(number))
    norma.articoli.filter(ordine__gt=1000).update(dove="Libro secondo")
    norma.save_revision().publish()
    make_scheda(norme=references(f"{CTS}~art200"))
    html = main(client, ACT)
    assert re.findall(r">(Art\. \d+)</a></th>", html) == ["Art. 200"]
    assert "Tutti i 250 articoli" in html
    second = main(client, f"{ACT}?articoli=tutti&pagina=2")
    shown = re.findall(r">(Art\. \d+)</a></th>", second)
    assert (shown[0], shown[-1], len(shown)) == ("Art. 101", "Art. 200", 100)


def test_what_has_fallen_leads_to_what_took_its_place(client: Client) -> None:
    old = make_norma(VECCHIO, titolo_breve="Il vecchio codice")
    new = make_norma(NUOVO, titolo_breve="Il nuovo codice", articoli=("226",))
    StatoNorma.objects.create(
        norma=old,
        stato="abrogato",
        dal=dt.date(2023, 7, 1),
        per_effetto_di=f"{NUOVO}~art226",
        nota="Vale per le gare in corso.",
    )
    RelazioneNorma.objects.create(norma=new, tipo="abroga", verso=VECCHIO, nota="Lo dice il 226.")
    html = main(client, "/norme/dlgs-50-2016/")
    banner = html.split("cd-banner--err")[1].split("</div>")[0]
    assert "Abrogato dal 1º luglio 2023" in banner
    assert 'href="/norme/dlgs-36-2023/art-226/"' in banner
    # Once: the change of state says what the relation says.
    timeline = html.split('class="cd-path"')[1].split("</ol>")[0]
    assert timeline.count("<li>") == 1
    data = client.get("/norme/dlgs-50-2016/").content.decode()
    graph = json.loads(re.search(r'ld\+json">(.*?)</script>', data)[1])["@graph"]  # type: ignore[index]
    assert graph[0]["legislationLegalForce"].endswith("/NotInForce")
    assert "cd-banner--err" not in main(client, "/norme/dlgs-36-2023/")


def test_the_timeline_both_ways_in_the_order_of_time(cts: Any, client: Client) -> None:
    lr = make_norma("urn:nir:regione.toscana:legge:2020-07-22;65", titolo_breve="La legge toscana")
    RelazioneNorma.objects.create(norma=lr, tipo="attua", verso=f"{CTS}~art55")
    RelazioneNorma.objects.create(
        norma=cts, tipo="abroga", verso="urn:nir:stato:legge:1991-08-11;266"
    )
    RelazioneNorma.objects.create(
        norma=cts, tipo="cita", verso="urn:nir:stato:legge:1990-08-07;241"
    )
    make_pronuncia(TAR, interpreta=(f"{CTS}~art55",), data=dt.date(2026, 4, 30), guida=True)
    make_pronuncia(CDS, interpreta=(f"{CTS}~art55",), data=dt.date(2026, 4, 20))
    html = main(client, ACT)
    timeline = html.split('class="cd-path"')[1].split("</ol>")[0]
    when = re.findall(r'cd-path__w">(.*?)</span>', timeline)
    assert when == ["3 luglio 2017", "22 luglio 2020", "30 aprile 2026"]
    assert "Attuato da (art. 55)." in timeline
    assert "3082" not in timeline
    assert "legge:1990-08-07;241" in html.split('id="cita-atti"')[1]


def test_what_is_not_live_is_nowhere(client: Client) -> None:
    make_norma(live=False, articoli=("55",))
    make_pronuncia(TAR, live=False)
    make_orientamento("Bozza?", live=False)
    for url in (
        ACT,
        f"{ACT}art-55/",
        f"{ACT}art-55/chi-applica/",
        f"{ACT}art-55/atom.xml",
        "/giurisprudenza/tar-toscana-840-2026/",
        "/orientamenti/bozza/",
    ):
        assert client.get(url).status_code == 404, url
    assert "0 atti" not in main(client, "/norme/")
    assert titles(main(client, "/norme/")) == []
    assert titles(main(client, "/giurisprudenza/")) == []
    assert titles(main(client, "/orientamenti/")) == []


# --- the index ------------------------------------------------------------------------------------


@pytest.fixture
def acts(cts: Any) -> None:
    make_norma(VECCHIO, titolo_breve="Il vecchio codice", stato="abrogato")
    make_norma(
        "urn:nir:regione.toscana:legge:2020-07-22;65",
        titolo_breve="La legge toscana",
        ambito="regione",
        territorio="Toscana",
    )
    make_scheda(norme=references(f"{CTS}~art55", "urn:nir:stato:legge:1991-08-11;266"))


def test_the_most_cited_first_filters_with_honest_counts(acts: None, client: Client) -> None:
    html = main(client, "/norme/")
    assert titles(html) == ["Codice del Terzo settore", "Il vecchio codice", "La legge toscana"]
    assert '<option value="abrogato">Abrogato (1)</option>' in html
    region = main(client, "/norme/?ambito=regione")
    assert titles(region) == ["La legge toscana"]
    assert '<option value="abrogato" disabled>Abrogato (0)</option>' in region
    assert 'href="/norme/"><span class="cd-vh">Togli </span>Regione' in region
    assert titles(main(client, "/norme/?ambito=inventato&stato=x")) == titles(html)
    empty = main(client, "/norme/?ambito=regione&stato=abrogato")
    assert "Nessun atto con questi filtri" in empty


def test_cited_acts_without_a_record_have_a_page(acts: None, client: Client) -> None:
    outside = main(client, "/norme/").split('id="fuori"')[1]
    assert 'href="/norme/l-266-1991/"' in outside
    assert "dlgs-117-2017" not in outside
    html = main(client, "/norme/l-266-1991/")
    assert "Domanda 1.1?" in html
    assert "N2Ls?urn:nir:stato:legge:1991-08-11;266" in html
    assert client.get("/norme/l-999-1999/").status_code == 404
    assert client.get("/norme/l-266-1991/art-7/")["Location"] == "/norme/l-266-1991/"


def test_a_decision_without_a_record_has_one_too(client: Client) -> None:
    make_scheda(giurisprudenza=references("ECLI:IT:COST:2020:131"))
    assert "Domanda 1.1?" in main(client, "/giurisprudenza/corte-cost-131-2020/")
    moved = client.get("/norme/corte-cost-131-2020/")
    assert moved["Location"] == "/giurisprudenza/corte-cost-131-2020/"


def test_old_addresses_lead_on(acts: None, client: Client) -> None:
    assert client.get("/norme/?atto=dlgs-117-2017")["Location"] == ACT
    assert client.get("/norme/?q=55+cts")["Location"] == "/norme/vai?q=55+cts"
    assert client.get("/norme/?atto=../x").status_code == 404


def test_what_is_typed_opens_or_offers(acts: None, client: Client) -> None:
    add_article_url = client.get("/norme/vai?q=art+55+cts")
    assert add_article_url["Location"] == f"{ACT}art-55/"
    unknown = main(client, "/norme/vai?q=l.+266/1991+zebra")
    assert "Non abbiamo capito «zebra»" in unknown
    assert "Citato in 1 scheda" in unknown
    assert 'href="/norme/l-266-1991/"' in unknown
    words = main(client, "/norme/vai?q=toscana")
    assert titles(words) == ["La legge toscana"]
    assert "non riconosciamo una norma" in main(client, "/norme/vai?q=qwerty")
    hostile = client.get("/norme/vai", {"q": "<b>\0" + "x" * 500}).content.decode()
    assert "<b>x" not in hostile


# --- decisions and questions ----------------------------------------------------------------------


@pytest.fixture
def decisions(cts: Any) -> None:
    tar = make_pronuncia(
        TAR,
        interpreta=(f"{CTS}~art55-com3",),
        data=dt.date(2026, 4, 30),
        organo="TAR Toscana",
        esito="annulla",
        guida=True,
        massima="La massima.",
        principi="Primo.\nSecondo.",
        implicazioni="Scrivi il verbale.",
    )
    cds = make_pronuncia(CDS, data=dt.date(2026, 4, 20), organo="Consiglio di Stato")
    RelazionePronuncia.objects.create(pronuncia=tar, tipo="contrasta", verso=CDS, nota="Opposta.")
    make_scheda(giurisprudenza=references(TAR))
    make_orientamento(
        "Serve prima?",
        articoli=(f"{CTS}~art55-com2",),
        posizioni={"Sì, serve": (TAR,), "No": (CDS, "ECLI:IT:TARLAZ:2020:1SENT")},
    )
    assert cds


def test_a_decision_says_what_it_laid_down_and_what_follows(
    decisions: None, client: Client
) -> None:
    html = main(client, "/giurisprudenza/tar-toscana-840-2026/")
    assert "Annulla" in html
    assert "Di riferimento" in html
    assert html.index("Scrivi il verbale.") < html.index("La massima.") < html.index("Primo.")
    assert 'href="/norme/dlgs-117-2017/art-55/"' in html.split('id="articoli"')[1].replace(
        "#c3", ""
    )
    assert "Contrasta con <a" in html
    assert "Domanda 1.1?" in html.split("Chi cita questa decisione")[1]
    assert "Sì, serve" in html.split("Che posizione prende")[1]
    other = main(client, "/giurisprudenza/cons-stato-3082-2026/")
    assert "In contrasto con <a" in other
    assert "una massima inventata sarebbe peggio" in other


def test_decisions_newest_first_by_court_and_outcome(decisions: None, client: Client) -> None:
    html = main(client, "/giurisprudenza/")
    assert titles(html) == ["TAR Toscana 840/2026", "Cons. Stato 3082/2026"]
    assert titles(main(client, "/giurisprudenza/?organo=Consiglio+di+Stato")) == [
        "Cons. Stato 3082/2026"
    ]
    assert titles(main(client, "/giurisprudenza/?esito=annulla&anno=2026")) == [
        "TAR Toscana 840/2026"
    ]
    assert "1 domanda aperta" in html


def test_a_question_with_its_sides(decisions: None, client: Client) -> None:
    html = main(client, "/orientamenti/serve-prima/")
    assert "al 28 novembre 2026" in html
    sides = html.split('class="cd-versus__col"')[1:]
    assert [re.findall(r">([^<>]* \d+/\d{4})<", side)[:2] for side in sides] == [
        ["TAR Toscana 840/2026"],
        ["Cons. Stato 3082/2026", "TAR Lazio, Roma 1/2020"],
    ]
    assert "30 aprile 2026" in sides[0]
    assert titles(main(client, "/orientamenti/")) == ["Serve prima?"]


def test_a_decision_is_of_its_own_day_and_not_of_its_case(client: Client) -> None:
    """C-113/13 was decided in 2014."""
    make_pronuncia("celex:62013CJ0113", data=dt.date(2014, 12, 11))
    later = make_pronuncia("ECLI:IT:COST:2020:131", data=dt.date(2020, 6, 26), live=False)
    later.relazioni = [RelazionePronuncia(tipo="richiama", verso="celex:62013CJ0113")]
    later.save_revision().publish()
    html = " ".join(
        re.sub(r"<[^>]+>", " ", main(client, "/giurisprudenza/corte-cost-131-2020/")).split()
    )
    assert "11 dicembre 2014 Richiama" in html
