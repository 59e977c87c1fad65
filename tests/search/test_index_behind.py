"""What readers are told while the index cannot follow: withdrawn words are not shown, proposed or counted."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from piattaforma.nucleo.models import PaginaPage
from search.engines.base import SearchEngine
from search.models import DaIndicizzare
from search.risposte import speller
from search.risposte.completion import complete
from search.risposte.questions import ask
from search.risposte.similar import simili
from search.uids import uid_of
from tests.factories import make_page, make_voce, publish, publish_voce, text
from tests.search.due_motori import drain_all

pytestmark = pytest.mark.django_db

ANYONE = AnonymousUser()
SHARED = "gelsomino"


def page(stato: str) -> Any:
    made = make_page(f"Canarino{stato} {SHARED}", slug=f"canarino-{stato}")
    made.corpo = text(f"Qui canta canarino{stato}, tra {SHARED}, siepi, fontane, vialetti.")
    return publish(made)


@pytest.fixture
def public() -> Any:
    return page("pubblico")


@pytest.fixture(autouse=True)
def every_index(
    public: Any, indici: SearchEngine, falliti: list[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """With all that the site has, and hearing of what changes; the first one answers, whatever is asked."""
    monkeypatch.setattr(speller, "FRESH", 0.0)
    yield
    assert falliti == []


def waiting(since: dt.timedelta) -> None:
    DaIndicizzare.objects.update(quando=timezone.now() - since)


LATELY, LONG_AGO = dt.timedelta(seconds=5), dt.timedelta(minutes=2)


def test_withdrawn_words_are_shown_no_more(public: Any) -> None:
    """A title and a text that were changed, in results, in the card, in completion and beside a page."""
    other = page("altro")
    term = make_voce("Usignolo canarinotermine", "canarinonome")
    drain_all()
    before = repr(ask("canarinopubblico", user=ANYONE).trovati)
    assert "Qui canta" in before
    public.title, public.corpo = "Titolo nuovo", text("Testo nuovo.")
    publish(public)
    answer = ask("canarinopubblico", user=ANYONE)
    (found,) = answer.trovati
    assert found.nome == "Titolo nuovo"
    assert not found.brano
    assert not found.sezioni
    assert [one.titolo for one in complete("canarinopub", ANYONE)] == ["Titolo nuovo"]
    assert "anarinopubblico" not in repr(complete("canarinopub", ANYONE))
    near = simili(uid_of(type(other), other.pk), user=ANYONE)
    assert "Titolo nuovo" in [one.nome for one in near]
    assert "anarinopubblico" not in repr(near)
    shown = ask("canarinonome", user=ANYONE).carta
    assert shown
    assert shown.testo
    term.termine, term.definizione = "Usignolo", text("Altro.")
    publish_voce(term)
    shown = ask("canarinonome", user=ANYONE).carta
    assert shown
    assert (shown.titolo, bool(shown.testo)) == ("Usignolo", False)


@pytest.mark.parametrize("since", [LATELY, LONG_AGO, None])
def test_withdrawn_words_are_proposed_no_more(public: Any, since: dt.timedelta | None) -> None:
    """While the page waits for the index; or, where nothing waits, if the word would find it."""
    typed = "canarniopubblico"
    assert ask(typed, user=ANYONE).correzione
    public.unpublish()
    if since is None:
        DaIndicizzare.objects.all().delete()
    else:
        waiting(since)
    for exact in (False, True) if since else (False,):
        answer = ask(typed, user=ANYONE, exact=exact)
        assert answer.correzione is None
        assert answer.vuota
        assert answer.vicine == ()


def test_numbers_are_left_out_while_they_are_old() -> None:
    """Once something has waited for long, or where what was found is gone; choices stay."""
    other = page("altro")
    drain_all()

    def told() -> tuple[bool, set[bool]]:
        answer = ask(SHARED, user=ANYONE)
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


def test_a_page_of_results_is_full_while_there_are_any() -> None:
    made = [make_page(f"Airone {n} " + "airone " * (30 - n), slug=f"airone-{n}") for n in range(30)]
    drain_all()
    first = ask("airone", user=ANYONE)
    assert first.totale == 30
    gone = [int(one.uid.partition(":")[2]) for one in first.trovati[:8]]
    second = ask("airone", user=ANYONE, page=2)
    gone += [int(one.uid.partition(":")[2]) for one in second.trovati]
    PaginaPage.objects.filter(pk__in=gone).update(live=False)
    answer = ask("airone", user=ANYONE)
    assert len(answer.trovati) == 10
    assert (answer.totale, answer.pagine) == (12, 2)
    shown = {one.uid for one in answer.trovati}
    assert not shown & {f"nucleo.paginapage:{key}" for key in gone}
    PaginaPage.objects.filter(pk__in=[one.pk for one in made[:-1]]).update(live=False)
    PaginaPage.objects.filter(pk=made[-1].pk).update(live=True)
    answer = ask("airone", user=ANYONE)
    assert ([one.uid for one in answer.trovati], answer.totale, answer.pagine) == (
        [f"nucleo.paginapage:{made[-1].pk}"],
        1,
        1,
    )
