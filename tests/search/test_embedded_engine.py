"""The embedded engine when files break, clocks go back, generations change under it, texts are odd."""

import json
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import tantivy

from piattaforma.nucleo.visibilita import PUBBLICO
from search.contract import DATA, Document, Section
from search.engines import parole
from search.engines.base import RebuildNeeded, SearchUnavailable
from search.engines.embedded import EmbeddedEngine, ranking
from search.engines.embedded import engine as engine_module
from search.engines.embedded.generations import BUILDER, Generations
from search.plan import make_plan

ALL = frozenset({PUBBLICO})
CASA = make_plan("casa")


def document(uid: str, titolo: str = "Casa", testo: str = "Una casa comune.") -> Document:
    sections = (Section("Parte", testo),)
    return Document(uid, titolo, sections, url=f"/{uid}/", visibilita=ALL)


def build(engine: EmbeddedEngine, *documents: Document) -> None:
    with engine.building() as generation:
        generation.add(documents)
        generation.swap()


def write(engine: EmbeddedEngine, *documents: Document) -> None:
    with engine.writing():
        engine.update(documents)


@pytest.fixture
def engine(tmp_path: Path) -> EmbeddedEngine:
    engine = EmbeddedEngine(tmp_path)
    build(engine, *(document(f"a.b:{n}", f"Casa {n}") for n in range(40)))
    return engine


ASKED: dict[str, Callable[[EmbeddedEngine], Any]] = {
    "search": lambda one: one.search(CASA, readers=ALL, facets=("tipo",)),
    "newest": lambda one: one.search(CASA, readers=ALL, order=DATA),
    "sections": lambda one: one.sections(CASA, ["a.b:3"], readers=ALL),
    "scan": lambda one: list(one.scan(CASA, readers=ALL)),
    "get": lambda one: one.get(["a.b:3"], readers=ALL),
    "at": lambda one: one.at("/a.b:3/", readers=ALL),
    "named": lambda one: one.named("casa 3", readers=ALL),
    "complete": lambda one: one.complete("cas", readers=ALL),
    "similar": lambda one: one.similar("a.b:3", readers=ALL),
    "words": lambda one: one.words("c"),
    "points": lambda one: one.points(CASA, "a.b:3", readers=ALL),
    "hashes": lambda one: one.hashes(),
}


class Damaged:
    """A searcher over damaged files: whatever it is asked, tantivy really panics."""

    num_docs = 1

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *_, **__: self._searcher.search(tantivy.Query.all_query(), limit=0)


