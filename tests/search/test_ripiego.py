"""Where the first engine does not answer: the index of this machine does, whole, and who reads is told."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from piattaforma.nucleo.models import PaginaPage
from search.engines.embedded import EmbeddedEngine
from search.indice import readiness
from search.indice.reading import batches
from search.models import DaIndicizzare, RisultatoPromosso
from search.redazione.promossi import opened_by
from search.redazione.sinonimi import is_said
from search.risposte import speller
from search.risposte.completion import complete
from search.risposte.questions import ask
from search.risposte.risposta import Risposta
from search.risposte.similar import simili
from search.uids import uid_of
from tests.factories import make_page, make_voce, publish, text
from tests.factories.norme import add_article, make_norma
from tests.search.contract_base import filled
from tests.search.due_motori import ASKED, Cluster, kept

pytestmark = pytest.mark.django_db

NOTE = "abbiamo cercato nell’indice di riserva"
EVERYTHING = frozenset(ASKED)


def page(name: str, words: str, **values: Any) -> PaginaPage:
    made = make_page(name, **values)
    made.corpo = text(words)
    return publish(made)


@pytest.fixture
def pages() -> list[PaginaPage]:
    words = "Il tavolo decide le regole del giardino comune insieme ai volontari."
    return [page(f"Tavolo {n}", words, slug=f"tavolo-{n}") for n in range(12)]


@pytest.fixture
def local(tmp_path: Path) -> EmbeddedEngine:
    return EmbeddedEngine(tmp_path / "locale")


@pytest.fixture
def cluster(
    pages: list[PaginaPage],
    local: EmbeddedEngine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Cluster]:
    """The first engine, with all that the site has, as the local one; nothing waits for either."""
    monkeypatch.setattr(speller, "FRESH", 0.0)
    made = Cluster(tmp_path / "cluster")
    for engine in (made, local):
        filled(engine, chain.from_iterable(batches()))
    DaIndicizzare.objects.all().delete()
    with kept(made, local):
        yield made


def waits(made: PaginaPage, *engines: EmbeddedEngine) -> None:
    """A change of this page waits for these indexes alone."""
    DaIndicizzare.objects.all().delete()
    content_type = ContentType.objects.get_for_model(made)
    DaIndicizzare.objects.bulk_create(
        DaIndicizzare(indice=engine.nome, content_type=content_type, object_id=made.pk)
        for engine in engines
    )


def no_index(engine: EmbeddedEngine) -> None:
    (engine._generations.root / "in-uso").unlink()


# --- every channel --------------------------------------------------------------------------------


@pytest.mark.parametrize("failing", [EVERYTHING, {"named"}, {"sections"}])
def test_results_come_whole_from_one_engine(
    client: Client,
    cluster: Cluster,
    local: EmbeddedEngine,
    failing: set[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Wherever in the question the first one falls."""
    before = client.get("/cerca/?q=tavolo").content.decode()
    assert NOTE not in before
    cluster.guasti = frozenset(failing)
    asked: list[str] = []
    for name in ("search", "named", "sections"):
        method = getattr(local, name)
        monkeypatch.setattr(
            local, name, lambda *a, _m=method, _n=name, **k: asked.append(_n) or _m(*a, **k)
        )
    response = client.get("/cerca/?q=tavolo")
    html = response.content.decode()
    assert (response.status_code, html.count(NOTE)) == (200, 1)
    assert asked == ["search", "named", "sections"]
    assert html.split('<div id="esito">')[1] == before.split('<div id="esito">')[1]


def test_what_answers_in_need_answers_to_every_channel(
    client: Client, cluster: Cluster, pages: list[PaginaPage], redattrice: Any
) -> None:
    uid = uid_of(PaginaPage, pages[0].pk)
    row = RisultatoPromosso.objects.create(domande="regole", indirizzo="/", uid=uid)
    client.force_login(redattrice)

    def told() -> list[Any]:
        why = client.get(reverse("search_admin_spiega"), {"q": "tavlo"}).content.decode()
        form = {"domande": "orto", "indirizzo": pages[1].url, "perche": "", "dal": "", "al": ""}
        add = reverse("wagtailsnippets_search_risultatopromosso:add")
        return [
            client.get("/cerca/suggerimenti/?q=tavo").json(),
            client.get("/cerca/atom/?q=tavolo").content.count(b"<entry>"),
            [one.uid for one in simili(uid, user=None)],
            client.get("/cerca/").content.decode().split('<div id="esito">')[1],
            "Tavolo 3" in client.get(pages[0].url).content.decode(),
            (opened_by(row), is_said("giardino comune"), is_said("altro ancora")),
            client.post(add, form).status_code,
            ("Corretta in" in why, "Sul sito: tavolo" in why, "È al posto 1 con" in why),
        ]

    before = told()
    assert before[0]["gruppi"]
    assert (before[1], bool(before[2]), before[5]) == (12, True, (pages[0].url, True, False))
    assert before[6:] == [302, (True, True, True)]
    DaIndicizzare.objects.all().delete()
    cluster.guasti = EVERYTHING
    assert told() == before
    why = client.get(reverse("search_admin_spiega"), {"q": "tavlo"}).content.decode()
    assert "è la spiegazione dell’indice di riserva" in why
    for url in ("/cerca/", "/cerca/suggerimenti/?q=tavo", "/cerca/atom/?q=tavolo"):
        assert "riserva" not in client.get(url).content.decode()


