"""The door "Cerco una norma" of the home: the acts that the contents cite most."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from piattaforma.nucleo.panels import register_panel

from .querysets import AttoCitato, cited_acts

SHOWN = 4


@register_panel("home")
def most_cited_acts(request: HttpRequest) -> dict[str, Any]:
    acts = cited_acts(request.user)
    here = reverse("riferimenti_norme")
    return {
        "atti": [
            {
                "titolo": act.titolo,
                "breve": act.esteso if act.esteso != act.titolo else "",
                "n_schede": act.n,
                "url": f"{here}#{act.slug}",
                "ufficiale": act.ufficiale,
            }
            for act in acts[:SHOWN]
        ],
        "n_atti": len(acts),
        "norme_url": here,
        "esempio": _example(acts, here),
    }


def _example(acts: list[AttoCitato], here: str) -> dict[str, Any] | None:
    """A real citation of the most cited act that has one, opened: what the reader finds behind it."""
    act = next((act for act in acts if act.esempio), None)
    if act is None or act.esempio is None:
        return None
    return {
        "frase_prima": "",
        "citazione": act.esempio.etichetta,
        "frase_dopo": f": {act.esempio.perche}",
        "titolo": act.titolo,
        "rubrica": act.esteso,
        "n_schede": act.n,
        "url": f"{here}#{act.slug}",
    }
