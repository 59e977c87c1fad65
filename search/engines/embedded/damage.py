"""What readers could not be answered is noted beside the index: whoever looks after it builds it again."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

from ..base import RebuildNeeded, SearchUnavailable
from .failures import index_failures
from .generations import Generations

MethodT = TypeVar("MethodT", bound=Callable[..., Any])
_HALF = "L’indice risponde a metà: i suoi file sono rovinati."


@contextmanager
def noted(generations: Generations) -> Iterator[None]:
    """What goes wrong with the files inside is `SearchUnavailable`, and is noted."""
    try:
        with index_failures():
            yield
    except RebuildNeeded:
        raise  # the files say so themselves
    except SearchUnavailable as exc:
        generations.say_damaged(str(exc))
        raise


def question(method: MethodT) -> MethodT:
    """Decorator of what readers ask an engine."""

    @wraps(method)
    def asked(self: Any, *args: Any, **kwargs: Any) -> Any:
        with noted(self._generations):
            return method(self, *args, **kwargs)

    return asked  # type: ignore[return-value]


def whole(hits: list[Any]) -> list[Any]:
    """The same hits; where a file is damaged they have no points."""
    whole_values(points for points, _ in hits)
    return hits


def whole_values(values: Iterable[Any]) -> list[Any]:
    """The same values, none of them missing."""
    found = list(values)
    if None in found:
        raise SearchUnavailable(_HALF)
    return found
