"""Both engines over the demonstration and its sections: the same answers, in the same order."""

import importlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command

from bench.search.brani import with_sections
from bench.search.confronto import (
    LEAST,
    SEMI,
    Confronto,
    beginnings_of,
    compared,
    completed_otherwise,
)
from bench.search.misura import CARTELLA, address_of
from bench.search.richieste import draw
from piattaforma.nucleo.visibilita import PUBBLICO
from search.contract import Document, Filters
from search.engines.base import SearchEngine
from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine
from search.engines.required import ENGINES
from search.plan import TUTTO, make_plan
from search.planning.synonyms import Synonyms
from search.risposte.speller import speller_for
from tests.nodo.indici import fresh_prefix
from tests.nodo.trasporto import client_of
from tests.search.conftest import Dimostrazione
from tests.search.contract_base import filled

pytestmark = [pytest.mark.nodo, pytest.mark.xdist_group("dimostrazione")]

ANYONE = frozenset({PUBBLICO})
MEMBER = frozenset({PUBBLICO, "7"})

# The package’s function of the same name hides the module.
_chain = importlib.import_module("piattaforma.lingua.tokens")


@dataclass
class Coppia:
    """Both engines, freshly filled with the same documents, and what was compared so far."""

    documenti: list[Document]
    sinonimi: Synonyms
    nostro: SearchEngine
    altro: SearchEngine
    _confronti: dict[int, Confronto] = field(default_factory=dict)

    def confronto(self, seed: int) -> Confronto:
        if seed not in self._confronti:
            asked = draw(self.documenti, seed)
            self._confronti[seed] = compared(self.nostro, self.altro, asked, self.sinonimi)
        return self._confronti[seed]


@pytest.fixture(scope="module")
def vuoti(
    nodo_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[SearchEngine, SearchEngine]]:
    with fresh_prefix(nodo_url) as prefix:
        ours = EmbeddedEngine(tmp_path_factory.mktemp("parita"))
        yield ours, ElasticEngine(client_of(nodo_url), prefix)


_filled: list[Coppia] = []


@pytest.fixture
def coppia(dimostrazione: Dimostrazione, vuoti: tuple[SearchEngine, SearchEngine]) -> Coppia:
    """Filled once, and asked once with each seed."""
    if not _filled:
        documents = list(with_sections(dimostrazione.documenti))
        for engine in vuoti:
            filled(engine, documents)
        _filled.append(Coppia(documents, dimostrazione.sinonimi, *vuoti))
    return _filled[0]


def test_enough_documents_and_questions_of_each_kind(coppia: Coppia) -> None:
    assert len(coppia.documenti) >= 2000
    assert len({one.uid for one in coppia.documenti}) == len(coppia.documenti)
    assert sum(PUBBLICO not in one.visibilita for one in coppia.documenti) > 100
    asked = draw(coppia.documenti, SEMI[0])
    assert asked == draw(coppia.documenti, SEMI[0])
    assert len(asked) >= 1000
    assert sum(len(one.testo.split()) >= 4 for one in asked) >= 600
    kinds = Counter(one.genere for one in asked)
    assert min(kinds["refuso"], kinds["citazione"], kinds["filtrata"]) >= 100
    others = [{one.testo for one in draw(coppia.documenti, seed)} for seed in SEMI[1:]]
    assert all(len(one & {two.testo for two in asked}) < len(asked) / 10 for one in others)


@pytest.mark.parametrize("seed", SEMI)
def test_the_first_ten_are_the_same_in_the_same_order(coppia: Coppia, seed: int) -> None:
    found = coppia.confronto(seed)
    assert len(found.risposte) >= 1000
    # Lists of nothing are always the same.
    assert sum(len(one.nostra.hits) == 10 for one in found.risposte) > 900
    assert found.parita >= LEAST, [one.richiesta for one in found.diverse]


@pytest.mark.parametrize("seed", SEMI)
def test_totals_and_facets_are_the_same(coppia: Coppia, seed: int) -> None:
    found = coppia.confronto(seed)
    assert not [one.richiesta for one in found.contate_diverse]
    assert sum(len(one.nostra.facce.get("tipo", ())) > 1 for one in found.risposte) > 50


def test_points_are_the_same(coppia: Coppia) -> None:
    """But for the last digits of a number of 32 bits."""
    pairs = [
        (mine.punti, their.punti)
        for one in coppia.confronto(SEMI[0]).risposte
        for mine, their in zip(one.nostra.hits, one.altra.hits, strict=True)
    ]
    assert [mine for mine, _ in pairs] == pytest.approx([their for _, their in pairs], rel=1e-5)


