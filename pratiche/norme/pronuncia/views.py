"""The list of decisions, one decision, the questions on which they take sides."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ..atto.senza_scheda import untold_act
from ..models import Orientamento
from ..orientamento.presentation import orientamenti_context, orientamento_context
from ..querysets import key_at
from .elenco import giurisprudenza_context
from .presentation import pronuncia_context


@require_safe
def giurisprudenza(request: HttpRequest) -> HttpResponse:
    return render(request, "pratiche/giurisprudenza.html", giurisprudenza_context(request))


@require_safe
def pronuncia(request: HttpRequest, slug: str) -> HttpResponse:
    """One decision; a minimal page for one that is cited and has no record."""
    key = key_at(slug, request.user)
    if key is None or key.pronuncia is None:
        return untold_act(request, slug, decisione=True)
    if slug != key.pronuncia.slug:
        return redirect(key.pronuncia.get_absolute_url())
    return render(request, "pratiche/pronuncia.html", pronuncia_context(key.pronuncia, request))


@require_safe
def orientamenti(request: HttpRequest) -> HttpResponse:
    return render(request, "pratiche/orientamenti.html", orientamenti_context(request))


@require_safe
def orientamento(request: HttpRequest, codice: str) -> HttpResponse:
    questions: Any = Orientamento.objects.visibile_a(request.user)
    question = get_object_or_404(questions, codice=codice)
    return render(request, "pratiche/orientamento.html", orientamento_context(question, request))
