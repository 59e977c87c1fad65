"""What search brings to other pages: its box, a box that searches inside a content, contents like one."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from piattaforma.nucleo.contents import content_of
from piattaforma.nucleo.riquadri import Riquadro, register_riquadro

from .risposte.similar import simili
from .uids import uid_of


@register_riquadro
class CercaInTestata(Riquadro):
    """The same for everybody: kept with the frame."""

    posizione = "testata"
    template = "search/_testata.html"

    def contexts(self, request: HttpRequest, oggetti: Sequence[Any]) -> list[dict[str, Any] | None]:
        return [{} for _ in oggetti]


@register_riquadro
class CercaDomanda(CercaInTestata):
    """Where a reader has a question."""

    posizione = "domanda"
    template = "search/_domanda.html"


@register_riquadro
class CercaQui(Riquadro):
    """A box that searches inside the content alone."""

    posizione = "sotto_il_titolo"
    template = "search/_cerca_qui.html"

    def contexts(self, request: HttpRequest, oggetti: Sequence[Any]) -> list[dict[str, Any] | None]:
        return [
            {"cerca_qui": {"uid": uid_of(type(one), one.pk), "nome": _here(one)}} for one in oggetti
        ]


def _here(oggetto: Any) -> str:
    content = content_of(oggetto)
    assert content is not None  # whoever is asked about in this position is a content
    return f"Cerca in {'questo' if content.maschile else 'questa'} {content.genere.lower()}"


@register_riquadro
class Simili(Riquadro):
    """What of the nearest may be seen now: for each content one query, three for whoever is signed in."""

    posizione = "dopo_il_testo"
    template = "search/_simili.html"
    ordine = 10

    def contexts(self, request: HttpRequest, oggetti: Sequence[Any]) -> list[dict[str, Any] | None]:
        found = [simili(uid_of(type(one), one.pk), user=request.user) for one in oggetti]
        return [{"simili_a_questa": one} if one else None for one in found]
