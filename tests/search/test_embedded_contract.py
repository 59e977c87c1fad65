"""The embedded engine keeps the contract."""

from pathlib import Path

from search.engines.base import SearchEngine
from search.engines.embedded import EmbeddedEngine
from tests.search.engine_contract import EngineContract


class TestEmbeddedEngine(EngineContract):
    @classmethod
    def new_engine(cls, place: Path) -> SearchEngine:
        return EmbeddedEngine(place)
