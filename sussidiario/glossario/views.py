"""The index of the glossary and the page of one voice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..models import VoceGlossario
from .presentation import glossario_context, voce_context


@require_safe
def glossario(request: HttpRequest) -> HttpResponse:
    """Every voice by letter, those of one topic (`?tema=`), those that say something (`?q=`)."""
    return render(request, "sussidiario/glossario.html", glossario_context(request))


@require_safe
def voce(request: HttpRequest, codice: str) -> HttpResponse:
    """One voice; 404 where it is not published."""
    voices = VoceGlossario.objects.visibile_a(request.user)
    context = voce_context(get_object_or_404(voices, codice=codice), request)
    return render(request, "sussidiario/voce_glossario.html", context)
