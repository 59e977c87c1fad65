"""Engines that a machine keeps, as tests want them: a first one that fails when it is told to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import override_settings

from search import engines
from search.engines.base import SearchEngine, SearchUnavailable
from search.engines.embedded import EmbeddedEngine
from search.engines.required import ELASTICSEARCH, EMBEDDED
from search.indexing import drain

#: What `SEARCH_ENGINE` may say, for fixtures of any scope.
MOTORI = (EMBEDDED, pytest.param(ELASTICSEARCH, marks=pytest.mark.nodo))
#: What readers ask an engine.
ASKED = (
    "search", "sections", "scan", "get", "at", "named", "complete", "similar", "words", "points",
    "versione", "health",
)  # fmt: skip


class Cluster(EmbeddedEngine):
    """Notes each question that it is asked, and answers only those that somebody waits for in haste."""

    nome = "elasticsearch-prova"

    def __init__(self, root: Any) -> None:
        super().__init__(root)
        #: the questions that it does not answer
        self.guasti: frozenset[str] = frozenset()
        self.chiamate: list[str] = []
        self._hurried = self._asked = False

    @contextmanager
    def hurried(self) -> Iterator[None]:
        assert not self._hurried
        self._hurried = True
        try:
            yield
        finally:
            self._hurried = False

    @classmethod
    def _telling(cls, name: str) -> Callable[..., Any]:
        method = getattr(EmbeddedEngine, name)

        def telling(self: Any, *args: Any, **kwargs: Any) -> Any:
            if self._asked:
                # It asks itself: nothing travels.
                return method(self, *args, **kwargs)
            assert self._hurried, f"{name} si chiede senza fretta"
            self.chiamate.append(name)
            if name in self.guasti:
                raise SearchUnavailable("Il nodo non risponde")
            self._asked = True
            try:
                return method(self, *args, **kwargs)
            finally:
                self._asked = False

        return telling


for _name in ASKED:
    setattr(Cluster, _name, Cluster._telling(_name))


@contextmanager
def kept(*found: SearchEngine) -> Iterator[None]:
    """Inside, these are the engines that this machine keeps, the first one first."""
    names = [EMBEDDED, ELASTICSEARCH][: len(found)]
    by_name = dict(zip(names, reversed(found), strict=True))
    with pytest.MonkeyPatch.context() as patch, override_settings(SEARCH_ENGINE=names[-1]):
        patch.setattr(engines, "make_engine", lambda name, *_, **__: by_name[name])
        engines.kept_engines.cache_clear()
        try:
            yield
        finally:
            engines.kept_engines.cache_clear()


def drain_all() -> None:
    """All that waits is indexed, as the jobs of this machine and of the site do."""
    for engine in engines.kept_engines():
        drain(engine)


@contextmanager
def fallen() -> Iterator[None]:
    """Inside, nobody answers where the cluster does; whoever asks then has not met it yet."""
    with override_settings(ELASTICSEARCH_URL="http://127.0.0.1:1"):
        engines.kept_engines.cache_clear()
        try:
            yield
        finally:
            engines.kept_engines.cache_clear()
