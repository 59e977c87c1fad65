"""What the tests of search share: a site with each engine that it may have."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from elastic_transport import TransportError

from search.contract import Document
from search.engines import get_engine, kept_engines
from search.engines.base import SearchEngine
from search.engines.breaker import Breaker
from search.engines.elastic import client
from search.engines.required import ELASTICSEARCH
from search.indexing import rebuild
from search.planning.synonyms import Synonyms
from tests.nodo.trasporto import OpenSearchNode
from tests.search.due_motori import MOTORI

pytest.register_assert_rewrite(
    *(f"tests.search.contract_{part}" for part in ("words", "law", "lists", "readers", "writing"))
)

_BAD_REQUEST = 400


@pytest.fixture
def con_calma(monkeypatch: pytest.MonkeyPatch) -> None:
    """The node shares two processors with the tests: what is late here says nothing of a question."""
    monkeypatch.setattr("search.engines.elastic.engine.HURRY", 5.0)


@pytest.fixture(params=MOTORI)
def motore(
    request: pytest.FixtureRequest, settings: Any, tmp_path: Path, con_calma: None
) -> Iterator[str]:
    """A site with this engine, whose indexes nobody has built yet."""
    if request.param == ELASTICSEARCH:
        settings.ELASTICSEARCH_URL = request.getfixturevalue("nodo_url")
        settings.ELASTICSEARCH_INDEX = request.getfixturevalue("prefisso")
    settings.SEARCH_ENGINE = request.param
    settings.SEARCH_DIR = str(tmp_path / "ricerca")
    kept_engines.cache_clear()
    yield request.param
    kept_engines.cache_clear()


@pytest.fixture
def indici(db: None, motore: str) -> SearchEngine:
    """All indexes of that site, built of what it has: the engine that answers."""
    for engine in kept_engines():
        rebuild(engine)
    return get_engine()


@pytest.fixture
def falliti(monkeypatch: pytest.MonkeyPatch, con_calma: None) -> list[str]:
    """What the cluster refused, or was late with, while somebody waited.

    The embedded index answers then, and nothing else tells.
    """
    found: list[str] = []
    perform, failed = OpenSearchNode.perform_request, Breaker.failed

    def performing(self: Any, method: str, target: str, *args: Any, **kwargs: Any) -> Any:
        try:
            answer = perform(self, method, target, *args, **kwargs)
        except TransportError as exc:
            found.append(f"{method} {target}: {exc!r}")
            raise
        if answer.meta.status >= _BAD_REQUEST and client._hurry.get():
            found.append(f"{method} {target}: {answer.meta.status} {answer.body[:300]!r}")
        return answer

    def failing(self: Any, why: str) -> None:
        found.append(why)
        failed(self, why)

    monkeypatch.setattr(OpenSearchNode, "perform_request", performing)
    monkeypatch.setattr(Breaker, "failed", failing)
    return found


@dataclass(frozen=True)
class Dimostrazione:
    """What search reads of the demonstration content."""

    documenti: list[Document]
    sinonimi: Synonyms


_read: list[Dimostrazione] = []


@pytest.fixture
def dimostrazione(db: None, request: pytest.FixtureRequest) -> Dimostrazione:
    """Read once a process: the demonstration takes a while to load. Mark the tests of one group."""
    if not _read:
        from search.indice.reading import batches
        from search.risposte.sinonimi import current_synonyms

        request.getfixturevalue("demo")
        _read.append(Dimostrazione([*chain.from_iterable(batches())], current_synonyms()))
    return _read[0]
