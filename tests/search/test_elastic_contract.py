"""The engine of a cluster keeps the contract, on a node that really runs."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import ClassVar

import pytest

from search.engines.base import SearchEngine
from search.engines.elastic import ElasticEngine
from tests.nodo.indici import fresh_prefix
from tests.nodo.trasporto import client_of
from tests.search.engine_contract import EngineContract


@pytest.mark.nodo
class TestElasticEngine(EngineContract):
    url: ClassVar[str]
    indices: ClassVar[ExitStack]

    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def node(cls, nodo_url: str) -> Iterator[None]:
        """Its indices go when all checks are done."""
        with ExitStack() as cls.indices:
            cls.url = nodo_url
            yield

    @classmethod
    def new_engine(cls, place: Path) -> SearchEngine:
        prefix = cls.indices.enter_context(fresh_prefix(cls.url))
        return ElasticEngine(client_of(cls.url), prefix)
