"""The addresses that are printed and quoted: they lead to the page of today."""

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from .models import EdizionePage
from .querysets import current_edition, schede_of


@require_safe
def scheda(request: HttpRequest, codice: str, anno: str = "") -> HttpResponseRedirect:
    """302 to the scheda with this code, in the current edition or in the one named (its slug)."""
    if anno:
        edition = EdizionePage.objects.visibile_a(request.user).filter(slug=anno).first()
    else:
        edition = current_edition(request.user)
    page = edition and schede_of(edition, request.user).filter(codice=codice).first()
    if not page:
        raise Http404
    return redirect(page.url)
