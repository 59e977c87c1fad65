"""Opening what one types, and what one has the identifier of."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from piattaforma.citazioni import IdentificatoreNonValido, parse_identifier
from piattaforma.riferimenti.risolutore import resolve

from ..presentation import crumbs
from .letture import read_typed

#: The longest text that is read as a citation, in characters.
CERCATA = 300


@require_safe
def vai(request: HttpRequest) -> HttpResponse:
    """The page of the one record that was typed; else what it may mean, and what was not understood."""
    typed = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:CERCATA]
    found = read_typed(typed, request.user)
    if found.unica:
        return redirect(found.unica)
    context = {
        "cercato": typed,
        "trovato": found,
        "ricerca_url": reverse("pratiche_vai"),
        "norme_url": reverse("pratiche_norme"),
        "briciole": crumbs(("Cerca", "")),
    }
    return render(request, "pratiche/vai.html", context)


@require_safe
def identificatore(request: HttpRequest, identificatore: str) -> HttpResponse:
    """302 to the record of an identifier, or to its official source; 404 where there is neither."""
    try:
        read = parse_identifier(identificatore)
    except IdentificatoreNonValido as problem:
        raise Http404(str(problem)) from problem
    answer = resolve([read])[str(read)]
    if not answer.url:
        raise Http404
    return redirect(answer.url)
