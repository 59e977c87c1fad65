"""«Cerca una norma»: what a typed citation may mean, for the dialog beside a field for identifiers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from piattaforma.citazioni import parse_identifier

from ..models import ChiaveRegistro, Norma, Pronuncia
from ..ricerca.letture import Lettura, read_typed
from ..ricerca.views import CERCATA
from .via import Via, way_to_record

#: The field of the dialog writes what is chosen: the view is named in `apps.ready`.
NOME = "pratiche_admin_cerca"


@require_safe
def cerca(request: HttpRequest) -> HttpResponse:
    """A fragment of HTML: the readings, each with its button."""
    typed = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:CERCATA]
    found = read_typed(typed, request.user)
    context = {
        "cercato": typed,
        "trovato": found,
        "scelte": [(reading, _way(request, reading)) for reading in found.letture],
        "con_le_parole": [(str(one), _identifier(one)) for one in found.con_le_parole],
    }
    return render(request, "pratiche/admin/cerca.html", context)


def _way(request: HttpRequest, reading: Lettura) -> Via:
    if reading.nostra:
        return Via()
    act = parse_identifier(reading.identificatore).atto
    held = ChiaveRegistro.objects.filter(chiave=act.chiave).select_related("norma", "pronuncia")
    return way_to_record(request.user, act, held.first())


def _identifier(record: Norma | Pronuncia) -> str:
    return str(record.identificatore)


urlpatterns = [path("cerca/", cerca, name=NOME)]
