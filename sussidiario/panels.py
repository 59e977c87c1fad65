"""What the Sussidiario brings to the home: questions, the path, the instruments, an opened citation."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from piattaforma.nucleo.models import Termine
from piattaforma.nucleo.panels import register_panel

from .models import SchedaPage
from .querysets import current_edition, schede_of, terms_of
from .situazione.querysets import situations_of

QUESTIONS = 4
SITUATIONS = 6
PER_PHASE = 3


@register_panel("home")
def questions_and_paths(request: HttpRequest) -> dict[str, Any]:
    edition = current_edition(request.user)
    if edition is None:
        return {"n_schede": 0}
    schede = list(schede_of(edition, request.user))
    terms = terms_of(schede)
    vocabularies = list(
        Termine.objects.filter(
            vocabolario__in=[Termine.Vocabolario.FASI, Termine.Vocabolario.STRUMENTI]
        )
    )
    return {
        "edizione": {"titolo": edition.title, "url": edition.url},
        "n_schede": len(schede),
        **_door(edition, request, schede),
        "percorso": [
            {
                "titolo": phase.etichetta,
                "testo": phase.definizione,
                "url": f"{edition.url}?fase={phase.codice}",
                "voci": [_entry(s) for s in schede if phase in terms[s.pk]][:PER_PHASE],
            }
            for phase in vocabularies
            if phase.vocabolario == Termine.Vocabolario.FASI
        ],
        "strumenti": [
            {
                "titolo": tool.etichetta,
                "testo": tool.definizione,
                "url": f"{edition.url}?strumento={tool.codice}",
                "n_schede": count,
            }
            for tool in vocabularies
            if tool.vocabolario == Termine.Vocabolario.STRUMENTI
            and (count := sum(tool in terms[s.pk] for s in schede))
        ],
    }


def _door(edition: Any, request: HttpRequest, schede: list[SchedaPage]) -> dict[str, Any]:
    """The door "Ho una domanda": situations in plain words or, without any, questions of schede."""
    situations = situations_of(edition, request.user)
    if not situations:
        return {"domande": [_entry(scheda) for scheda in _spread(schede)]}
    return {
        "domande": [
            {"titolo": one.frase, "url": reverse("sussidiario_situazione", args=[one.codice])}
            for one in situations[:SITUATIONS]
        ],
        "situazioni_url": reverse("sussidiario_situazioni"),
        "n_situazioni": len(situations),
    }


def _spread(schede: list[SchedaPage]) -> list[SchedaPage]:
    """A few questions from all over the edition, not the first ones of its first part."""
    step = max(1, len(schede) // QUESTIONS)
    return schede[::step][:QUESTIONS]


def _entry(scheda: SchedaPage) -> dict[str, Any]:
    return {"titolo": scheda.title, "url": scheda.url, "codice": scheda.codice}
