"""What readers of the Sussidiario reach beside its pages."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from .edizione.presentation_confronto import comparison_context
from .querysets import edition_today, editions_of_question
from .situazione.presentation import situation_context, situations_context


@require_safe
def scheda(request: HttpRequest, codice: str, anno: str = "") -> HttpResponseRedirect:
    """302 to the question with this code, in the edition named (its slug) or as it is today.

    A question that today's edition has dropped is answered by the last edition that has it.
    """
    found = editions_of_question(codice, request.user)
    if anno:
        found = [version for version in found if version.slug_edizione == anno]
    if not found:
        raise Http404
    today = edition_today()
    current = next((v for v in found if today and v.edizione.pk == today.pk), None)
    # An edition that is being prepared answers only where no other does.
    past = next((v for v in found if today and v.edizione.anno < today.anno), None)
    return redirect((current or past or found[0]).scheda.url or "/")


@require_safe
def confronta(request: HttpRequest) -> HttpResponse:
    """Two editions side by side, or one question of both; 400 for an edition that is not there."""
    context = comparison_context(request)
    return render(request, "sussidiario/confronta.html", context, status=context["status"])


@require_safe
def situazioni(request: HttpRequest) -> HttpResponse:
    """The door "Ho una domanda"."""
    return render(request, "sussidiario/situazioni.html", situations_context(request))


@require_safe
def situazione(request: HttpRequest, codice: str) -> HttpResponse:
    """One situation: the short answers of its schede, in order. 404 where none can be read."""
    context = situation_context(request, codice)
    if context is None:
        raise Http404
    return render(request, "sussidiario/situazione.html", context)
