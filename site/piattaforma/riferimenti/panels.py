"""The door "Cerco una norma" of the home: the acts that the contents cite most."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from piattaforma.nucleo.panels import register_panel

from .models import Citazione
from .querysets import AttoCitato, example_of, most_cited_acts

SHOWN = 4


@register_panel("home")
def acts_most_cited(request: HttpRequest) -> dict[str, Any]:
    acts, count = most_cited_acts(request.user, SHOWN)
    here = reverse("riferimenti_norme")
    return {
        "atti": [
            {
                "titolo": act.titolo,
                "breve": act.esteso if act.esteso != act.titolo else "",
                "conteggio": act.conteggio_guida,
                "url": f"{here}#{act.slug}",
                "ufficiale": act.ufficiale,
            }
            for act in acts
        ],
        "n_atti": count,
        "norme_url": here,
        "esempio": _example(example_of(request.user, acts), acts, here),
    }


def _example(row: Citazione | None, acts: list[AttoCitato], here: str) -> dict[str, Any] | None:
    """A real citation, opened: what the reader finds behind it."""
    if row is None:
        return None
    act = next(act for act in acts if act.identificatore.chiave == row.atto)
    before, words, after = row.frase_divisa if row.frase else ("", row.etichetta, f": {row.perche}")
    return {
        "frase_prima": before,
        "citazione": words,
        "frase_dopo": after,
        "titolo": act.titolo,
        "rubrica": act.esteso,
        "conteggio": act.conteggio_guida,
        "url": f"{here}#{act.slug}",
    }
