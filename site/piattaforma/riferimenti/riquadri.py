"""The slot below the text of every content: which norms the page cites."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from piattaforma.nucleo.riquadri import Riquadro, register_riquadro

from .annotatore import NOME
from .citate_qui import norms_here
from .mostrate import citations_shown, give_citations
from .risolutore import day_of, resolve_shown


@register_riquadro
class NormeCitateQui(Riquadro):
    """One query for the rows; the resolver has been asked already by what links the text."""

    posizione = "dopo_il_testo"
    template = "riferimenti/_norme_citate_qui.html"

    def contexts(self, request: HttpRequest, oggetti: Sequence[Any]) -> list[dict[str, Any] | None]:
        give_citations(oggetti)
        return [self._context(one) for one in oggetti]

    def _context(self, oggetto: Any) -> dict[str, Any] | None:
        rows = citations_shown(oggetto)
        answers = resolve_shown(oggetto, [row.id_legge for row in rows], NOME)
        if not rows:
            return None
        al = day_of(oggetto)
        norms = norms_here(rows, answers, al)
        # A list above may say it all; of which day it is, nobody says but this.
        return {"norme_qui": norms} if norms.mostrate or al else None
