"""The contract notices: with a part of the chain or of the plan taken out, it fails."""

import importlib
import inspect
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from piattaforma.lingua import stems
from search.engines.base import SearchEngine
from search.engines.embedded import EmbeddedEngine
from search.planning import typed
from search.planning.synonyms import NO_SYNONYMS
from search.risposte import speller
from tests.search.contract_base import filled
from tests.search.engine_contract import EngineContract

# The package’s function of the same name hides the module.
_chain = importlib.import_module("piattaforma.lingua.tokens")


class Mutant(EngineContract):
    """The contract, checked by hand."""

    @classmethod
    def new_engine(cls, place: Path) -> SearchEngine:
        return EmbeddedEngine(place)

    def failures(self, place: Path) -> set[str]:
        """The names of the checks that fail on an engine filled and asked as things are now."""
        engine = filled(self.new_engine(place))
        failed = set()
        for name, call in self._checks():
            if name in failed:
                continue
            try:
                call(engine)
            except (AssertionError, LookupError, ValueError):
                failed.add(name)
        return failed

    def _checks(self) -> Iterator[tuple[str, Callable[[Any], object]]]:
        """Each check that only asks the collection, once for each of its cases."""
        for name, method in inspect.getmembers(self, inspect.ismethod):
            if not name.startswith("test_"):
                continue
            cases = _cases(method)
            if {*inspect.signature(method).parameters} == {"engine", *cases[0]}:
                for case in cases:
                    yield name, lambda engine, method=method, case=case: method(engine, **case)


def _cases(method: Any) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = [{}]
    for mark in getattr(method, "pytestmark", []):
        names, values = mark.args
        split = [one.strip() for one in names.split(",")] if isinstance(names, str) else names
        rows = [value if len(split) > 1 else (value,) for value in values]
        cases = [case | dict(zip(split, row, strict=True)) for case in cases for row in rows]
    return cases


def _light(word: str) -> str:
    """A stemmer like the light one of Lucene: words of five letters and fewer stay as they are."""
    return word if len(word) < 6 else word.rstrip("aeio")


def _snowball(word: str) -> str:
    """Snowball alone, with the vowel that it leaves."""
    found: str = stems._snowball().stemWord(word)
    return found


def _lowered(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@pytest.fixture
def mutate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Any, str, Any], None]]:
    """Put something in the place of a part, for texts and questions alike."""

    def put(owner: Any, name: str, value: Any) -> None:
        monkeypatch.setattr(owner, name, value)
        _chain._word.cache_clear()

    yield put
    monkeypatch.undo()
    _chain._word.cache_clear()


@pytest.fixture(autouse=True)
def _no_words_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speller, "FRESH", 0.0)


def test_as_it_is_nothing_fails(tmp_path: Path) -> None:
    """And most checks can be made by hand: of more than a hundred cases."""
    mutant = Mutant()
    assert len({name for name, _ in mutant._checks()}) > 60
    assert mutant.failures(tmp_path) == set()


@pytest.mark.parametrize("stemmer", [_light, _snowball, str], ids=["light", "snowball", "none"])
def test_another_stemmer_is_noticed(
    mutate: Any, tmp_path: Path, stemmer: Callable[[str], str]
) -> None:
    mutate(_chain, "stem", stemmer)
    failed = Mutant().failures(tmp_path)
    assert "test_forms_of_a_word_find_each_other" in failed


def test_no_folding_is_noticed(mutate: Any, tmp_path: Path) -> None:
    mutate(_chain, "fold", _lowered)
    assert Mutant().failures(tmp_path) >= {
        "test_accents_change_neither_results_nor_points",
        "test_completion_with_and_without_accent",
    }


def test_no_synonyms_is_noticed(mutate: Any, tmp_path: Path) -> None:
    mutate(Mutant, "groups", NO_SYNONYMS)
    assert Mutant().failures(tmp_path) >= {
        "test_acronyms_both_ways",
        "test_synonyms_hold_in_every_spelling",
    }


def test_no_citations_is_noticed(mutate: Any, tmp_path: Path) -> None:
    mutate(typed, "read_query", lambda _: [])
    assert Mutant().failures(tmp_path) >= {
        "test_an_article_however_it_is_typed",
        "test_a_decree_however_it_is_typed",
        "test_a_norm_before_texts_that_cite_it",
        "test_cited_law_is_marked",
    }
