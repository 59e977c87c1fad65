"""Canaries: a word that stands only in what a reader may not see leaks by no way in."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from piattaforma.nucleo.models import PaginaPage
from search.engines.base import SearchEngine
from search.engines.embedded import EmbeddedEngine
from search.indice.documents import all_documents
from search.models import DaIndicizzare
from search.risposte import speller
from search.risposte.completion import complete
from search.risposte.questions import ask
from search.risposte.similar import simili
from tests.factories import home, make_page, make_voce, publish, publish_voce, text
from tests.search.contract_base import filled

pytestmark = pytest.mark.django_db

ANYONE = AnonymousUser()
SHARED = "gelsomino"


@dataclass
class Canary:
    """A page, the word that only it has, and who may find it besides nobody."""

    stato: str
    pagina: Any
    lettori: frozenset[str] = frozenset()

    @property
    def parola(self) -> str:
        return f"canarino{self.stato}"


def page(stato: str, parent: Any = None) -> Any:
    made = make_page(f"Canarino{stato} {SHARED}", parent=parent, slug=f"canarino-{stato}")
    made.corpo = text(f"Qui canta canarino{stato}, tra {SHARED}, siepi, fontane, vialetti.")
    return publish(made)


def closed(target: Any, kind: str, *groups: Group) -> Any:
    one = PageViewRestriction.objects.create(page=target, restriction_type=kind, password="x")
    one.groups.set(groups)
    return target


def _unsaved(stato: str) -> Any:
    corpo = text(f"Qui canta canarino{stato}, tra {SHARED}.")
    title = f"Canarino{stato} {SHARED}"
    made = PaginaPage(title=title, slug=f"canarino-{stato}", corpo=corpo, live=False)
    return home().add_child(instance=made)


def _draft() -> Any:
    made = _unsaved("bozza")
    made.save_revision()
    return made


def _scheduled() -> Any:
    made = _unsaved("futuro")
    made.go_live_at = timezone.now() + dt.timedelta(days=3)
    made.save_revision().publish()
    return made


def _expired() -> Any:
    made = page("scaduto")
    type(made).objects.filter(pk=made.pk).update(live=False, expired=True)
    return made


def _unpublished() -> Any:
    made = page("ritirato")
    made.unpublish()
    return made


def _deleted() -> Any:
    made = page("cancellato")
    made.delete()
    return made


def _moved(private: Any) -> Any:
    made = page("spostato")
    made.move(private, pos="last-child")
    return made


@pytest.fixture
def group() -> Group:
    return Group.objects.create(name="Canarini")


@pytest.fixture
def canaries(group: Group) -> list[Canary]:
    """One in each state, and one that is open to all."""
    login = closed(page("accesso"), PageViewRestriction.LOGIN)
    secret = closed(page("parolachiave"), PageViewRestriction.PASSWORD)
    members = frozenset({"socio", "membro"})
    return [
        Canary("pubblico", page("pubblico"), frozenset({"chiunque", "socio", "membro"})),
        Canary("bozza", _draft()),
        Canary("futuro", _scheduled()),
        Canary("scaduto", _expired()),
        Canary("accesso", login, members),
        Canary("figlioaccesso", page("figlioaccesso", login), members),
        Canary(
            "gruppo",
            closed(page("gruppo"), PageViewRestriction.GROUPS, group),
            frozenset({"membro"}),
        ),
        Canary("parolachiave", secret),
        Canary("figliosegreto", page("figliosegreto", secret)),
        Canary("ritirato", _unpublished()),
        Canary("cancellato", _deleted()),
        Canary("spostato", _moved(login), members),
    ]


@pytest.fixture
def engine(
    canaries: list[Canary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SearchEngine]:
    monkeypatch.setattr(speller, "FRESH", 0.0)
    return up_to_date(EmbeddedEngine(tmp_path))


def up_to_date(engine: SearchEngine) -> SearchEngine:
    """With all that the site has, and nothing waiting."""
    filled(engine, all_documents())
    DaIndicizzare.objects.all().delete()
    return engine


@pytest.fixture
def readers(group: Group) -> dict[str, Any]:
    make: Callable[..., Any] = get_user_model().objects.create_user
    member = make("membro@esempio.it", password="x")
    member.groups.add(group)
    return {"chiunque": ANYONE, "socio": make("socio@esempio.it", password="x"), "membro": member}


def uid(canary: Canary) -> str:
    return f"nucleo.paginapage:{canary.pagina.pk}"


def test_who_may_find_what(
    engine: SearchEngine, canaries: list[Canary], readers: dict[str, Any]
) -> None:
    """Results, their number, counts of facets, the card, completion, and search inside a page."""
    for name, user in readers.items():
        for canary in canaries:
            may = name in canary.lettori
            told = (canary.stato, name)
            answer = ask(canary.parola, user=user, engine=engine, exact=True)
            assert bool(answer.trovati) is may, told
            assert answer.totale == may, told
            counted = sum(value.n for facet in answer.facce for value in facet.voci)
            assert (counted > 0) is may, told
            completed = complete(canary.parola[:-2], user, engine=engine)
            assert (uid(canary) in [one.uid for one in completed]) is may, told
            inside = ask("", user=user, engine=engine, dentro=uid(canary))
            assert (inside.ristretto is not None) is may, told
            named = ask(f"{canary.parola} {SHARED}", user=user, engine=engine, exact=True)
            assert any(one.uid == uid(canary) for one in named.trovati) is may, told


def test_numbers_tell_of_nothing_hidden(
    engine: SearchEngine, canaries: list[Canary], readers: dict[str, Any]
) -> None:
    """A word that all of them share finds, counts and resembles those that one may read."""
    public = canaries[0].pagina
    for name, user in readers.items():
        mine = {uid(one) for one in canaries if name in one.lettori}
        answer = ask(SHARED, user=user, engine=engine)
        assert answer.totale == len(mine)
        assert {one.uid for one in answer.trovati} == mine
        (kinds,) = [facet for facet in answer.facce if facet.nome == "tipo"]
        assert sum(value.n for value in kinds.voci) == len(mine)
        similar = {one.uid for one in simili(uid_of_page(public), user=user, engine=engine)}
        assert similar <= mine - {uid_of_page(public)}
        assert bool(similar) is (len(mine) > 1)


def uid_of_page(made: Any) -> str:
    return f"nucleo.paginapage:{made.pk}"


def test_no_hidden_word_is_proposed(
    engine: SearchEngine, canaries: list[Canary], readers: dict[str, Any]
) -> None:
    """To nobody, not even to who may read it; the public one is."""
    for user in readers.values():
        for canary in canaries:
            typed = canary.parola.replace("arino", "arnio")
            answer = ask(typed, user=user, engine=engine)
            searched = answer.correzione.testo if answer.correzione else ""
            proposed = str(answer.correzione.pezzi) if answer.correzione else ""
            assert (canary.parola in searched + proposed) is (canary.stato == "pubblico"), canary
    assert [word for word, _ in engine.words("canarino")] == ["canarinopubblico"]


def test_what_was_closed_after_it_was_indexed(
    engine: SearchEngine, canaries: list[Canary], readers: dict[str, Any]
) -> None:
    """Before the index hears of it, the database already keeps it from being shown."""
    public = canaries[0]
    assert home().get_children().filter(pk=public.pagina.pk).exists()
    closed(public.pagina, PageViewRestriction.LOGIN)
    for text_typed in (public.parola, f"{public.parola} {SHARED}"):
        answer = ask(text_typed, user=ANYONE, engine=engine, exact=True)
        assert uid(public) not in [one.uid for one in answer.trovati]
    assert complete("canarinopub", ANYONE, engine=engine) == ()
    up_to_date(engine)
    assert ask(public.parola, user=ANYONE, engine=engine, exact=True).totale == 0
    assert ask(public.parola, user=readers["socio"], engine=engine, exact=True).totale == 1
    assert engine.words("canarino") == []


# --- while the index cannot follow ----------------------------------------------------------------


def waiting(since: dt.timedelta) -> None:
    DaIndicizzare.objects.update(quando=timezone.now() - since)


LATELY, LONG_AGO = dt.timedelta(seconds=5), dt.timedelta(minutes=2)


def test_withdrawn_words_are_shown_no_more(
    engine: SearchEngine, canaries: list[Canary], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A title and a text that were changed, in results, in the card, in completion and beside a page."""
    public = canaries[0]
    other = page("altro")
    term = make_voce("Usignolo canarinotermine", "canarinonome")
    up_to_date(engine)
    monkeypatch.setattr(speller, "FRESH", 0.0)
    before = repr(ask(public.parola, user=ANYONE, engine=engine).trovati)
    assert "Qui canta" in before
    public.pagina.title, public.pagina.corpo = "Titolo nuovo", text("Testo nuovo.")
    publish(public.pagina)
    answer = ask(public.parola, user=ANYONE, engine=engine)
    (found,) = answer.trovati
    assert found.nome == "Titolo nuovo"
    assert not found.brano
    assert not found.sezioni
    assert [one.titolo for one in complete("canarinopub", ANYONE, engine=engine)] == [
        "Titolo nuovo"
    ]
    assert "anarinopubblico" not in repr(complete("canarinopub", ANYONE, engine=engine))
    near = simili(uid_of_page(other), user=ANYONE, engine=engine)
    assert "Titolo nuovo" in [one.nome for one in near]
    assert "anarinopubblico" not in repr(near)
    shown = ask("canarinonome", user=ANYONE, engine=engine).carta
    assert shown
    assert shown.testo
    term.termine, term.definizione = "Usignolo", text("Altro.")
    publish_voce(term)
    shown = ask("canarinonome", user=ANYONE, engine=engine).carta
    assert shown
    assert (shown.titolo, bool(shown.testo)) == ("Usignolo", False)


