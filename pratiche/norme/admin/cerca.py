"""«Cerca una norma»: what a typed citation may mean, for the dialog beside a field for identifiers."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from piattaforma.citazioni import parse_identifier

from ..models import ChiaveRegistro, Norma, Pronuncia
from ..proposte import is_decision
from ..ricerca.letture import Lettura, read_typed
from ..ricerca.views import CERCATA
from .base import edit_url

#: The field of the dialog writes what is chosen: the view is named in `apps.ready`.
NOME = "pratiche_admin_cerca"


@dataclass(frozen=True, slots=True)
class Scelta:
    """One reading that may be chosen, and the way to its record or to a new one."""

    lettura: Lettura
    #: a draft that nobody but editors sees
    bozza: str = ""
    crea: str = ""


@require_safe
def cerca(request: HttpRequest) -> HttpResponse:
    """A fragment of HTML: the readings, each with its button."""
    typed = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:CERCATA]
    found = read_typed(typed, request.user)
    context = {
        "cercato": typed,
        "trovato": found,
        "scelte": [_choice(request, reading) for reading in found.letture],
        "con_le_parole": [(str(one), _identifier(one)) for one in found.con_le_parole],
    }
    return render(request, "pratiche/admin/cerca.html", context)


def _choice(request: HttpRequest, reading: Lettura) -> Scelta:
    if reading.nostra:
        return Scelta(reading)
    act = parse_identifier(reading.identificatore).atto
    key = ChiaveRegistro.objects.filter(chiave=act.chiave).select_related("norma", "pronuncia")
    if (held := key.first()) is not None:
        return Scelta(reading, bozza=edit_url(held.norma or held.pronuncia))
    model = Pronuncia if is_decision(act) else Norma
    if not request.user.has_perm(f"pratiche.add_{model._meta.model_name}"):
        return Scelta(reading)
    add = reverse(model.snippet_viewset.get_url_name("add"))  # type: ignore[attr-defined]
    return Scelta(reading, crea=f"{add}?atto={act}")


def _identifier(record: Norma | Pronuncia) -> str:
    return str(record.identificatore)


urlpatterns = [path("cerca/", cerca, name=NOME)]
