"""What the engine of a cluster does besides the contract: generations, turns, late writes, time."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from search.contract import Document, Section
from search.engines.base import Building, RebuildNeeded, SearchUnavailable, WriterBusy
from search.engines.breaker import FAILURES
from search.engines.elastic import ElasticEngine, bulk, client_from_settings, mapping, turns
from search.engines.elastic.bulk import write
from search.engines.elastic.client import QuestionRefused
from search.engines.elastic.lifecycle import grown
from search.engines.elastic.turns import BUILDER, WRITER, Turn
from search.plan import TUTTO, make_plan
from search.planning.synonyms import Synonyms
from tests.nodo.trasporto import client_of
from tests.search.contract_base import filled
from tests.search.contract_collection import ANYONE, document

pytestmark = pytest.mark.nodo

ONE = document("uno:1", "Il fanale", "Il fanale illumina il molo.", "Ogni notte.")
TWO = document("due:2", "La diga", "La diga ferma le onde.")


@pytest.fixture
def client(nodo_url: str) -> Iterator[Elasticsearch]:
    with client_of(nodo_url) as client:
        yield client


@pytest.fixture
def engine(client: Elasticsearch, prefisso: str) -> ElasticEngine:
    return ElasticEngine(client, prefisso)


def put(engine: ElasticEngine, *documents: Document, removed: tuple[str, ...] = ()) -> None:
    with engine.writing(wait=5):
        engine.update(documents, removed)


def send(client: Elasticsearch, engine: ElasticEngine, entry: dict[str, Any], version: int) -> None:
    """Past the engine, which would take a number of its own."""
    write(client, engine._life.writing, {ONE.uid: entry}, (), number=lambda: version)


def uids(engine: ElasticEngine) -> list[str]:
    return sorted(engine.scan(TUTTO, readers=ANYONE))


def generations(client: Elasticsearch, prefix: str) -> dict[str, set[str]]:
    found = client.indices.get(index=f"{prefix}-*-*", filter_path="*.aliases").body
    return {name: set(one.get("aliases", ())) for name, one in found.items()}


# --- the index ------------------------------------------------------------------------------------


def test_the_index_is_named_after_what_it_was_made_with(
    engine: ElasticEngine, client: Elasticsearch, prefisso: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another analysis is another index: each version of the site reads and feeds its own."""
    filled(engine, [ONE])
    (name,) = generations(client, prefisso)
    assert name.startswith(f"{prefisso}-{mapping.shape()}-")
    assert engine.nome == f"elasticsearch-{mapping.shape()}"
    told = client.indices.get(index=name).body[name]
    assert told["mappings"]["dynamic"] == "strict"
    assert told["settings"]["index"]["gc_deletes"] == "1h"
    assert told["settings"]["index"]["number_of_shards"] == "1"

    mapping.shape.cache_clear()
    monkeypatch.setattr(mapping, "SHAPE", mapping.SHAPE + 1)
    newer = ElasticEngine(client, prefisso)
    monkeypatch.undo()
    mapping.shape.cache_clear()
    assert newer.nome != engine.nome
    assert newer.health().stato == "da-ricostruire"
    with pytest.raises(RebuildNeeded):
        newer.search(make_plan("fanale"), readers=ANYONE)
    filled(newer, [TWO])
    assert (uids(engine), uids(newer)) == (["prova.uno:1"], ["prova.due:2"])


def test_an_unknown_field_is_refused(engine: ElasticEngine, client: Elasticsearch) -> None:
    filled(engine, [])
    with pytest.raises(ValueError, match="non accetta"):
        send(client, engine, mapping.entry_of(ONE) | {"altro": 1}, 10**6)
    assert uids(engine) == []


def test_a_document_that_the_cluster_refuses_is_told_and_the_others_are_put(
    engine: ElasticEngine,
) -> None:
    filled(engine, [])
    endless = replace(document("tre:3", "Lungo", "parola"), url="x" * 40_000)
    with pytest.raises(ValueError, match="non accetta"):
        put(engine, ONE, endless)
    assert uids(engine) == ["prova.uno:1"]


def test_the_one_before_stays_until_the_next(
    engine: ElasticEngine, client: Elasticsearch, prefisso: str
) -> None:
    filled(engine, [ONE])
    (first,) = generations(client, prefisso)
    filled(engine, [ONE])
    found = generations(client, prefisso)
    (second,) = found.keys() - {first}
    assert found == {first: set(), second: {engine._life.reading, engine._life.writing}}
    filled(engine, [ONE])
    assert first not in generations(client, prefisso)
    assert len(generations(client, prefisso)) == 2


def test_what_a_dead_builder_left_is_swept_by_the_next(
    engine: ElasticEngine, client: Elasticsearch, prefisso: str
) -> None:
    filled(engine, [ONE])
    left = engine._life.create(999_999_999)
    filled(engine, [ONE])
    assert left not in generations(client, prefisso)


