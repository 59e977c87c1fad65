"""The pages of the register: thin, what templates read is in the presentation of each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from .models import ChiaveRegistro, Norma, Orientamento
from .querysets import key_at


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
    record, key = norma_at(request, slug)
    if not key.principale:
        return redirect(record.get_absolute_url())
    return HttpResponse(str(record))


@require_safe
def chi_applica_atto(request: HttpRequest, slug: str) -> HttpResponse:
    return HttpResponse(str(norma_at(request, slug)[0]))


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
