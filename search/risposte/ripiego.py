"""Who answers a question: the first engine, or the index of this machine where that does not."""

from collections.abc import Callable
from typing import TypeVar

from ..engines import get_engine, local_engine
from ..engines.base import SearchEngine, SearchUnavailable

T = TypeVar("T")


def answered(
    question: Callable[[SearchEngine], T], *, engine: SearchEngine | None = None
) -> tuple[T, bool]:
    """What an engine answers, and whether it is the one that stands in for the first.

    `question` is asked whole of one engine: of what two of them say, half each, nothing holds
    together. An `engine` that is named is asked alone, as long as it takes. `SearchUnavailable` where
    nobody answers.
    """
    if engine is not None:
        return question(engine), False
    first, local = get_engine(), local_engine()
    try:
        with first.hurried():
            return question(first), False
    except SearchUnavailable:
        if first is local:
            raise
    return question(local), True
