"""Readers: whoever may not read a document finds no trace of it, by any way in."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

import pytest

from piattaforma.nucleo.visibilita import PUBBLICO
from search.contract import DATA, FACETS, Document, Filters
from search.engines.base import SearchEngine
from search.plan import TUTTO
from tests.search.contract_base import Asking, filled, short
from tests.search.contract_collection import ANYONE, MEMBER, NOBODY, OFFICER, document
from tests.search.contract_lists import brute_force

#: (who asks, what of the private documents they may read)
MAY_READ = (
    (NOBODY, set()),
    (ANYONE, {"pubblico"}),
    (frozenset({"1"}), {"socio"}),
    (MEMBER, {"pubblico", "socio"}),
    (OFFICER, {"pubblico", "socio", "ufficio", "gruppi"}),
    (frozenset({PUBBLICO, "3"}), {"pubblico", "gruppi"}),
    (frozenset({PUBBLICO, "2", "9"}), {"pubblico"}),
)
_ALL = ("pubblico", "socio", "ufficio", "gruppi", "nessuno")
_UIDS = [f"prova.melo:{one}" for one in _ALL]


def _names(uids: Any) -> set[str]:
    return {one.removeprefix("melo:") for one in short(uids) if one.startswith("melo:")}


class ReadersContract(Asking):
    @pytest.mark.parametrize(("readers", "expected"), MAY_READ)
    def test_every_way_in(
        self, engine: SearchEngine, readers: frozenset[str], expected: set[str]
    ) -> None:
        plan = self.plan("melograno")
        for order in ("pertinenza", DATA):
            results = engine.search(plan, readers=readers, order=order, facets=FACETS)
            assert _names(hit.uid for hit in results.hits) == expected
            assert results.totale == len(expected)
        listed = engine.search(TUTTO, readers=readers, limit=500)
        assert _names(hit.uid for hit in listed.hits) == expected
        assert listed.totale == len(listed.hits)
        assert _names(engine.scan(plan, readers=readers)) == expected
        assert _names(engine.scan(TUTTO, readers=readers)) == expected
        assert _names(engine.get(_UIDS, readers=readers)) == expected
        completed = engine.complete("melogr", readers=readers, limit=50)
        assert _names(one.uid for one in completed) == expected
        for one, uid in zip(_ALL, _UIDS, strict=True):
            may = one in expected
            assert (engine.at(f"/melo/{one}/", readers=readers) is not None) is may
            assert (engine.points(plan, uid, readers=readers) is not None) is may
            assert bool(engine.sections(plan, [uid], readers=readers).get(uid)) is may
            similar = _names(hit.uid for hit in engine.similar(uid, readers=readers, limit=20))
            assert similar <= expected - {one}
            assert may or not similar

    @pytest.mark.parametrize(("readers", "expected"), MAY_READ)
    def test_names(self, engine: SearchEngine, readers: frozenset[str], expected: set[str]) -> None:
        assert bool(engine.named("Melograno dei soci", readers=readers)) is ("socio" in expected)
        assert bool(engine.named("melograno sepolto", readers=readers)) is False

    def test_facets_show_no_code_of_what_is_hidden(self, engine: SearchEngine) -> None:
        def codes(readers: frozenset[str]) -> dict[str, int]:
            plan = self.plan("melograno")
            return dict(engine.search(plan, readers=readers, facets=("temi",)).facce["temi"])

        assert codes(ANYONE) == {"ambiente": 1}
        assert codes(MEMBER) == {"ambiente": 1, "riservato": 1}
        assert codes(NOBODY) == {}

    def test_asking_for_a_hidden_code_opens_nothing(self, engine: SearchEngine) -> None:
        chosen = Filters({"temi": ("riservato",)})
        results = engine.search(TUTTO, readers=ANYONE, filters=chosen, facets=FACETS)
        assert results.totale == 0

    def test_hidden_words_are_not_offered(self, engine: SearchEngine) -> None:
        """Not even to who may read them: a word that only a closed page has would tell of it."""
        words = dict(engine.words())
        assert words["melograno"] == 1
        for hidden in ("parolasocio", "parolaufficio", "parolanessuno", "sepolto"):
            assert hidden not in words
            assert hidden not in dict(engine.words(hidden[:8]))
        assert not self.corrected(engine, "parolasoci").corretto

    def test_a_hidden_document_is_found_by_no_exclusion(self, engine: SearchEngine) -> None:
        assert self.found(engine, "melograno -fiore") == []

    # --- most of it hidden ------------------------------------------------------------------------

    @pytest.fixture(scope="class")
    @classmethod
    def many(cls) -> list[Document]:
        """2,000 documents, one in twenty open to anyone."""
        chance = random.Random(7)
        return [
            document(
                f"massa:{n}",
                f"Relazione {n}",
                "La relazione sul verde. " + "verde " * chance.randrange(4),
                tipo=chance.choice(("schede", "atti", "decisioni")),
                temi=chance.sample(["ambiente", "cultura", "scuola", "sport"], chance.randrange(4)),
                giorno=dt.date(2000 + n % 27, 1, 1),
                stato=chance.sample(["vigente", "abrogata"], chance.randrange(2)),
                lettori=ANYONE if n % 20 == 0 else {chance.choice(("1", "1+2", "7"))},
            )
            for n in range(2000)
        ]

    @pytest.fixture(scope="class")
    @classmethod
    def crowded(
        cls, many: list[Document], tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[SearchEngine]:
        return filled(cls.new_engine(tmp_path_factory.mktemp("massa")), many)

    def test_with_most_hidden_the_first_page_is_full(
        self, crowded: SearchEngine, many: list[Document]
    ) -> None:
        plan = self.plan("relazione verde")
        results = crowded.search(plan, readers=ANYONE, facets=FACETS)
        assert len(results.hits) == 10
        assert results.totale == 100
        for facet in FACETS:
            counted = brute_force(many, Filters(), facet, ANYONE)
            assert results.facce[facet] == counted
        seen = [
            hit.uid
            for n in range(0, 100, 10)
            for hit in crowded.search(plan, readers=ANYONE, offset=n).hits
        ]
        assert sorted(seen) == sorted(one.uid for one in many if one.visibilita & ANYONE)

    @pytest.mark.parametrize(
        "choices",
        [
            {"tipo": ("atti",)},
            {"temi": ("sport",), "tipo": ("schede", "atti")},
            {"anno": ("2000", "2020"), "stato": ("vigente",)},
        ],
    )
    def test_with_most_hidden_facets_are_honest(
        self, crowded: SearchEngine, many: list[Document], choices: dict[str, tuple[str, ...]]
    ) -> None:
        filters = Filters(choices)
        for readers in (ANYONE, MEMBER, frozenset({"7"})):
            results = crowded.search(
                self.plan("verde"), readers=readers, filters=filters, facets=FACETS
            )
            for facet in FACETS:
                assert results.facce[facet] == brute_force(many, filters, facet, readers)

    def test_with_most_hidden_completion_is_full(self, crowded: SearchEngine) -> None:
        assert len(crowded.complete("relaz", readers=ANYONE)) == 8
        assert len(crowded.similar("prova.massa:20", readers=ANYONE)) == 4
