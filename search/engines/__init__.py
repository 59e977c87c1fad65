"""The engine in use: one setting names it; whatever else it says stops the start (`search.E002`)."""

from functools import cache

from django.conf import settings

from .base import SearchEngine


@cache
def get_engine() -> SearchEngine:
    """The engine that `SEARCH_ENGINE` names. Heavy libraries are imported here, not before."""
    from .embedded import EmbeddedEngine

    return EmbeddedEngine(settings.SEARCH_DIR)
