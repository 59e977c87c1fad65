"""The engine in use: one setting names it; whatever else it says stops the start (`search.E002`)."""

from functools import cache
from pathlib import Path

from django.conf import settings

from .base import SearchEngine

#: What `SEARCH_ENGINE` may say.
ENGINES = ("embedded",)


@cache
def get_engine() -> SearchEngine:
    """The engine that `SEARCH_ENGINE` names."""
    return make_engine(settings.SEARCH_ENGINE, settings.SEARCH_DIR)


def make_engine(name: str, directory: str | Path) -> SearchEngine:
    """One of `ENGINES`, with an index of its own. Heavy libraries are imported here, not before."""
    from .embedded import EmbeddedEngine

    if name not in ENGINES:
        raise LookupError(name)
    return EmbeddedEngine(directory)
