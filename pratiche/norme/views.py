"""The pages of the register: thin, what templates read is in the presentation of each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from .indirizzi import canonical, spelled
from .models import ChiaveRegistro, Norma, Orientamento
from .presentation import crumbs
from .presentation_applica import list_context
from .presentation_norma import cited_article, named, norma_context
from .querysets import article_of, key_at
from .views_senza_scheda import untold_act


def norma_at(request: HttpRequest, slug: str) -> tuple[Norma, ChiaveRegistro]:
    """The act at an address, also one of its former ones; 404 where nobody may read it."""
    key = key_at(slug, request.user)
    if key is None or key.norma is None:
        raise Http404
    return key.norma, key


@require_safe
def norme(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


@require_safe
def norma(request: HttpRequest, slug: str) -> HttpResponse:
    """One act; a minimal page for an act that is cited and has no record."""
    key = key_at(slug, request.user)
    if key is None or key.norma is None:
        return untold_act(request, slug, decisione=False)
    if not key.principale:
        return _moved(request, key.norma.get_absolute_url())
    return render(request, "pratiche/norma.html", norma_context(key.norma, request))


@require_safe
def chi_applica_atto(request: HttpRequest, slug: str) -> HttpResponse:
    """Who names the act as a whole; with `?articolo=`, who cites an article that has no page."""
    record, key = norma_at(request, slug)
    if not key.principale:
        return _moved(request, reverse("pratiche_chi_applica_atto", args=[record.dati.slug]))
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
        "briciole": crumbs((record.titolo_breve, record.get_absolute_url()), ("Chi la cita", "")),
    }
    return render(request, "pratiche/chi_applica.html", context)


def _moved(request: HttpRequest, url: str) -> HttpResponse:
    """To today's address of what was asked for at a former one."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{url}?{query}" if query else url)


@require_safe
def giurisprudenza(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


@require_safe
def pronuncia(request: HttpRequest, slug: str) -> HttpResponse:
    key = key_at(slug, request.user)
    if key is None or key.pronuncia is None:
        raise Http404
    return HttpResponse(str(key.pronuncia))


@require_safe
def orientamenti(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


@require_safe
def orientamento(request: HttpRequest, codice: str) -> HttpResponse:
    questions: Any = Orientamento.objects.visibile_a(request.user)
    return HttpResponse(str(get_object_or_404(questions, codice=codice)))
