"""The page of updates: what changed, by kind, section, topic and year."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..routing import Sopra
from ..update_filters import FiltroAggiornamenti
from ..updates import as_rows, visible_updates

PER_PAGE = 20


@require_safe
def aggiornamenti(request: HttpRequest) -> HttpResponse:
    """200 with the rows; 400 where the address asks for a filter that does not exist."""
    filtro = FiltroAggiornamenti.from_request(request)
    paginator = Paginator(filtro.apply(visible_updates(request.user)), PER_PAGE)
    page = paginator.get_page(request.GET.get("pagina"))
    here = reverse("nucleo_aggiornamenti")
    context = {
        "righe": as_rows(page.object_list),
        "pagine": page,
        "conteggio": paginator.count,
        "filtri": filtro.groups(),
        "filtri_attivi": [
            {"etichetta": label, "url": here + filtro.query(without=name)}
            for name, label in filtro.active()
        ],
        "togli_tutti": here,
        "errori": [str(error) for errors in filtro.form.errors.values() for error in errors],
        "query": filtro.query(),
        "atom_url": reverse("nucleo_atom") + filtro.query(),
        "briciole": [Sopra(0, "Home", "/"), Sopra(0, "Aggiornamenti", "")],
    }
    status = 200 if filtro.is_valid else 400
    return render(request, "nucleo/aggiornamenti.html", context, status=status)