def test_where_nobody_answers_the_page_says_so(
    client: Client, cluster: Cluster, local: EmbeddedEngine
) -> None:
    cluster.guasti = EVERYTHING
    no_index(local)
    response = client.get("/cerca/?q=tavolo")
    assert response.status_code == 503
    assert NOTE not in response.content.decode()
    assert client.get("/cerca/atom/?q=tavolo").status_code == 503
    assert client.get("/cerca/suggerimenti/?q=tavo").json() == {"gruppi": []}


def test_an_engine_that_is_named_is_asked_alone(cluster: Cluster, local: EmbeddedEngine) -> None:
    no_index(local)
    cluster.guasti = EVERYTHING
    assert ask("tavolo", user=None, engine=local).indisponibile
    assert complete("tavo", None, engine=local) == ()
    assert cluster.chiamate == []


# --- what may be shown ----------------------------------------------------------------------------


@pytest.mark.parametrize("failing", [frozenset(), EVERYTHING])
def test_what_was_closed_is_shown_by_neither(
    client: Client, cluster: Cluster, pages: list[PaginaPage], failing: frozenset[str]
) -> None:
    """Closed or withdrawn in the database, and in no index yet."""
    PageViewRestriction.objects.create(page=pages[0], restriction_type="login")
    PaginaPage.objects.filter(pk=pages[1].pk).update(live=False)
    cluster.guasti = failing
    shown = client.get("/cerca/?q=tavolo").content.decode()
    shown += client.get("/cerca/suggerimenti/?q=tavolo").content.decode()
    shown += client.get("/cerca/atom/?q=tavolo").content.decode()
    shown += repr(simili(uid_of(PaginaPage, pages[2].pk), user=None))
    assert "Tavolo 2" in shown
    assert not [name for name in ("Tavolo 0", "Tavolo 1<", "Tavolo 1'") if name in shown]


@pytest.mark.parametrize("is_down", [False, True])
def test_what_waits_is_asked_of_the_index_that_answered(
    cluster: Cluster, local: EmbeddedEngine, pages: list[PaginaPage], is_down: bool
) -> None:
    cluster.guasti = EVERYTHING if is_down else frozenset()
    answers, other = (local, cluster) if is_down else (cluster, local)
    uid = uid_of(PaginaPage, pages[0].pk)

    def passage() -> bool:
        answer = ask("tavolo", user=None, per_page=20)
        assert answer.di_riserva is is_down
        return next(bool(one.brano) for one in answer.trovati if one.uid == uid)

    waits(pages[0], other)
    assert passage()
    waits(pages[0], answers)
    assert not passage()
    DaIndicizzare.objects.update(quando=timezone.now() - readiness.IN_RITARDO * 2)
    assert ask("tavolo", user=None).in_ritardo
    DaIndicizzare.objects.update(indice=other.nome)
    assert not ask("tavolo", user=None).in_ritardo


# --- words ----------------------------------------------------------------------------------------


def test_words_that_the_local_index_still_has_are_proposed_no_more(
    client: Client, cluster: Cluster, local: EmbeddedEngine
) -> None:
    """Withdrawn, and known to be by the engine that answers; the words are another's."""
    secret = page("Canarino", "Qui canta canarinopubblico.")
    for engine in (cluster, local):
        filled(engine, chain.from_iterable(batches()))
    DaIndicizzare.objects.all().delete()
    assert ask("canarniopubblico", user=None).correzione
    secret.unpublish()
    with cluster.writing():
        cluster.update([], removed=[uid_of(PaginaPage, secret.pk)])
    waits(secret, local)
    for url in ("/cerca/?q=canarniopubblico", "/cerca/?q=canarniopubblico&esatta=1"):
        html = client.get(url).content.decode()
        assert "Nessun risultato" in html
        assert NOTE not in html
        assert "canarinopubblico" not in html


def test_without_a_local_index_nothing_is_corrected_and_nothing_fails(
    client: Client, cluster: Cluster, local: EmbeddedEngine, redattrice: Any
) -> None:
    assert ask("tavlo", user=None).correzione
    no_index(local)
    for typed in ("tavlo", "tavolo giardno"):
        answer = ask(typed, user=None)
        assert (answer.indisponibile, answer.di_riserva) == (False, False)
        assert (answer.correzione, answer.vicine) == (None, ())
    assert ask("tavolo giardno", user=None).totale == 12
    client.force_login(redattrice)
    why = client.get(reverse("search_admin_spiega"), {"q": "tavolo"}).content.decode()
    assert "12 risultati" in " ".join(why.split())
    assert "riserva" not in why


