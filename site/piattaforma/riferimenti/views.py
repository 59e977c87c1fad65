"""The acts and decisions that the contents cite, each with who cites it and its official source."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from piattaforma.nucleo.routing import Sopra

from .querysets import cited_acts


@require_safe
def norme_citate(request: HttpRequest) -> HttpResponse:
    acts = cited_acts(request.user)
    groups = [
        {"titolo": "Norme", "id": "norme", "atti": [a for a in acts if not a.is_decisione]},
        {"titolo": "Decisioni", "id": "decisioni", "atti": [a for a in acts if a.is_decisione]},
    ]
    context = {
        "gruppi": [group for group in groups if group["atti"]],
        "n_atti": len(acts),
        "briciole": [Sopra(0, "Home", "/"), Sopra(0, "Norme citate", "")],
    }
    return render(request, "riferimenti/norme_citate.html", context)