@pytest.mark.parametrize("since", [LATELY, LONG_AGO, None])
def test_withdrawn_words_are_proposed_no_more(
    engine: SearchEngine, canaries: list[Canary], since: dt.timedelta | None
) -> None:
    """While the page waits for the index; or, where nothing waits, if the word would find it."""
    typed = "canarniopubblico"
    assert ask(typed, user=ANYONE, engine=engine).correzione
    canaries[0].pagina.unpublish()
    if since is None:
        DaIndicizzare.objects.all().delete()
    else:
        waiting(since)
    for exact in (False, True) if since else (False,):
        answer = ask(typed, user=ANYONE, engine=engine, exact=exact)
        assert answer.correzione is None
        assert answer.vuota
        assert answer.vuota.vicine == ()


def test_numbers_are_left_out_while_they_are_old(engine: SearchEngine) -> None:
    """Once something has waited for long, or where what was found is gone; choices stay."""
    other = page("altro")
    up_to_date(engine)

    def told() -> tuple[bool, set[bool]]:
        answer = ask(SHARED, user=ANYONE, engine=engine)
        values = [one.n is None for facet in answer.facce for one in facet.voci]
        assert values
        return answer.in_ritardo, set(values)

    assert told() == (False, {False})
    other.title = "Titolo nuovo"
    publish(other)
    waiting(LATELY)
    assert told() == (False, {False})
    waiting(LONG_AGO)
    assert told() == (True, {True})
    DaIndicizzare.objects.all().delete()
    other.unpublish()
    DaIndicizzare.objects.all().delete()
    assert told() == (True, {True})


