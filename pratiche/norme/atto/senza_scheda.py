"""The page of an act or of a decision that contents cite and the register does not have."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from piattaforma.riferimenti.querysets import cited_acts

from ..indirizzi import norma_url, pronuncia_url
from ..presentation import capital, crumbs
from ..pronuncia.presentation import law_crumbs

#: Who cites it, on one page.
PER_PAGINA = 50


def untold_act(request: HttpRequest, slug: str, *, decisione: bool) -> HttpResponse:
    """Its name, its official source and who cites it; 404 where no visible content does."""
    number = request.GET.get("pagina", "1")
    readable = number.isdecimal() and len(number) < 6
    start = (max(int(number), 1) - 1) * PER_PAGINA if readable else 0
    acts = cited_acts(request.user, slug=slug, start=start, shown=PER_PAGINA)
    act = next((one for one in acts if one.schede), None)
    if act is None:
        raise Http404
    if act.is_decisione != decisione:
        return redirect(pronuncia_url(slug) if act.is_decisione else norma_url(slug))
    paginator: Any = Paginator(range(act.n), PER_PAGINA)
    name = capital(act.titolo)
    context = {
        "atto": act,
        "nome": name,
        "pagine": paginator.get_page(start // PER_PAGINA + 1),
        "briciole": law_crumbs(name) if decisione else crumbs((name, "")),
    }
    return render(request, "pratiche/senza_scheda.html", context)
