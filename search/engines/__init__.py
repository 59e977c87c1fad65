"""The engine in use: one setting names it; whatever else it says stops the start (`search.E002`)."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .base import SearchEngine

#: What `SEARCH_ENGINE` may say.
ENGINES = ("embedded",)


def require_known_engine() -> None:
    """search.E002: raise unless `SEARCH_ENGINE` names an engine that we have."""
    if settings.SEARCH_ENGINE not in ENGINES:
        raise ImproperlyConfigured(
            f"search.E002: SEARCH_ENGINE è «{settings.SEARCH_ENGINE}»; può essere: "
            f"{', '.join(ENGINES)}."
        )


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