def test_with_another_stemmer_on_one_side_lists_differ(
    coppia: Coppia, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """So many questions of these do notice."""
    before = coppia.confronto(SEMI[0]).risposte[:400]
    _chain._word.cache_clear()
    monkeypatch.setattr(_chain, "stem", lambda word: word if len(word) < 6 else word.rstrip("aeio"))
    try:
        ours = filled(EmbeddedEngine(tmp_path), coppia.documenti)
        plans = [make_plan(one.richiesta.testo, synonyms=coppia.sinonimi) for one in before]
        lists = [
            ours.search(plan, readers=one.richiesta.lettori, filters=one.richiesta.filtri)
            for plan, one in zip(plans, before, strict=True)
        ]
    finally:
        monkeypatch.undo()
        _chain._word.cache_clear()
    others = [
        [hit.uid for hit in mine.hits] != [hit.uid for hit in one.altra.hits]
        for mine, one in zip(lists, before, strict=True)
    ]
    assert sum(others) >= len(before) / 20


def test_beginnings_are_completed_alike(coppia: Coppia) -> None:
    typed = beginnings_of(coppia.documenti)
    assert len(typed) > 1000
    some = [coppia.nostro.complete(one, readers=ANYONE) for one in typed[::10]]
    assert sum(map(bool, some)) > len(some) / 2
    assert completed_otherwise(coppia.nostro, coppia.altro, typed) == []


def test_the_same_is_offered_for_what_is_misspelt(coppia: Coppia) -> None:
    """Also with the words of the other, which the site does not ask for."""

    def read(engine: SearchEngine, text: str) -> tuple[object, ...]:
        plan = make_plan(text, synonyms=coppia.sinonimi, speller=speller_for(engine, ANYONE))
        return plan.corretto, plan.offerte, plan.inizi, plan.ignote

    typed = [one.testo for one in draw(coppia.documenti, SEMI[0]) if one.genere == "refuso"][:40]
    ours = [read(coppia.nostro, one) for one in typed]
    assert sum(bool(one[0]) for one in ours) > 20
    assert ours == [read(coppia.altro, one) for one in typed]


def test_what_has_a_name_is_the_same(coppia: Coppia) -> None:
    names = [name for one in coppia.documenti[::20] for name in (one.titolo, *one.nomi)]
    assert len(names) > 150

    def named(engine: SearchEngine) -> list[list[Document]]:
        return [engine.named(name, readers=MEMBER) for name in names]

    assert named(coppia.nostro) == named(coppia.altro)


def test_what_is_similar_is_the_same(coppia: Coppia) -> None:
    uids = [one.uid for one in coppia.documenti[::50]]

    def similar(engine: SearchEngine) -> list[list[str]]:
        return [[hit.uid for hit in engine.similar(uid, readers=MEMBER)] for uid in uids]

    ours = similar(coppia.nostro)
    assert sum(len(one) == 4 for one in ours) > 30
    assert ours == similar(coppia.altro)


def test_the_sections_that_answer_are_the_same(coppia: Coppia) -> None:
    asked = coppia.confronto(SEMI[0]).risposte[::8]

    def sections(engine: SearchEngine) -> list[dict[str, list[int]]]:
        return [
            dict(
                engine.sections(
                    make_plan(one.richiesta.testo, synonyms=coppia.sinonimi),
                    [hit.uid for hit in one.nostra.hits],
                    readers=one.richiesta.lettori,
                )
            )
            for one in asked
        ]

    ours = sections(coppia.nostro)
    assert sum(len(numbers) > 1 for one in ours for numbers in one.values()) > 100
    assert ours == sections(coppia.altro)


def test_lists_read_to_their_end_are_the_same(coppia: Coppia) -> None:
    asked = [
        (TUTTO, Filters()),
        (make_plan("comune"), Filters()),
        (make_plan("ente del terzo settore", every_word=True), Filters({"tipo": ("articoli",)})),
        (TUTTO, Filters(dentro=next(one.uid for one in coppia.documenti if len(one.sezioni) > 1))),
    ]
    for plan, filters in asked:
        ours = [*coppia.nostro.scan(plan, readers=MEMBER, filters=filters)]
        assert ours
        assert ours == [*coppia.altro.scan(plan, readers=MEMBER, filters=filters)]


def test_the_vocabulary_is_the_same(coppia: Coppia) -> None:
    ours = coppia.nostro.words()
    assert len(ours) > 5000
    assert sorted(ours) == sorted(coppia.altro.words())
    for prefix in ("co", "perch", "117", "a", "zz", "d.lgs"):
        assert sorted(coppia.nostro.words(prefix)) == sorted(coppia.altro.words(prefix)), prefix


def test_the_same_is_indexed(coppia: Coppia) -> None:
    ours = coppia.nostro.hashes()
    assert dict(ours) == {one.uid: one.impronta for one in coppia.documenti}
    assert dict(ours) == dict(coppia.altro.hashes())


def write_collection(folder: Path, documents: list[Document]) -> list[str]:
    """Documents in BEIR's layout, by their addresses, with the site's own questions: options of the command."""
    corpus = folder / "corpus.jsonl"
    with corpus.open("w", encoding="utf-8") as file:
        for one in documents:
            if address := address_of(one):
                record = {"_id": address, "title": one.titolo, "text": one.corpo}
                file.write(json.dumps(record) + "\n")
    return [
        f"--corpus={corpus}",
        f"--queries={CARTELLA / 'queries.jsonl'}",
        f"--qrels={CARTELLA / 'qrels.tsv'}",
    ]


def test_measured_by_the_command_both_are_as_good(
    dimostrazione: Dimostrazione,
    nodo_url: str,
    settings: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """On the site's own collection, to the third decimal; nothing of it stays on the cluster."""
    files = write_collection(tmp_path, dimostrazione.documenti)
    settings.ELASTICSEARCH_URL = nodo_url
    settings.ELASTICSEARCH_INDEX = f"prova-{uuid4().hex[:12]}"
    figures = []
    for name in ENGINES:
        call_command("search_evaluate", *files, "--engine", name, "--json")
        figures.append(json.loads(capsys.readouterr().out))
    ours, theirs = figures
    for name in ("mrr@10", "recall@10", "ndcg@10"):
        assert theirs[name] == pytest.approx(ours[name], abs=0.0005)
    assert ours["mrr@10"] > 0.5
    assert 0.2 < theirs["index_bytes"] / ours["index_bytes"] < 5
    with client_of(nodo_url) as client:
        assert not client.indices.get(index=f"{settings.ELASTICSEARCH_INDEX}*").body
