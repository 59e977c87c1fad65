"""What search is given of each content: its words, its names, its law, who may find it."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from piattaforma.nucleo.contents import Contenuto, all_contents
from piattaforma.nucleo.jobs import publish_scheduled
from piattaforma.nucleo.models import ResaContenuto, Termine
from piattaforma.nucleo.visibilita import PUBBLICO
from pratiche.norme.models import Articolo, StatoNorma
from search.contract import Document
from search.indice.documents import documents_of
from search.indice.reading import batches
from search.risposte.passages import title_of
from search.uids import key_of, uid_of
from sussidiario.models import EdizionePage
from sussidiario.querysets import schede_of
from tests.factories import (
    CTS_55_3,
    home,
    make_edition,
    make_news,
    make_page,
    make_part,
    make_scheda,
    make_situation,
    make_voce,
    references,
    text,
)
from tests.factories.norme import CTS, add_article, make_norma, make_orientamento, make_pronuncia

pytestmark = pytest.mark.django_db
ACT = "nir:stato:decreto.legislativo:2017;117"
ALL = frozenset({PUBBLICO})


def document(content: Any) -> Document:
    (found,) = documents_of(type(content), [content.pk])
    return found


def said(found: Document) -> list[tuple[str, str, list[str]]]:
    """Heading, place, words that cite, of each section."""
    return [
        (one.titolo, one.ancora, [one.testo[mark.inizio : mark.fine] for mark in one.segni])
        for one in found.sezioni
    ]


def test_a_scheda() -> None:
    above = Termine.objects.create(vocabolario="temi", codice="sopra", etichetta="Sopra")
    theme = Termine.objects.create(
        vocabolario="temi", codice="sotto", etichetta="Sotto", genitore=above
    )
    scheda = make_scheda(
        title="Serve un avviso?",
        contenuto=text("Prima.\n\n## Come & perché\n\nLo dice l’art. 55, comma 3, del CTS."),
        norme=references(CTS_55_3),
        termini=[theme],
    )
    found = document(scheda)
    assert (found.titolo, found.url) == ("Serve un avviso?", scheda.url)
    assert said(found) == [
        ("In breve", "breve", []),
        ("Contenuto", "zona-contenuto", []),
        ("Come & perché", "s-come-perche", ["art. 55, comma 3, del CTS"]),
        ("Buone prassi e raccomandazioni", "zona-prassi", []),
        ("Riferimenti normativi", "zona-norme", ["etichetta di 1"]),
    ]
    assert found.sezioni[-1].testo == "etichetta di 1: perché 1"
    keys = (ACT, f"{ACT}~55", f"{ACT}~55~3")
    assert found.citazioni == keys
    assert {mark.chiavi for one in found.sezioni for mark in one.segni} == {keys}
    assert found.facce["tipo"] == ("schede",)
    assert found.facce["temi"] == ("sopra", "sotto"), "anche i termini che stanno sopra"
    assert found.visibilita == ALL
    edition = scheda.get_parent().get_parent().specific
    book = edition.get_parent().specific
    assert found.dentro == tuple(
        uid_of(type(page), page.pk) for page in (book, edition, scheda.get_parent().specific)
    )
    assert found.mostra["occhiello"] == ["Scheda 1.1", "Edizione 2026"]
    assert found.mostra["stato"] is None
    assert key_of(found.uid) == (type(scheda), scheda.pk)


def test_a_scheda_of_an_older_edition_says_so_and_weighs_less() -> None:
    old = make_scheda(make_part(make_edition("2025")))
    new = make_scheda(make_part(make_edition("2026")))
    found = document(old)
    assert found.mostra["stato"] == {
        "codice": "superato",
        "etichetta": "Edizione superata",
        "tono": "warn",
        "passato": True,
    }
    assert found.facce["stato"] == ("superato",)
    assert found.giorno == dt.date(2025, 12, 31)
    assert found.peso < 1 < document(new).peso


def test_an_act_and_its_article() -> None:
    norma = make_norma(CTS, titolo_breve="Codice del Terzo settore", titolo="Codice.", live=False)
    article = add_article(norma, "55", commi=("", "Vale l’articolo 56."), rubrica="Coinvolgimento")
    norma.save_revision().publish()
    found = document(norma)
    assert found.identita == (ACT,)
    assert {"d.lgs. 3 luglio 2017, n. 117", "CTS", "Codice."} <= set(found.nomi)
    assert "Codice del Terzo settore" not in found.nomi, "è il titolo"
    assert found.giorno == dt.date(2017, 7, 3)
    assert found.facce == {"tipo": ("atti",), "anno": ("2017",), "stato": ("vigente",)}
    inside = document(article)
    assert inside.titolo == "Art. 55, Codice del Terzo settore"
    assert {"Coinvolgimento", "art. 55 CTS"} <= set(inside.nomi)
    assert title_of(inside) == "Art. 55, Codice del Terzo settore: Coinvolgimento"
    assert title_of(inside, within=True) == "Art. 55: Coinvolgimento"
    assert title_of(found) == "Codice del Terzo settore"
    assert inside.posto > 0
    assert inside.identita == (f"{ACT}~55",)
    assert inside.dentro == (found.uid,)
    assert ("Comma 2", "c2", ["articolo 56"]) in said(inside)
    assert f"{ACT}~56" in inside.citazioni


def test_the_state_of_an_article_is_its_own_else_that_of_its_act() -> None:
    norma = make_norma(CTS, articoli=("1", "2"), stato="modificato")
    StatoNorma.objects.create(
        norma=norma, articolo=norma.articoli.get(numero="2"), stato="abrogato"
    )
    states = {
        one.titolo.split(",")[0]: one.mostra["stato"]["etichetta"]
        for one in documents_of(Articolo, norma.articoli.values_list("pk", flat=True))
    }
    assert states == {"Art. 1": "Vigente", "Art. 2": "Abrogato"}
    first, second = documents_of(Articolo, norma.articoli.values_list("pk", flat=True))
    assert second.peso < first.peso, "law that fell weighs less"
    assert second.mostra["stato"]["passato"]
    assert not first.mostra["stato"]["passato"]


def test_situations_voices_news_decisions_questions() -> None:
    part = make_part(make_edition())
    for number in (1, 2, 3):
        make_scheda(part, codice=f"1.{number}")
    situation = document(make_situation("caso", "1.1", "1.2", "1.3", frase="Dobbiamo partire"))
    assert (situation.titolo, situation.visibilita) == ("Dobbiamo partire", ALL)
    voce = document(make_voce("Ente del Terzo settore", "ETS"))
    assert (voce.nomi, voce.facce["tipo"]) == (("ETS",), ("voci-del-glossario",))
    news = document(make_news(data=dt.date(2024, 3, 2), sommario="In due righe."))
    assert (news.giorno, news.sommario, news.facce["anno"]) == (
        dt.date(2024, 3, 2),
        "In due righe.",
        ("2024",),
    )
    assert [one.titolo for one in news.sezioni] == [""], "il corpo è la pagina stessa"
    decision = document(make_pronuncia("ECLI:IT:COST:2020:131"))
    assert decision.identita == ("ecli:IT:COST::2020:131".replace(":131", ";131"),)
    assert "Corte costituzionale" in " ".join(decision.nomi)
    assert document(make_orientamento("Si può?")).facce["tipo"] == ("orientamenti",)


def test_whoever_is_kept_out_finds_nothing() -> None:
    group = Group.objects.create(name="Interni")
    closed, typed, hidden = make_page("Riservata"), make_page("Con parola"), make_page("Via")
    below = make_page("Sotto", parent=closed)
    restriction = PageViewRestriction.objects.create(page=closed, restriction_type="groups")
    restriction.groups.add(group)
    PageViewRestriction.objects.create(page=typed, restriction_type="password", password="x")
    hidden.unpublish()
    expired = make_page("Scaduta")
    Page.objects.filter(pk=expired.pk).update(expire_at=timezone.now() - dt.timedelta(days=1))
    publish_scheduled()
    draft = make_scheda(live=False)
    alias = below.create_alias(parent=home(), update_slug="altrove")
    assert document(closed).visibilita == document(below).visibilita == {str(restriction.pk)}
    for gone in (typed, hidden, expired, draft, alias, home()):
        assert documents_of(type(gone), [gone.pk]) == [], gone
    assert documents_of(type(make_voce("Bozza", live=False)), [1, 2, 3]) == []
    act = make_norma(CTS, articoli=("1",), live=False)
    assert (
        documents_of(type(act), [act.pk]) == documents_of(Articolo, [act.articoli.get().pk]) == []
    )


def test_a_part_taken_down_takes_its_schede_out() -> None:
    scheda = make_scheda()
    situation = make_situation("caso", "1.1")
    assert document(situation).visibilita == document(scheda).visibilita == ALL
    scheda.get_parent().specific.unpublish()
    assert (
        documents_of(type(scheda), [scheda.pk])
        == documents_of(type(situation), [situation.pk])
        == []
    )


def test_the_book_taken_down_leaves_its_schede_as_lists_do() -> None:
    scheda = make_scheda()
    book = scheda.get_parent().get_parent().get_parent().specific
    book.unpublish()
    edition = EdizionePage.objects.get()
    assert [one.pk for one in schede_of(edition, None)] == [scheda.pk]
    assert document(scheda).visibilita == ALL


def test_a_situation_is_found_by_whoever_reads_one_of_its_schede() -> None:
    part = make_part(make_edition())
    one, other = make_scheda(part, codice="1.1"), make_scheda(part, codice="1.2")
    situation = make_situation("caso", "1.1", "1.2")
    closed = [
        PageViewRestriction.objects.create(page=page, restriction_type="login")
        for page in (one, other)
    ]
    assert document(situation).visibilita == {str(row.pk) for row in closed}


def test_equal_contents_give_equal_documents() -> None:
    make_scheda(contenuto=text("Vedi l’art. 55 del CTS."))
    make_norma(CTS, articoli=("55",))
    first = {one.uid: one.impronta for some in batches() for one in some}
    ResaContenuto.objects.all().delete()
    assert {one.uid: one.impronta for some in batches() for one in some} == first, (
        "anche letti adesso"
    )
    assert len(first) == len(set(first.values())) > 4


def test_many_cost_as_many_queries_as_few() -> None:
    part = make_part(make_edition())
    norma = make_norma(CTS)

    def more(number: int) -> None:
        make_scheda(part, codice=f"1.{number}", contenuto=text("Vedi l’art. 55 del CTS."))
        make_situation(f"caso-{number}", f"1.{number}")
        make_voce(f"Parola {number}", f"Sinonimo {number}")
        make_page(f"Pagina {number}")
        add_article(norma, str(number), commi=("Uno.",))
        make_orientamento(f"Domanda {number}?")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            list(batches())
        return len(queries)

    more(1)
    cost()
    few = cost()
    for number in range(2, 6):
        more(number)
    assert cost() == few


def test_every_content_says_who_finds_it_or_that_nobody_does() -> None:
    for content in all_contents():
        says = type(content).visibilita is not Contenuto.visibilita
        assert says or not content.si_cerca, content
