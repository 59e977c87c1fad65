"""The door "Cerco una norma" of the home: the acts that the contents cite most."""

from typing import Any

from django.http import HttpRequest

from piattaforma.nucleo.panels import register_panel

from .models import Citazione
from .querysets import AttoCitato, example_of, most_cited_acts
from .risolutore import indirizzo_indice, indirizzo_ricerca

SHOWN = 4


@register_panel("home")
def acts_most_cited(request: HttpRequest) -> dict[str, Any]:
    acts, count = most_cited_acts(request.user, SHOWN)
    return {
        "atti": [
            {
                "titolo": act.titolo,
                "breve": act.esteso if act.esteso != act.titolo else "",
                "conteggio": act.conteggio_guida,
                "url": act.url,
                "ufficiale": act.ufficiale,
            }
            for act in acts
        ],
        "n_atti": count,
        "norme_url": indirizzo_indice(),
        "ricerca_url": indirizzo_ricerca(),
        "esempio": _example(example_of(request.user, acts), acts),
    }


def _example(row: Citazione | None, acts: list[AttoCitato]) -> dict[str, Any] | None:
    """A real citation, opened: what the reader finds behind it."""
    if row is None:
        return None
    act = next(act for act in acts if row.atto in act.chiavi)
    before, words, after = row.frase_divisa if row.frase else ("", row.etichetta, f": {row.perche}")
    return {
        "frase_prima": before,
        "citazione": words,
        "frase_dopo": after,
        "titolo": act.titolo,
        "rubrica": act.esteso,
        "conteggio": act.conteggio_guida,
        "url": act.url,
    }