def test_a_page_of_results_is_full_while_there_are_any(engine: SearchEngine) -> None:
    made = [make_page(f"Airone {n} " + "airone " * (30 - n), slug=f"airone-{n}") for n in range(30)]
    up_to_date(engine)
    first = ask("airone", user=ANYONE, engine=engine)
    assert first.totale == 30
    gone = [int(one.uid.partition(":")[2]) for one in first.trovati[:8]]
    second = ask("airone", user=ANYONE, engine=engine, page=2)
    gone += [int(one.uid.partition(":")[2]) for one in second.trovati]
    PaginaPage.objects.filter(pk__in=gone).update(live=False)
    answer = ask("airone", user=ANYONE, engine=engine)
    assert len(answer.trovati) == 10
    assert (answer.totale, answer.pagine) == (12, 2)
    shown = {one.uid for one in answer.trovati}
    assert not shown & {f"nucleo.paginapage:{key}" for key in gone}
    PaginaPage.objects.filter(pk__in=[one.pk for one in made[:-1]]).update(live=False)
    PaginaPage.objects.filter(pk=made[-1].pk).update(live=True)
    answer = ask("airone", user=ANYONE, engine=engine)
    assert ([one.uid for one in answer.trovati], answer.totale, answer.pagine) == (
        [f"nucleo.paginapage:{made[-1].pk}"],
        1,
        1,
    )