@pytest.mark.parametrize("name", ASKED)
def test_a_damaged_index_does_not_answer_and_nobody_dies(
    engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    assert ASKED[name](engine)
    damaged = Damaged(engine._searcher())
    index = SimpleNamespace(searcher=lambda: damaged)
    opened = SimpleNamespace(indexes=SimpleNamespace(documents=index, sections=index))
    monkeypatch.setattr(EmbeddedEngine, "_open", lambda self: opened)
    with pytest.raises(SearchUnavailable):
        ASKED[name](engine)


def test_points_that_are_missing_are_no_answer(
    engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    hits = SimpleNamespace(hits=[(None, tantivy.DocAddress(0, 0))], count=1)
    searcher = SimpleNamespace(search=lambda *_, **__: hits)
    with pytest.raises(SearchUnavailable):
        ranking.ranked(searcher, tantivy.Query.all_query(), 10)  # type: ignore[arg-type]


def test_what_readers_could_not_be_answered_is_told_until_another_is_in_use(
    engine: EmbeddedEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> Any:
        raise ValueError("un pezzo rovinato")

    def asked_in_vain() -> None:
        with monkeypatch.context() as broken:
            broken.setattr(engine_module, "read_document", fails)
            with pytest.raises(SearchUnavailable):
                engine.get(["a.b:3"], readers=ALL)

    asked_in_vain()
    assert engine.health().stato == "ok", "appena costruito: rifarlo subito non serve"
    os.utime(tmp_path / "in-uso", (0, 0))
    asked_in_vain()
    assert EmbeddedEngine(tmp_path).health().stato == "guasto", "anche per gli altri processi"
    build(engine, document("a.b:1"))
    assert engine.health().stato == "ok"


def test_an_index_that_broke_while_open_is_to_be_built_again(
    engine: EmbeddedEngine, tmp_path: Path
) -> None:
    assert engine.health().stato == "ok"
    (meta,) = tmp_path.glob("g-*/meta.json")
    meta.write_text("")
    with pytest.raises(RebuildNeeded):
        engine.search(CASA, readers=ALL)
    assert engine.health().stato == "da-ricostruire"
    build(engine, document("a.b:1"))
    assert engine.search(CASA, readers=ALL).totale == 1


def test_a_text_that_cannot_be_indexed_stops_no_other(engine: EmbeddedEngine) -> None:
    with pytest.raises(UnicodeEncodeError) as kept:
        write(engine, document("a.b:1", "Villa"), document("a.b:2", "Casa \ud800"))
    write(engine, document("a.b:3", "Villa"))
    assert [hit.uid for hit in engine.search(make_plan("villa"), readers=ALL).hits] == ["a.b:3"]
    assert kept.value, "chi la racconta la tiene ancora"


def test_a_generation_that_goes_while_it_is_opened_gives_way_to_the_newer(
    engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Generations.current
    told = ["g-1"]
    monkeypatch.setattr(Generations, "current", lambda self: told.pop() if told else real(self))
    assert engine.search(CASA, readers=ALL).totale == 40
    assert not told


def test_who_builds_is_told_by_name_whatever_the_clock_says(
    engine: EmbeddedEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(engine, document("a.b:1"))
    generations = Generations(tmp_path)
    with generations.locked(BUILDER):
        assert generations.building() == "", "quella di prima non è in costruzione"
    monkeypatch.setattr("time.time_ns", lambda: 5)
    with engine.building() as generation:
        assert generation.nome == "g-5"
        assert engine.in_costruzione() == "g-5"
        generation.add([document("a.b:7")])
        generation.swap()
        assert engine.in_costruzione() == ""
    assert [hit.uid for hit in engine.search(CASA, readers=ALL).hits] == ["a.b:7"]
    with generations.locked(BUILDER, shared=True):
        assert engine.in_costruzione() == "", "chi guarda non costruisce"


def test_threads_ask_while_generations_change_and_no_file_stays_open(
    engine: EmbeddedEngine,
) -> None:
    failures: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                assert engine.search(CASA, readers=ALL).totale >= 1
        except BaseException as exc:
            failures.append(exc)

    before = len(os.listdir("/proc/self/fd"))
    threads = [threading.Thread(target=ask) for _ in range(3)]
    for one in threads:
        one.start()
    for number in range(6):
        build(engine, document("a.b:1"), document(f"a.b:{number + 2}"))
        write(engine, document("a.b:90"))
    done.set()
    for one in threads:
        one.join()
    assert failures == []
    assert len(os.listdir("/proc/self/fd")) <= before + 1


def test_a_process_that_forked_asks_and_writes(engine: EmbeddedEngine) -> None:
    assert engine.search(CASA, readers=ALL).totale == 40
    child = os.fork()
    if not child:
        try:
            with engine.writing(wait=5):
                engine.update([document("a.b:99", "Villa")])
            os._exit(engine.search(make_plan("villa"), readers=ALL).totale - 1)
        finally:
            os._exit(9)
    assert os.waitpid(child, 0)[1] == 0
    assert engine.search(make_plan("villa"), readers=ALL).totale == 1


def test_odd_texts_are_indexed_and_taken_away(engine: EmbeddedEngine) -> None:
    uid = "a.b:é\x00\"' AND (*"
    write(engine, document(uid, "Torre\x00", "x" * 70_000 + " campanile"))
    assert [hit.uid for hit in engine.search(make_plan("campanile"), readers=ALL).hits] == [uid]
    assert list(engine.get([uid, "x" * 70_000], readers=ALL)) == [uid]
    with engine.writing():
        engine.update((), [uid])
    assert engine.search(make_plan("campanile"), readers=ALL).totale == 0


def test_the_like_of_a_long_document_are_looked_for_in_its_beginning(
    engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(engine, document("a.b:long", "Casa", "una casa comune " * 20_000))
    read: list[int] = []
    real = parole.tokens

    def counted(text: str, **options: Any) -> Any:
        read.append(len(text))
        return real(text, **options)

    monkeypatch.setattr(parole, "tokens", counted)
    assert engine.similar("a.b:long", readers=ALL)
    assert max(read) < 60_000


def test_what_a_killed_writer_left_is_in_nobodys_way(
    engine: EmbeddedEngine, tmp_path: Path
) -> None:
    """It had written which documents go, in files named after the number of changes, and not said so."""
    root = engine._generations.root
    shutil.copytree(root, tmp_path / "ucciso")
    write(EmbeddedEngine(tmp_path / "ucciso"), document("a.b:1", "Villa"))
    left = [
        one.relative_to(tmp_path / "ucciso")
        for one in (tmp_path / "ucciso").rglob("*.del")
        if not (root / one.relative_to(tmp_path / "ucciso")).exists()
    ]
    assert left
    for one in left:
        (root / one).touch()
        managed = (root / one).parent / ".managed.json"
        managed.write_text(json.dumps([*json.loads(managed.read_text()), one.name]))
    write(engine, document("a.b:1", "Villa"))
    assert engine.search(make_plan("villa"), readers=ALL).totale == 1
