"""Questions and answers over contents of the site: what is shown, to whom, in how many queries."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from piattaforma.citazioni import parse_identifier
from piattaforma.nucleo.contents import content_of
from piattaforma.nucleo.models import PaginaPage, Termine
from piattaforma.nucleo.visibilita import PUBBLICO
from piattaforma.riferimenti.models import Citazione
from search.contract import DATA, Document, Section
from search.engines.embedded import EmbeddedEngine
from search.models import DaIndicizzare
from search.plan import TUTTO
from search.planning.citations import cited_keys, keys_of
from search.risposte.completion import complete
from search.risposte.questions import PER_PAGINA, ask
from search.risposte.risposta import Risposta
from search.risposte.similar import simili
from tests.factories import make_page, make_voce
from tests.factories.norme import CTS, add_article, make_norma, make_pronuncia

pytestmark = pytest.mark.django_db

Put = Callable[..., Document]


def page_document(page: PaginaPage, text: str = "", **values: Any) -> Document:
    fields: dict[str, Any] = {
        "uid": f"nucleo.paginapage:{page.pk}",
        "titolo": page.title,
        "url": page.url,
        "sezioni": (Section("Testo", text, "testo"),) if text else (),
        "visibilita": content_of(page).visibilita(page),
        "facce": {"tipo": ("pagine",)},
        "mostra": {"genere": "Pagina", "occhiello": ["Pagina"], "stato": None, "schema": "WebPage"},
    }
    return Document(**(fields | values))


@pytest.fixture
def engine(tmp_path: Path) -> EmbeddedEngine:
    engine = EmbeddedEngine(tmp_path)
    with engine.building() as building, engine.writing():
        building.swap()
    return engine


@pytest.fixture
def put(engine: EmbeddedEngine) -> Put:
    """Put a page of the site, or a document, into the index."""

    def put(what: Any, *args: Any, **values: Any) -> Document:
        document = what if isinstance(what, Document) else page_document(what, *args, **values)
        with engine.writing():
            engine.update([document])
        DaIndicizzare.objects.all().delete()
        return document

    return put


@pytest.fixture
def asked(engine: EmbeddedEngine) -> Callable[..., Risposta]:
    def asked(text: str = "", **options: Any) -> Risposta:
        return ask(text, **({"user": None, "engine": engine} | options))

    return asked


Asked = Callable[..., Risposta]


def names(answer: Risposta) -> list[str]:
    return [one.nome for one in answer.trovati]


# --- results --------------------------------------------------------------------------------------


def test_a_result_tells_where_it_answers(put: Put, asked: Asked) -> None:
    page = make_page("Il patto di collaborazione")
    put(
        page,
        sommario="Che cosa sapere.",
        sezioni=(
            Section("Premessa", "Parole di altro genere.", "premessa"),
            Section("Rimborso dei patti", "Il rimborso segue il patto.", "rimborso"),
        ),
        giorno=dt.date(2026, 3, 1),
        mostra={
            "occhiello": ["Pagina", "2026"],
            "stato": {"codice": "superata", "etichetta": "Superata", "tono": "warn"},
        },
    )
    (found,) = asked("rimborso patti").trovati
    assert [piece.testo for piece in found.titolo if piece.segnato] == ["patto"]
    assert found.url == page.url
    assert found.tipo == "pagine"
    assert found.occhiello == ("Pagina", "2026")
    assert found.stato
    assert found.stato.tono == "warn"
    assert found.giorno == dt.date(2026, 3, 1)
    assert [p.testo for p in found.brano.pezzi if p.segnato] == ["rimborso", "patto"]
    (section,) = found.sezioni
    assert section.url == f"{page.url}#rimborso"
    assert [p.testo for p in section.titolo if p.segnato] == ["Rimborso", "patti"]


def test_pages_of_results(put: Put, asked: Asked) -> None:
    for number in range(PER_PAGINA + 2):
        put(make_page(f"Patto {number}", slug=f"patto-{number}"))
    first, second = asked("patto"), asked("patto", page=2)
    assert (first.totale, first.pagine, len(first.trovati)) == (12, 2, PER_PAGINA)
    assert len({*names(first), *names(second)}) == PER_PAGINA + 2
    # A page that is not there is the last one.
    for beyond in (3, 10**9):
        last = asked("patto", page=beyond)
        assert (names(last), last.pagina) == (names(second), 2)
    assert asked("patto", page=-4).pagina == 1


def test_by_date_all_words_must_be_there_unless_nothing_has_them(put: Put, asked: Asked) -> None:
    put(make_page("Patto", slug="a"), giorno=dt.date(2026, 5, 1))
    put(make_page("Patto e bando", slug="b"), giorno=dt.date(2024, 5, 1))
    put(make_page("Bando", slug="c"), giorno=dt.date(2025, 5, 1))
    assert names(asked("patto bando", order=DATA)) == ["Patto e bando"]
    assert names(asked("patto bando cavallo", order=DATA)) == ["Patto", "Bando", "Patto e bando"]
    assert names(asked("patto bando"))[0] == "Patto e bando"


def test_nothing_typed(put: Put, asked: Asked) -> None:
    put(make_page("Vecchia", slug="a"), giorno=dt.date(2024, 5, 1), facce={"anno": ("2024",)})
    put(make_page("Nuova", slug="b"), giorno=dt.date(2025, 5, 1), facce={"anno": ("2025",)})
    bare = asked()
    assert (bare.trovati, bare.totale, bare.cercato, bare.vuota) == ((), 0, False, None)
    assert [(v.codice, v.n) for v in bare.facce[0].voci] == [("2025", 1), ("2024", 1)]
    chosen = asked(filters={"anno": ("2024", "2025")})
    assert names(chosen) == ["Nuova", "Vecchia"]
    assert chosen.cercato


def test_inside_a_content(put: Put, asked: Asked) -> None:
    above = put(make_page("Il manuale", slug="a"))
    put(make_page("Patto interno", slug="b"), dentro=(above.uid,))
    put(make_page("Patto esterno", slug="c"))
    answer = asked("patto", dentro=above.uid)
    assert names(answer) == ["Patto interno"]
    assert answer.ristretto
    assert answer.ristretto.titolo == "Il manuale"
    assert asked("", dentro=above.uid).totale == 1
    nowhere = asked("patto", dentro="nucleo.paginapage:999999")
    assert (nowhere.totale, nowhere.ristretto) == (0, None)


# --- facets ---------------------------------------------------------------------------------------


def test_facets_have_names_levels_and_what_was_chosen(put: Put, asked: Asked) -> None:
    parent = Termine.objects.create(
        vocabolario="temi", codice="beni", etichetta="I beni", ordine=90
    )
    Termine.objects.create(
        vocabolario="temi", codice="verde", etichetta="Il verde", genitore=parent, ordine=1
    )
    put(
        make_page("Patto uno", slug="a"),
        facce={"tipo": ("pagine",), "temi": ("beni", "verde"), "stato": ("non-vigente",)},
    )
    put(make_page("Patto due", slug="b"), facce={"tipo": ("notizie",), "temi": ("beni",)})
    answer = asked("patto", filters={"temi": ["verde", "mai-visto"], "inventata": ["x"]})
    kinds, topics, states = answer.facce
    assert [(v.etichetta, v.n) for v in kinds.voci] == [("Pagine", 1)]
    assert kinds.etichetta == "Che cosa"
    assert [(v.etichetta, v.n, v.livello, v.scelta) for v in topics.voci] == [
        ("I beni", 2, 0, False),
        ("Il verde", 1, 1, True),
        ("Mai visto", 0, 0, True),
    ]
    assert [v.etichetta for v in states.voci] == ["Non vigente"]
    assert [(c.faccia, c.etichetta) for c in answer.scelte] == [
        ("temi", "Il verde"),
        ("temi", "Mai visto"),
    ]
    # The name of a term is that of today.
    parent.etichetta = "I beni comuni"
    parent.save()
    assert asked("patto").facce[1].voci[0].etichetta == "I beni comuni"


# --- corrections and offers -----------------------------------------------------------------------


def test_a_slip_is_corrected_and_told(put: Put, asked: Asked) -> None:
    put(make_page("La convenzione"))
    answer = asked("la convenzine")
    assert names(answer) == ["La convenzione"]
    assert answer.correzione
    assert answer.correzione.testo == "la convenzione"
    assert [p.testo for p in answer.correzione.pezzi if p.corretto] == ["convenzione"]
    exact = asked("la convenzine", exact=True)
    assert (exact.trovati, exact.correzione) == ((), None)
    assert exact.vuota
    assert [(v.parola, v.n, v.testo) for v in exact.vicine] == [
        ("convenzione", 1, "la convenzione")
    ]


def test_where_nothing_is_found_there_is_a_way_on(put: Put, asked: Asked) -> None:
    put(make_page("La convenzione", slug="a"), facce={"tipo": ("pagine",), "anno": ("2024",)})
    answer = asked("convenzione", filters={"anno": ["2025"], "tipo": ["pagine"]})
    assert answer.vuota
    assert [(a.faccia, a.etichette, a.n) for a in answer.vuota.aperture] == [("anno", ("2025",), 1)]
    assert [s.titolo for s in asked("convendita").vuota.inizi] == ["La convenzione"]  # type: ignore[union-attr]
    only_stops, only_without = asked("di la").vuota, asked("-convenzione").vuota
    assert only_stops
    assert (only_stops.solo_vuote, only_stops.solo_escluse) == (True, False)
    assert only_without
    assert (only_without.solo_vuote, only_without.solo_escluse) == (False, True)
    assert asked("convenzione").vuota is None


# --- the card -------------------------------------------------------------------------------------


def article_document(article: Any, **values: Any) -> Document:
    identifier = f"{CTS}~art{article.numero}"
    fields: dict[str, Any] = {
        "uid": f"pratiche.articolo:{article.pk}",
        "titolo": f"Art. {article.numero}, Codice del Terzo settore",
        "url": f"/norme/dlgs-117-2017/art-{article.numero}/",
        "sommario": "Che cosa dice l’articolo.",
        "sezioni": (
            Section("Comma 1", "Il primo comma.", "c1"),
            Section("Comma 3", "Definire un progetto. Testo ufficiale.", "c3"),
        ),
        "visibilita": frozenset({PUBBLICO}),
        "identita": keys_of(identifier)[1],
        "citazioni": cited_keys(identifier),
        "dentro": (f"pratiche.norma:{article.norma.pk}",),
        "mostra": {"stato": {"codice": "vigente", "etichetta": "Vigente", "tono": "ok"}},
    }
    return Document(**(fields | values))


@pytest.fixture
def article(put: Put) -> Any:
    norma = make_norma(titolo_breve="Codice del Terzo settore")
    article = add_article(norma, "55", commi=("Primo.", "Secondo.", "Terzo."))
    put(article_document(article))
    return article


def cite(page: PaginaPage, part: str) -> None:
    one = parse_identifier(f"{CTS}~{part}")
    Citazione.objects.create(
        content_type=ContentType.objects.get_for_model(page),
        object_id=page.pk,
        zona="corpo",
        atto=one.chiave,
        articolo=one.articolo,
        comma=one.comma,
        identificatore=str(one),
    )


def test_the_card_of_a_cited_comma(put: Put, asked: Asked, article: Any) -> None:
    cite(make_page("Chi lo applica"), "art55-com3")
    card = asked("art 55 comma 3 cts coprogettazione").carta
    assert card
    assert card.titolo == "Art. 55, comma 3, Codice del Terzo settore"
    assert card.genere == "norma"
    assert card.url.endswith("#c3")
    assert "3 luglio 2017, n. 117" in card.estremi
    assert card.stato
    assert card.stato.etichetta == "Vigente"
    assert "".join(p.testo for p in card.testo.pezzi) == "Definire un progetto. Testo ufficiale."
    listed = "/norme/dlgs-117-2017/art-55/chi-applica/?genere=pagine&comma=3"
    assert [(c.n, c.url) for c in card.chi_applica] == [(1, listed)]
    assert card.avviso == ""
    assert "normattiva" in card.ufficiale
    whole = asked("art. 55 CTS").carta
    assert whole
    assert "".join(p.testo for p in whole.testo.pezzi) == "Che cosa dice l’articolo."
    # Above the first page only.
    assert asked("art. 55 CTS", page=2).carta is None


def act_document(norma: Any, **values: Any) -> Document:
    one = norma.dati.identificatore
    fields: dict[str, Any] = {
        "uid": f"pratiche.norma:{norma.pk}",
        "titolo": norma.titolo_breve,
        "visibilita": frozenset({PUBBLICO}),
        "identita": keys_of(one)[0][:1],
    }
    return Document(**(fields | values))


def test_the_card_says_what_of_a_citation_is_not_there(
    put: Put, asked: Asked, article: Any
) -> None:
    put(act_document(article.norma))
    cite(make_page("Chi lo applica"), "art999")
    comma = asked("art 55 comma 9 cts").carta
    assert comma
    assert comma.avviso == "Il comma 9 non risulta in questa scheda dell’art. 55."
    assert comma.titolo == "Art. 55, Codice del Terzo settore"
    assert "#" not in comma.url
    absent = asked("art. 999 cts").carta
    assert absent
    assert absent.avviso == "Non abbiamo l’art. 999: ecco l’atto."
    assert (absent.titolo, absent.url) == ("Codice del Terzo settore", "/norme/dlgs-117-2017/")
    assert "~art999" in absent.ufficiale
    (citing,) = absent.chi_applica
    assert citing.testo.replace("\xa0", " ") == "Chi cita l’art. 999: 1 pagina"


def test_the_card_of_a_list_leads_to_the_others(put: Put, asked: Asked, article: Any) -> None:
    put(act_document(article.norma))
    put(article_document(add_article(article.norma, "57")))
    card = asked("artt. 55-57 cts").carta
    assert card
    assert card.titolo.startswith("Art. 55")
    assert [one.titolo for one in card.altre] == ["Art. 57, Codice del Terzo settore"]
    assert card.avviso == "Non abbiamo: art. 56."


def test_the_kinds_of_an_act_lead_to_their_list(put: Put, asked: Asked, article: Any) -> None:
    put(act_document(article.norma))
    page = make_page("Chi lo applica")
    cite(page, "art55")
    act = asked("cts").carta
    assert act
    assert act.chi_applica == ()
    one = parse_identifier(CTS)
    source = {"content_type": ContentType.objects.get_for_model(page), "object_id": page.pk}
    Citazione.objects.create(zona="corpo", atto=one.chiave, identificatore=str(one), **source)
    act = asked("cts").carta
    assert act
    listed = "/norme/dlgs-117-2017/chi-applica/?genere=pagine"
    assert [(c.n, c.url) for c in act.chi_applica] == [(1, listed)]


def test_a_decision_whose_identifier_does_not_tell(put: Put, asked: Asked) -> None:
    decision = make_pronuncia("celex:62014CJ0050")
    uid = f"pratiche.pronuncia:{decision.pk}"
    keys = keys_of("celex:62014CJ0050")[0]
    put(Document(uid=uid, titolo="C-50/14", visibilita=frozenset({PUBBLICO}), identita=keys))
    page = make_page("Chi la applica")
    one = parse_identifier("celex:62014CJ0050")
    source = {"content_type": ContentType.objects.get_for_model(page), "object_id": page.pk}
    Citazione.objects.create(zona="corpo", atto=one.chiave, identificatore=str(one), **source)
    card = asked("C-50/14").carta
    assert card
    assert card.invito == "Hai citato una decisione"
    assert [c.url for c in card.chi_applica] == ["/giurisprudenza/ue-62014cj0050/#applica-pagine"]


def test_two_acts_that_may_be_meant_are_both_offered(put: Put, asked: Asked) -> None:
    ministry = "urn:nir:ministero.lavoro.e.politiche.sociali:decreto"
    for day in ("2021-03-31", "2024-05-02"):
        put(act_document(make_norma(f"{ministry}:{day};72", titolo_breve=day)))
    for typed in ("d.m. 72", "decreto 72"):
        card = asked(typed).carta
        assert card
        assert (card.genere, card.titolo) == ("letture", "")
        assert [one.titolo for one in card.altre] == ["2021-03-31", "2024-05-02"]


def test_a_citation_without_a_record(put: Put, asked: Asked) -> None:
    toscana = "urn:nir:regione.toscana:legge:2020-07-22;65"
    put(act_document(make_norma(toscana, titolo_breve="Legge toscana")))
    put(make_page("La legge 65"), "La legge regionale 65 dice come.")
    answer = asked("legge 65 del 2020")
    # Its words are searched: they are not where a citation leads somewhere.
    assert names(answer)[0] == "La legge 65"
    assert answer.carta
    assert (answer.carta.genere, answer.carta.url) == ("assente", "")
    assert answer.carta.avviso == "Questo atto non è tra le nostre schede."
    assert "normattiva" in answer.carta.ufficiale
    assert answer.carta.altre_invito == "Forse intendevi"
    assert [one.titolo for one in answer.carta.altre] == ["Legge toscana"]
    assert "La legge 65" not in names(asked("legge regionale toscana 65/2020"))


def test_the_card_of_a_term(put: Put, asked: Asked) -> None:
    voice = make_voce("Patto di collaborazione", "patti")
    put(
        Document(
            uid=f"sussidiario.voceglossario:{voice.pk}",
            titolo=voice.termine,
            nomi=("patti",),
            url=voice.get_absolute_url(),
            sezioni=(Section("Definizione", "Un accordo."), Section("Nota", "Altro.")),
            visibilita=frozenset({PUBBLICO}),
            mostra={"schema": "DefinedTerm"},
        )
    )
    for typed in ("patto di collaborazione", "PATTI"):
        card = asked(typed).carta
        assert card
        assert (card.genere, card.titolo) == ("termine", "Patto di collaborazione")
        assert "".join(p.testo for p in card.testo.pezzi) == "Un accordo."
        assert card.url == voice.get_absolute_url()
    assert asked("patto").carta is None


# --- who sees what --------------------------------------------------------------------------------


@pytest.fixture
def insider() -> Any:
    user = get_user_model().objects.create_user("interna@example.org", "una-parola-lunga")
    user.groups.add(Group.objects.create(name="Interne"))
    return user


def close(page: PaginaPage) -> None:
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name="Interne"))


def test_what_is_private_exists_for_its_readers_only(
    put: Put, asked: Asked, engine: EmbeddedEngine, insider: Any
) -> None:
    page = make_page("Mandolino riservato", slug="a")
    close(page)
    private = put(page, "Il mandolino suona.", facce={"tipo": ("pagine",), "anno": ("1999",)})
    public = put(make_page("Chitarra", slug="b"), "La chitarra suona.")
    for text in ("mandolino", "mandolno", "chitarra mandolino", "suona", "mandollini"):
        answer = asked(text)
        # What was typed is the reader's own.
        shown = repr(dataclasses.replace(answer, testo="", plan=TUTTO))
        assert "andolin" not in shown.replace(text, "")
        assert all(one.nome != "anno" for one in answer.facce)
    assert asked("suona").totale == 1
    assert asked("suona", user=insider).totale == 2
    assert asked("mandolno", user=insider).correzione is None
    assert names(asked("mandolino", user=insider)) == ["Mandolino riservato"]
    assert complete("mando", None, engine=engine) == ()
    assert [s.titolo for s in complete("mando", insider, engine=engine)] == ["Mandolino riservato"]
    assert simili(public.uid, user=None, engine=engine) == ()
    assert simili(private.uid, user=None, engine=engine) == ()
    assert [t.nome for t in simili(public.uid, user=insider, engine=engine)] == [
        "Mandolino riservato"
    ]
    assert asked("", dentro=private.uid).ristretto is None


def test_what_was_just_closed_is_shown_no_more(
    put: Put, asked: Asked, engine: EmbeddedEngine, insider: Any
) -> None:
    closed, gone, other = (make_page(f"Patto {n}", slug=f"patto-{n}") for n in range(3))
    for page in (closed, gone, other):
        put(page, "Il patto suona.")
    close(closed)
    gone.unpublish()
    answer = asked("patto")
    assert (names(answer), answer.totale) == (["Patto 2"], 1)
    assert [s.titolo for s in complete("patto", None, engine=engine)] == ["Patto 2"]
    assert simili(f"nucleo.paginapage:{other.pk}", user=None, engine=engine) == ()
    assert asked("patto", dentro=f"nucleo.paginapage:{closed.pk}").ristretto is None
    # Addresses are those of now.
    other.slug = "altrove"
    other.save()
    assert asked("patto").trovati[0].url == "/altrove/"


# --- completion -----------------------------------------------------------------------------------


def test_completion_has_the_cited_norm_first(
    put: Put, engine: EmbeddedEngine, article: Any
) -> None:
    put(make_page("Art 55 cts spiegato"))
    first, second = complete("art 55 cts", None, engine=engine)
    assert (first.testo, first.genere) == ("Art. 55, Codice del Terzo settore", "")
    assert second.titolo == "Art 55 cts spiegato"
    assert second.genere == "Pagine"
    assert complete("", None, engine=engine) == ()


# --- queries and faults ---------------------------------------------------------------------------


def test_queries_of_an_answer(put: Put, asked: Asked, article: Any) -> None:
    for number in range(12):
        page = make_page(f"Patto {number}", slug=f"patto-{number}")
        put(page, "L’art. 55, comma 3.", citazioni=cited_keys(f"{CTS}~art55-com3"))
        cite(page, "art55-com3")
    asked("patto")
    with CaptureQueriesContext(connection) as queries:
        answer = asked("art 55 comma 3 cts patto", filters={"tipo": ["pagine"]})
    assert answer.carta
    assert len(answer.trovati) == PER_PAGINA
    assert len(queries) <= 6, [q["sql"][:90] for q in queries]


def test_without_an_index_the_answer_says_so(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "mai")
    answer = ask("patto", user=None, engine=engine)
    assert (answer.indisponibile, answer.testo, answer.trovati) == (True, "patto", ())
    assert complete("patto", None, engine=engine) == ()
    assert simili("nucleo.paginapage:1", user=None, engine=engine) == ()


def test_words_that_nothing_has_as_quoted(put: Put, asked: Asked) -> None:
    put(make_page("Patto", slug="patto"), "Un patto di collaborazione con il Comune.")
    assert asked('"collaborazione patto"').plan.senza_virgolette
    assert asked('"collaborazione patto"').totale == 1
    assert not asked('"patto di collaborazione"').plan.senza_virgolette


# --- what tells contents apart --------------------------------------------------------------------


def edition(year: str, *, passato: bool) -> dict[str, Any]:
    state = {
        "codice": "superato",
        "etichetta": "Edizione superata",
        "tono": "warn",
        "passato": True,
    }
    return {
        "genere": "Scheda",
        "occhiello": ["Scheda 1.1", f"Edizione {year}"],
        "stato": state if passato else None,
        "detto": "",
    }


def test_editions_are_told_apart_and_similar_pages_show_one(
    put: Put, engine: EmbeddedEngine
) -> None:
    text = "Rendiconto delle spese generali."
    old = put(make_page("Il rendiconto", slug="a"), text, nomi=("Scheda 1.1",), peso=2.0,
              mostra=edition("2024", passato=True))  # fmt: skip
    new = put(make_page("Il rendiconto", slug="b"), text, nomi=("Scheda 1.1",),
              mostra=edition("2026", passato=False))  # fmt: skip
    page = put(make_page("Altro rendiconto delle spese", slug="c"), text)
    offered = complete("il rendic", None, engine=engine)
    assert [(one.uid, one.nota) for one in offered] == [
        (new.uid, ""),
        (old.uid, "Edizione 2024 · Edizione superata"),
    ]
    assert [one.uid for one in simili(page.uid, user=None, engine=engine)] == [new.uid]
    assert [one.uid for one in simili(new.uid, user=None, engine=engine)] == [page.uid]


def test_inside_an_act_articles_come_in_order_and_do_not_repeat_it(put: Put, asked: Asked) -> None:
    norma = put(make_page("Codice", slug="codice"))
    for number in (2, 10, 1):
        put(
            make_page(f"Art. {number}, Codice", slug=f"art-{number}"),
            dentro=(norma.uid,),
            posto=number,
            giorno=dt.date(2017, 7, 3),
            mostra={
                "occhiello": ["Articolo", "D.lgs. 117"],
                "breve": f"Art. {number}",
                "rubrica": "Finalità",
                "detto": "del",
            },
        )
    found = asked(dentro=norma.uid).trovati
    assert [one.nome for one in found] == [f"Art. {n}: Finalità" for n in (1, 2, 10)]
    assert {one.occhiello for one in found} == {("Articolo",)}
    assert {one.detto for one in found} == {"del"}
    assert "Art. 10, Codice: Finalità" in names(asked("codice"))