def test_another_site_on_the_cluster_is_left_alone(
    engine: ElasticEngine, client: Elasticsearch, prefisso: str
) -> None:
    other = ElasticEngine(client, f"{prefisso}-due")
    filled(other, [TWO])
    for _ in range(3):
        filled(engine, [ONE])
    assert uids(other) == ["prova.due:2"]


def test_nothing_is_written_where_there_is_no_index(
    engine: ElasticEngine, client: Elasticsearch, prefisso: str
) -> None:
    """An index that somebody deleted is not made again by the first change, with that alone in it."""
    filled(engine, [ONE])
    client.indices.delete(index=[*generations(client, prefisso)])
    with pytest.raises(RebuildNeeded):
        put(engine, TWO)
    assert generations(client, prefisso) == {}
    assert engine.health().stato == "vuoto"


# --- turns ----------------------------------------------------------------------------------------


def test_what_comes_late_is_refused(
    engine: ElasticEngine, client: Elasticsearch, prefisso: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer slept through its lease; another wrote what it had read after."""
    filled(engine, [ONE])
    late = ElasticEngine(client, prefisso)
    monkeypatch.setitem(turns.LEASE, WRITER, 0.2)
    with late.writing():
        number = late._mine.writing.number()
        put(engine, replace(ONE, titolo="Il faro"))
        with pytest.raises(WriterBusy):
            late.update([ONE])
        # Not even what was on its way already.
        with pytest.raises(WriterBusy):
            send(client, engine, mapping.entry_of(ONE), number)
    assert engine.get([ONE.uid], readers=ANYONE)[ONE.uid].titolo == "Il faro"


def test_what_was_taken_away_does_not_come_back_late(
    engine: ElasticEngine, client: Elasticsearch
) -> None:
    filled(engine, [ONE, TWO])
    with engine.writing():
        number = engine._mine.writing.number()
    put(engine, removed=(ONE.uid,))
    with pytest.raises(WriterBusy):
        send(client, engine, mapping.entry_of(ONE), number)
    assert uids(engine) == ["prova.due:2"]


def test_a_builder_that_slept_gives_up(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Changes were not kept for it meanwhile: in use, it would lack them."""
    filled(engine, [ONE])
    monkeypatch.setitem(turns.LEASE, BUILDER, turns.SKEW + 0.1)

    def sleepy() -> None:
        with engine.building() as building:
            time.sleep(0.2)
            building.add([TWO])

    with pytest.raises(WriterBusy):
        sleepy()
    assert uids(engine) == ["prova.uno:1"]
    assert engine.in_costruzione() == ""


def test_numbers_that_begin_anew_are_noticed(
    engine: ElasticEngine, client: Elasticsearch, prefisso: str
) -> None:
    """Somebody deleted the turns: what is written from now on would come late for ever."""
    filled(engine, [ONE])
    for _ in range(5):
        put(engine, ONE)
    filled(engine, [ONE])
    client.indices.delete(index=f"{prefisso}-turni")
    assert engine.health().stato == "da-ricostruire"
    filled(engine, [ONE, TWO])
    assert engine.health().stato == "ok"
    put(engine, TWO)
    assert uids(engine) == ["prova.due:2", "prova.uno:1"]


def test_one_that_is_read_and_not_written_is_to_be_built(
    engine: ElasticEngine, client: Elasticsearch, prefisso: str
) -> None:
    filled(engine, [ONE])
    (name,) = generations(client, prefisso)
    for alias in (engine._life.writing, engine._life.reading):
        client.indices.delete_alias(index=name, name=alias)
        assert engine.health().stato == "da-ricostruire"
        filled(engine, [TWO])
        assert engine.health().stato == "ok"
        name = engine.health().generazione
    assert uids(engine) == ["prova.due:2"]


def test_one_that_does_not_answer_says_no_state(prefisso: str, guasto: Any) -> None:
    """Whoever took it for an answer would build the index anew, or ask again at once."""
    engine = ElasticEngine(client_of(guasto.url), prefisso)
    filled(engine, [ONE])
    guasto.fai("errore_500")
    for _ in range(3):
        with pytest.raises(SearchUnavailable), engine.hurried():
            engine.health()
    heard = guasto.requests
    with pytest.raises(SearchUnavailable), engine.hurried():
        engine.health()
    assert guasto.requests == heard


# --- time -----------------------------------------------------------------------------------------


def ask_ten_times(engine: ElasticEngine) -> None:
    with engine.hurried():
        for _ in range(10):
            engine.search(make_plan("fanale"), readers=ANYONE)


def test_a_reader_has_a_second_in_all(nodo_url: str, prefisso: str, guasto: Any) -> None:
    filled(ElasticEngine(client_of(nodo_url), prefisso), [ONE])
    slow = ElasticEngine(client_of(guasto.url), prefisso)
    with slow.hurried():
        assert slow.search(make_plan("fanale"), readers=ANYONE).totale == 1
    guasto.fai("goccia")
    start = time.monotonic()
    with pytest.raises(SearchUnavailable):
        ask_ten_times(slow)
    assert time.monotonic() - start < 1.8


# --- what a cluster does not take -----------------------------------------------------------------

#: Many ways to say many things, in one address.
RICH = Synonyms.of(
    [f"voce{group}z", *(f"una{group}a{n} altra{group}b{n} terza{group}c{n}" for n in range(5))]
    for group in range(40)
)


@pytest.mark.parametrize("every_word", [False, True])
def test_runs_of_articles_are_one_clause_each(engine: ElasticEngine, every_word: bool) -> None:
    filled(engine, [ONE])
    text = " ".join(f"artt. {n}-{n + 60} CTS" for n in range(1, 60, 3))
    plan = make_plan(text, every_word=every_word)
    assert engine.search(plan, readers=ANYONE).totale == 0
    assert engine.sections(plan, [ONE.uid], readers=ANYONE) == {ONE.uid: []}


def test_whoever_asks_too_much_takes_the_cluster_away_from_nobody(
    engine: ElasticEngine,
) -> None:
    filled(engine, [ONE])
    plan = make_plan(" ".join(f"voce{n}z" for n in range(40)), synonyms=RICH)
    for ask in (
        lambda: engine.search(plan, readers=ANYONE),
        lambda: engine.sections(plan, [ONE.uid], readers=ANYONE),
        lambda: engine.search(TUTTO, readers=ANYONE, offset=1_000_000),
    ):
        for _ in range(FAILURES):
            with pytest.raises(QuestionRefused), engine.hurried():
                ask()
    with engine.hurried():
        assert engine.search(make_plan("fanale"), readers=ANYONE).totale == 1


def test_a_document_of_many_parts_is_taken(engine: ElasticEngine) -> None:
    """More sections than a cluster nests, a name that is no term, and the words of them all."""
    parts = tuple(Section(f"Parte {n}", f"parola{n}q") for n in range(10_001))
    long = replace(ONE, sezioni=parts, nomi=("x" * 40_000,))
    filled(engine, [long])
    for asked in ("parola7q", "parola10000q"):
        assert engine.search(make_plan(asked), readers=ANYONE).totale == 1
    assert engine.sections(make_plan("parola7q"), [ONE.uid], readers=ANYONE) == {ONE.uid: [7]}


def test_a_document_too_long_for_a_request_keeps_no_other_out(engine: ElasticEngine) -> None:
    """The cluster would refuse the whole request, and be taken for one that does not answer."""
    filled(engine, [])
    endless = document("tre:3", "Lungo", "parola " * 1_300_000)
    with pytest.raises(ValueError, match="Troppo lungo"):
        put(engine, ONE, endless)
    put(engine, ONE)
    assert uids(engine) == ["prova.uno:1"]


def test_many_long_documents_outlast_no_lease(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(engine, [])
    monkeypatch.setattr(bulk, "_BYTES", 1)
    shown: list[int] = []
    number = Turn.number
    monkeypatch.setattr(Turn, "number", lambda turn: shown.append(number(turn)) or shown[-1])
    put(engine, ONE, TWO)
    assert len(set(shown)) == 2
    assert uids(engine) == ["prova.due:2", "prova.uno:1"]


def test_a_generation_deleted_while_it_grows_is_not_made_by_its_next_document(
    engine: ElasticEngine, client: Elasticsearch
) -> None:
    """Most clusters make what is not there, with fields that they guess: in use, it would find little."""
    filled(engine, [ONE])

    def deleted_before(step: Callable[[Building], None]) -> None:
        with engine.building() as building:
            client.indices.delete(index=building.nome)
            for name in (building.nome, grown(building.nome)):
                client.indices.create(index=name)
            step(building)

    with pytest.raises(RebuildNeeded):
        deleted_before(lambda building: building.add([TWO]))
    with pytest.raises(SearchUnavailable):
        deleted_before(lambda building: building.swap())
    assert uids(engine) == ["prova.uno:1"]


@pytest.mark.parametrize("fault", ["rifiuta", "buco_nero"])
def test_a_rebuild_ends_beside_a_dead_node(
    nodo_url: str, prefisso: str, settings: Any, guasto: Any, fault: str
) -> None:
    """It is tried again every few seconds: what lasts longer would fail each time."""
    guasto.fai(fault)
    settings.ELASTICSEARCH_URL = f"{guasto.url},{nodo_url}"
    engine = ElasticEngine(client_from_settings(), prefisso)
    filled(engine, [ONE])
    assert engine._client.transport.node_pool._dead_consecutive_failures
    assert uids(engine) == ["prova.uno:1"]
