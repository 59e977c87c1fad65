"""Canaries: a word that stands only in what a reader may not see leaks by no way in.

Each is open to anyone when it is indexed, and is then found by every way in: so each way is seen to
work. Then each goes, by what editors and jobs do, the indexes drain one after the other, and only its
readers find it. Whichever index answers: a cluster that has heard of nothing yet, the one that stands in.
"""

import re
from collections.abc import Callable, Iterable, Mapping

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils.http import urlencode

from search.engines import get_engine, local_engine
from search.engines.base import SearchEngine
from search.indexing import drain
from search.risposte import speller
from search.uids import uid_of
from search.views import limite
from tests.search.canaries import (
    ANYONE,
    INSIDER,
    MEMBER,
    SHARED,
    Canary,
    canaries,
    never_public,
)
from tests.search.due_motori import drain_all, fallen

pytestmark = pytest.mark.django_db

#: What a reader gets at an address; each is asked for once.
Get = Callable[[str], str]
Channel = Callable[[Get, Canary], bool]
#: The channel that needs an answer card, for contents that have one.
CARD = "carta"
#: These say words open to anyone alone, whoever asks.
WORDS = {"intendevi", "parole vicine"}
#: These count what the index has, until it hears otherwise.
NUMBERS = {"totale", "facce", "aperture"}


def address(path: str = "/cerca/", **said: str) -> str:
    return f"{path}?{urlencode(said)}"


def exact(get: Get, words: str, **said: str) -> str:
    return get(address(q=words, esatta="1", **said))


def misspelt(canary: Canary) -> str:
    return canary.parola.replace("usignolo", "usigmolo")


def shows(html: str, canary: Canary) -> bool:
    """Its title, or a link to it."""
    return canary.segno in html.lower() or f"canto-{canary.stato}" in html


def card(html: str) -> str:
    """The HTML of the answer card, if there is one: of a norm without a record too."""
    return html.partition('class="cd-answer')[2].partition("</section>")[0]


def counted(html: str) -> bool:
    return bool(re.search(r"data-conteggio>\d", html))


CHANNELS: Mapping[str, Channel] = {
    "risultati": lambda get, one: shows(exact(get, one.parola), one),
    "risultati per data": lambda get, one: shows(exact(get, one.parola, ordine="data"), one),
    "con il nome intero": lambda get, one: shows(
        exact(get, f"{one.parola} {SHARED} nido{one.stato}"), one
    ),
    "totale": lambda get, one: counted(exact(get, one.parola)),
    "facce": lambda get, one: 'name="tipo"' in exact(get, one.parola),
    "aperture": lambda get, one: "Togli «1812»</a>:" in exact(get, one.parola, anno="1812"),
    "completamento": lambda get, one: shows(
        get(address("/cerca/suggerimenti/", q=one.parola[:-3])), one
    ),
    "intendevi": lambda get, one: one.parola in get(address(q=misspelt(one))),
    "parole vicine": lambda get, one: one.parola in exact(get, misspelt(one)),
    "inizi": lambda get, one: shows(exact(get, f"{one.stato[:5]}zzzzz"), one),
    "simili": lambda get, one: shows(get(one.gemella.url), one),
    "feed": lambda get, one: shows(get(address("/cerca/atom/", q=one.parola)), one),
    CARD: lambda get, one: shows(card(exact(get, one.carta)), one),
    "promossi": lambda get, one: shows(exact(get, f"evidenza {one.stato}"), one),
    "dentro": lambda get, one: "Cerchi in:" in get(address(dentro=one.uid)),
}


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Client]:
    """Who asks: as often as it takes, of words read anew."""
    monkeypatch.setattr(limite, "_counted", lambda key, quanti: True)
    monkeypatch.setattr(speller, "FRESH", 0.0)
    from django.contrib.auth import get_user_model

    make = get_user_model().objects.create_user
    clients = {ANYONE: Client(), MEMBER: Client(), INSIDER: Client()}
    member, insider = make("socio@example.it", "x"), make("membro@example.it", "x")
    insider.groups.add(Group.objects.create(name="Canarini"))
    clients[MEMBER].force_login(member)
    clients[INSIDER].force_login(insider)
    return clients


def asked(client: Client) -> Get:
    kept: dict[str, str] = {}

    def get(url: str) -> str:
        if url not in kept:
            response = client.get(url)
            assert response.status_code == 200, url
            kept[url] = response.content.decode()
        return kept[url]

    return get


def wrong(
    readers: Mapping[str, Client],
    some: Iterable[Canary],
    may: Callable[[Canary, str, str], bool],
    channels: Iterable[str] = CHANNELS,
) -> list[str]:
    """Who finds what they may not, or does not find what they may, and by which way in."""
    found = []
    gets = {name: asked(client) for name, client in readers.items()}
    for one in some:
        for channel in channels:
            if channel == CARD and not one.carta:
                continue
            for reader, get in gets.items():
                if (seen := CHANNELS[channel](get, one)) is not may(one, channel, reader):
                    found.append(f"{one.stato}, {channel}, {reader}: {'' if seen else 'non '}trova")
    return found


def test_what_goes_is_found_by_no_way_in(
    indici: SearchEngine, readers: dict[str, Client], falliti: list[str]
) -> None:
    some = canaries(Group.objects.get(name="Canarini"))
    unheard = list(never_public())
    drain_all()
    anyone = {ANYONE: readers[ANYONE]}
    assert wrong(anyone, some, lambda one, channel, reader: True) == []
    assert wrong(anyone, unheard, lambda one, channel, reader: False) == []

    def may(one: Canary, channel: str, reader: str) -> bool:
        return (ANYONE if channel in WORDS else reader) in one.lettori

    for one in some:
        one.diventa(one.oggetto)
    # Before the index hears of it, the database already keeps it from being shown: but for what a part
    # held that was taken down, whose own page still answers.
    shown = set(CHANNELS) - WORDS - NUMBERS
    closed = [one for one in some if one.stato != "sospeso"]
    assert wrong(anyone, closed, may, shown) == []

    drain()
    if indici is not local_engine():
        # The cluster has not heard of it. Until it has, no word at all is proposed.
        assert wrong(anyone, closed, may, shown) == []
        assert wrong(anyone, some[1:], lambda one, channel, reader: False, WORDS) == []
        assert falliti == []
        with fallen():
            assert wrong(anyone, [*some, *unheard], may) == []
            counts_are_of_what_one_may_read(readers, some)
            assert readers[ANYONE].get(address(q=SHARED)).context["risposta"].di_riserva
        falliti.clear()
        drain_all()

    assert wrong(readers, [*some, *unheard], may) == []
    words = [word for word, _ in get_engine().words() if word.endswith("usignolo")]
    assert words == [some[0].parola]
    counts_are_of_what_one_may_read(readers, some)
    assert falliti == []


def counts_are_of_what_one_may_read(readers: Mapping[str, Client], some: list[Canary]) -> None:
    """A word that all of them share finds and counts those that one may read."""
    for name, client in readers.items():
        mine = [one for one in some if name in one.lettori]
        answer = client.get(address(q=SHARED)).context["risposta"]
        assert answer.totale == len(mine)
        assert {one.uid for one in answer.trovati} == {one.uid for one in mine}
        (kinds,) = [facet for facet in answer.facce if facet.nome == "tipo"]
        assert sum(value.n for value in kinds.voci) == len(mine)
        assert all(one.uid == uid_of(type(one.oggetto), one.oggetto.pk) for one in mine)
