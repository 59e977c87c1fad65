"""The engines: one setting names the one that answers; whatever else it says stops the start (`search.E002`).

The embedded index of this machine is always there: where Elasticsearch answers, it is kept as well, and
answers when that does not.
"""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .base import SearchEngine

EMBEDDED, ELASTICSEARCH = "embedded", "elasticsearch"
#: What `SEARCH_ENGINE` may say.
ENGINES = (EMBEDDED, ELASTICSEARCH)


def require_known_engine() -> None:
    """search.E002: raise unless `SEARCH_ENGINE` names an engine that we have."""
    if settings.SEARCH_ENGINE not in ENGINES:
        raise ImproperlyConfigured(
            f"search.E002: SEARCH_ENGINE è «{settings.SEARCH_ENGINE}»; può essere: "
            f"{', '.join(ENGINES)}."
        )


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


def make_engine(name: str, directory: str | Path, *, prefix: str = "") -> SearchEngine:
    """One of `ENGINES`. Heavy libraries are imported here, not before.

    `directory` is where the embedded one keeps its index; `prefix` begins the names of the other's, as
    the setting says if it is empty.
    """
    if name == EMBEDDED:
        from .embedded import EmbeddedEngine

        return EmbeddedEngine(directory)
    if name == ELASTICSEARCH:
        from .elastic import ElasticEngine, client_from_settings

        return ElasticEngine(client_from_settings(), prefix or settings.ELASTICSEARCH_INDEX)
    raise LookupError(name)
