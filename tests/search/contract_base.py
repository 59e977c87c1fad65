"""What every part of the contract needs: an engine with the collection in it, and short questions."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from search.contract import NO_FILTERS, Filters, Results
from search.engines.base import SearchEngine
from search.plan import Plan, make_plan
from search.planning.synonyms import Synonyms
from search.risposte.speller import speller_for
from tests.search.contract_collection import ANYONE, COLLECTION, GROUPS


def filled(engine: SearchEngine, documents: Iterable[object] = COLLECTION) -> SearchEngine:
    """Build a first generation of these documents."""
    with engine.writing(wait=5), engine.building() as building:
        building.add(documents)  # type: ignore[arg-type]
        building.swap()
    return engine


def short(uids: Iterable[str]) -> list[str]:
    return [uid.removeprefix("prova.") for uid in uids]


class Asking:
    """Questions as readers type them."""

    @classmethod
    def new_engine(cls, place: Path) -> SearchEngine:
        """Give an engine with nothing in it. `place` is an empty directory of its own."""
        raise NotImplementedError

    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
        """With the collection in it; no check writes to it."""
        return filled(cls.new_engine(tmp_path_factory.mktemp("contratto")))

    @pytest.fixture
    def fresh(self, tmp_path: Path) -> Iterator[SearchEngine]:
        """With nothing in it, for a check that writes."""
        return self.new_engine(tmp_path / "fresco")

    # The mutations of the plan change these two.
    groups: Synonyms = GROUPS

    def plan(self, text: str, *, every_word: bool = False) -> Plan:
        return make_plan(text, synonyms=self.groups, every_word=every_word)

    def corrected(self, engine: SearchEngine, text: str) -> Plan:
        return make_plan(text, synonyms=self.groups, speller=speller_for(engine, ANYONE))

    def results(
        self,
        engine: SearchEngine,
        text: str,
        *,
        readers: frozenset[str] = ANYONE,
        limit: int = 200,
        filters: Filters = NO_FILTERS,
    ) -> Results:
        plan = self.plan(text)
        assert plan.cerca, text
        return engine.search(plan, readers=readers, limit=limit, filters=filters)

    def found(
        self, engine: SearchEngine, text: str, *, readers: frozenset[str] = ANYONE
    ) -> list[str]:
        return short(hit.uid for hit in self.results(engine, text, readers=readers).hits)

    def scored(self, engine: SearchEngine, text: str) -> dict[str, float]:
        return {hit.uid: hit.punti for hit in self.results(engine, text).hits}
