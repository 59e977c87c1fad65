"""Riquadri: slots in a page's template that apps fill, without the page knowing which app does.

A template says where (`{% riquadri "dopo_il_testo" %}`); whoever registered there answers for the
page's object, or says nothing of it. In the positions of the frame there is no object: what stands
there is kept with the frame and is the same for everybody. `panels` is the smaller form, for a page
that arranges by itself what others tell it: the home.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, TypeVar

from django.http import HttpRequest

#: Places without an object: in the header; where a reader has a question (the door of the home, a
#: page that is not there).
SENZA_OGGETTO = frozenset({"testata", "domanda"})
#: Where a template may ask: under the title of a content; below its text, before what the site knows
#: of the page.
POSIZIONI = SENZA_OGGETTO | {"sotto_il_titolo", "dopo_il_testo"}


class Riquadro(ABC):
    """Subclass and `register_riquadro()`."""

    posizione: ClassVar[str]
    #: the lower, the earlier in its position
    ordine: ClassVar[int] = 0
    #: drawn with the page's context, and what `contexts` says of the object
    template: ClassVar[str]

    @abstractmethod
    def contexts(
        self, request: HttpRequest, oggetti: Sequence[Any]
    ) -> Sequence[dict[str, Any] | None]:
        """For each object what its template reads, or None: nothing is shown. At most one query for all.

        In a position without an object there is one, None; what is shown there costs no query.
        """


RiquadroT = TypeVar("RiquadroT", bound=type[Riquadro])
_registry: dict[str, list[Riquadro]] = {}


def register_riquadro(riquadro: RiquadroT) -> RiquadroT:
    """Class decorator; those of one position with one `ordine` are shown as they registered."""
    places = _registry.setdefault(known(riquadro.posizione), [])
    places.append(riquadro())
    places.sort(key=lambda one: one.ordine)
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
