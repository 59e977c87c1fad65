"""The engines: one setting names the one that answers.

The embedded index of this machine is always there: where Elasticsearch answers, it is kept as well, and
answers when that does not.
"""

from functools import cache
from pathlib import Path

from django.conf import settings

from .base import SearchEngine
from .required import ELASTICSEARCH, EMBEDDED, ENGINES, require_engine

__all__ = ["ENGINES", "get_engine", "kept_engines", "local_engine", "make_engine", "require_engine"]


def get_engine() -> SearchEngine:
    """The engine that `SEARCH_ENGINE` names: it answers first."""
    return kept_engines()[0]


def local_engine() -> SearchEngine:
    """The embedded index of this machine: the only engine, or the one that answers in need."""
    return kept_engines()[-1]


@cache
def kept_engines() -> tuple[SearchEngine, ...]:
    """The engines that this machine keeps up, the one that answers first before."""
    local = make_engine(EMBEDDED, settings.SEARCH_DIR)
    if settings.SEARCH_ENGINE == EMBEDDED:
        return (local,)
    return (make_engine(ELASTICSEARCH, settings.SEARCH_DIR), local)


def make_engine(name: str, directory: str | Path) -> SearchEngine:
    """One of `ENGINES`. Heavy libraries are imported here, not before.

    `directory` is where the embedded one keeps its index.
    """
    if name == EMBEDDED:
        from .embedded import EmbeddedEngine

        return EmbeddedEngine(directory)
    if name == ELASTICSEARCH:
        from .elastic import ElasticEngine, client_from_settings

        return ElasticEngine(client_from_settings(), settings.ELASTICSEARCH_INDEX)
    raise LookupError(name)
