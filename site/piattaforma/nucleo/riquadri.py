"""Riquadri: slots in a page's template that apps fill, without the page knowing which app does.

A template says where (`{% riquadri "dopo_il_testo" %}`); whoever registered there answers for the
page's object, or says nothing of it. `panels` is the smaller form, for a page that arranges by itself
what others tell it: the home.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, TypeVar

from django.http import HttpRequest

#: Where a template may ask: below the text of a content, before what the site knows of the page.
POSIZIONI = frozenset({"dopo_il_testo"})


class Riquadro(ABC):
    """Subclass and `register_riquadro()`."""

    posizione: ClassVar[str]
    #: drawn with the page's context, and what `contexts` says of the object
    template: ClassVar[str]

    @abstractmethod
    def contexts(
        self, request: HttpRequest, oggetti: Sequence[Any]
    ) -> Sequence[dict[str, Any] | None]:
        """For each object what its template reads, or None: nothing is shown. At most one query for all."""


RiquadroT = TypeVar("RiquadroT", bound=type[Riquadro])
_registry: dict[str, list[Riquadro]] = {}


def register_riquadro(riquadro: RiquadroT) -> RiquadroT:
    """Class decorator; those of one position are shown in the order in which they registered."""
    _registry.setdefault(known(riquadro.posizione), []).append(riquadro())
    return riquadro


def known(posizione: str) -> str:
    """The position; ValueError where templates have no such place."""
    if posizione not in POSIZIONI:
        raise ValueError(f"«{posizione}» non è una posizione: {', '.join(sorted(POSIZIONI))}")
    return posizione


def riquadri_for(
    posizione: str, request: HttpRequest, oggetti: Sequence[Any]
) -> list[list[tuple[str, dict[str, Any]]]]:
    """For each object the templates to draw at a position, with what they read."""
    drawn: list[list[tuple[str, dict[str, Any]]]] = [[] for _ in oggetti]
    for riquadro in _registry.get(known(posizione), []):
        answers = riquadro.contexts(request, oggetti)
        for place, answer in zip(drawn, answers, strict=True):
            if answer is not None:
                place.append((riquadro.template, answer))
    return drawn


def registered() -> Iterator[Riquadro]:
    for riquadri in _registry.values():
        yield from riquadri
