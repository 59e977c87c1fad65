"""The pages of the register: thin, what templates read is in the presentation of each."""

import re
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from piattaforma.riferimenti.risolutore import indirizzo_ricerca

from ..articolo.applica import list_context
from ..indirizzi import canonical, moved, norma_url, spelled
from ..models import ChiaveRegistro, Norma
from ..presentation import crumbs
from ..querysets import article_of, key_at
from ..ricerca.views import CERCATA
from .elenco import norme_context
from .presentation import cited_article, named, norma_context
from .senza_scheda import untold_act

_SLUG = re.compile(r"[-a-zA-Z0-9_]+")


def norma_at(request: HttpRequest, slug: str) -> tuple[Norma, ChiaveRegistro]:
    """The act at an address, also one of its former ones; 404 where nobody may read it."""
    key = key_at(slug, request.user)
    if key is None or key.norma is None:
        raise Http404
    return key.norma, key


@require_safe
def norme(request: HttpRequest) -> HttpResponse:
    """All acts; what was asked for here before the register had addresses is led to where it is now."""
    if slug := request.GET.get("atto"):
        if not _SLUG.fullmatch(slug):
            raise Http404
        return redirect(norma_url(slug))
    if "q" in request.GET:
        return redirect(f"{indirizzo_ricerca()}?{urlencode({'q': request.GET['q'][:CERCATA]})}")
    return render(request, "pratiche/norme.html", norme_context(request))


@require_safe
def norma(request: HttpRequest, slug: str) -> HttpResponse:
    """One act; a minimal page for an act that is cited and has no record."""
    key = key_at(slug, request.user)
    if key is not None and key.pronuncia is not None:
        return redirect(key.pronuncia.get_absolute_url())
    if key is None or key.norma is None:
        return untold_act(request, slug, decisione=False)
    if not key.principale:
        return moved(request, key.norma.get_absolute_url())
    return render(request, "pratiche/norma.html", norma_context(key.norma, request))


@require_safe
def chi_applica_atto(request: HttpRequest, slug: str) -> HttpResponse:
    """Who names the act as a whole; with `?articolo=`, who cites an article that has no page."""
    record, key = norma_at(request, slug)
    if not key.principale:
        return moved(request, reverse("pratiche_chi_applica_atto", args=[record.dati.slug]))
    numero = canonical(request.GET.get("articolo", ""))
    if numero and article_of(record, numero) is not None:
        return redirect(reverse("pratiche_chi_applica", args=[slug, spelled(numero)]))
    if numero:
        found = list_context(
            request.GET, request.user, cited_article(record, numero), cosa="l’articolo"
        )
        if not found["n"]:
            raise Http404
    else:
        found = list_context(
            request.GET, request.user, named(record), cosa="l’atto", per_comma=False
        )
    part = f"Art. {spelled(numero)}, " if numero else ""
    name = f"{part}{record.titolo_breve}"
    context = found | {
        "titolo": f"Chi cita: {name}",
        "che": name,
        "atto": not numero,
        "pagina": record.get_absolute_url(),
        "briciole": crumbs((record.titolo_breve, record.get_absolute_url()), ("Chi lo nomina", "")),
    }
    return render(request, "pratiche/chi_applica.html", context)