# --- how often it is asked ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "options", "expected"),
    [
        ("tavolo", {}, {"search": 1, "named": 1, "sections": 1}),
        ("tavolo", {"page": 2}, {"search": 1, "sections": 1}),
        # Slips, words that begin so, words that may be others: nothing of that travels.
        ("tavlo giardn", {}, {"search": 1, "named": 1, "sections": 1}),
        ("tavolo", {"dentro": "nucleo.paginapage:1"}, {"search": 2, "get": 1, "complete": 1}),
        ("regole", {}, {"search": 1, "named": 1, "sections": 1, "get": 1}),
        # Whether it leads somewhere, what is found, its record.
        ("art 55 cts", {}, {"search": 3, "sections": 1}),
        ("art 55 cts, art 57 cts, art 58 cts", {}, {"search": 3, "sections": 1}),
        # Eight acts may be meant: they are looked up together.
        ("decreto 72", {}, {"search": 2, "sections": 1}),
        ("zzzzz yyyyy xxxxx", {}, {"search": 1, "named": 1, "complete": 3}),
        ("", {}, {"search": 1}),
    ],
)
def test_how_often_an_answer_asks_the_cluster(
    cluster: Cluster, pages: list[PaginaPage], typed: str, options: Any, expected: dict[str, int]
) -> None:
    """Each call is a journey: four for a question, as many more as words that nothing begins with."""
    norma = make_norma(titolo_breve="Codice del Terzo settore")
    for number in ("55", "57", "58"):
        add_article(norma, number)
    ministry = "urn:nir:ministero.lavoro.e.politiche.sociali:decreto"
    for day in ("2021-03-31", "2024-05-02"):
        make_norma(f"{ministry}:{day};72", titolo_breve=f"Decreto {day}")
    make_voce("Patto")
    for one in pages[:3]:
        RisultatoPromosso.objects.create(
            domande="regole", indirizzo="/", uid=uid_of(PaginaPage, one.pk)
        )
    filled(cluster, chain.from_iterable(batches()))
    DaIndicizzare.objects.all().delete()
    cluster.chiamate.clear()
    answer: Risposta = ask(typed, user=None, **options)
    assert not answer.indisponibile
    assert Counter(cluster.chiamate) == expected


def test_how_often_other_channels_ask_the_cluster(
    cluster: Cluster, pages: list[PaginaPage]
) -> None:
    assert complete("tavo", None)
    assert cluster.chiamate == ["complete"]
    cluster.chiamate.clear()
    complete("decreto 72", None)
    assert cluster.chiamate == ["search", "complete"]
    cluster.chiamate.clear()
    assert simili(uid_of(PaginaPage, pages[0].pk), user=None)
    assert cluster.chiamate == ["get", "similar"]


def test_the_record_of_an_article_is_not_its_act(cluster: Cluster) -> None:
    norma = make_norma(titolo_breve="Codice del Terzo settore")
    for number in ("55", "57"):
        add_article(norma, number)
    filled(cluster, chain.from_iterable(batches()))
    DaIndicizzare.objects.all().delete()
    card = ask("art 57 cts, art 55 cts", user=None).carta
    assert card
    assert card.titolo.startswith("Art. 57")
    assert [one.titolo for one in card.altre] == ["Art. 55, Codice del Terzo settore"]
    assert card.avviso == ""
    (whole,) = [one for one in complete("cts", None) if one.tipo == "atti"]
    assert whole.titolo == "Codice del Terzo settore"


# --- readiness ------------------------------------------------------------------------------------


def test_readiness_tells_who_answers(
    client: Client,
    cluster: Cluster,
    local: EmbeddedEngine,
    pages: list[PaginaPage],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("piattaforma.nucleo.views.machine._migrated", lambda: True)

    def told() -> tuple[int, str, int]:
        response = client.get("/readyz")
        found = response.json()
        return response.status_code, found["ricerca"], found["ricerca_in_attesa"]

    assert told() == (200, "ok", 0)
    waits(pages[0], cluster, local)
    DaIndicizzare.objects.create(
        indice="embedded-altrove",
        content_type=ContentType.objects.get_for_model(PaginaPage),
        object_id=1,
    )
    assert told() == (200, "ok", 2)
    rows = DaIndicizzare.objects.filter(indice=cluster.nome)
    rows.update(quando=timezone.now() - readiness.IN_RITARDO * 2)
    assert told() == (200, "degraded", 2)
    cluster.guasti = EVERYTHING
    DaIndicizzare.objects.all().delete()
    assert told() == (200, "degraded", 0)
    no_index(local)
    assert told() == (200, "guasto", 0)
