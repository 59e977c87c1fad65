"""The page of an article, its versions side by side, and the lists of who applies it."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from piattaforma.riferimenti.chi_applica import applying
from piattaforma.riferimenti.querysets import is_cited

from ..atto.presentation import cited_article
from ..indirizzi import canonical, moved, norma_url, spelled
from ..models import Articolo
from ..querysets import key_at
from .applica import list_context
from .giorno import GiornoNonValido, read_day
from .pagina import article_page
from .presentation import address_of, applied, articolo_context, listed_context
from .versioni import versioni_context

Vista = Callable[[HttpRequest, str, str], HttpResponse]


class ArticoloAssente(Exception):
    """The register does not tell the article; it may be cited nevertheless."""


def told_or_cited(view: Vista) -> Vista:
    """Decorator: an article without a page leads to who cites it."""

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, numero: str) -> HttpResponse:
        try:
            return view(request, slug, numero)
        except ArticoloAssente:
            return missing(request, slug, numero)

    return wrapped


def article_at(
    request: HttpRequest, slug: str, numero: str, day: dt.date | None = None
) -> Articolo:
    """The article with the state of a day, today's without one."""
    article = article_page(slug, numero, day or timezone.localdate(), request.user)
    if article is None:
        raise ArticoloAssente(slug, numero)
    return article


def missing(request: HttpRequest, slug: str, numero: str) -> HttpResponse:
    """Who cites an article that the register does not tell; 404 where nobody does."""
    key = key_at(slug, request.user)
    if key is not None and key.norma is not None:
        where = cited_article(key.norma, canonical(numero))
        if applying(request.user, where.bersaglio, but=where.tranne).exists():
            return redirect(where.list_url())
    elif is_cited(request.user, slug):
        return redirect(norma_url(slug))
    raise Http404


def is_elsewhere(article: Articolo, slug: str, numero: str) -> bool:
    """Whether it was asked for at a former address, or in another spelling."""
    return (slug, numero) != (article.norma.dati.slug, spelled(article.numero))


@require_safe
@told_or_cited
def articolo(request: HttpRequest, slug: str, numero: str) -> HttpResponse:
    """One article; 400 with the page of today where the day asked for is none."""
    day: dt.date | None = None
    problem = ""
    try:
        day = read_day(request.GET.get("al", ""))
    except GiornoNonValido as wrong:
        problem = str(wrong)
    article = article_at(request, slug, numero, day)
    if is_elsewhere(article, slug, numero):
        return moved(request, address_of(article))
    context = articolo_context(article, request, day)
    context |= {"al": request.GET.get("al", "") if problem else day, "al_errore": problem}
    return render(request, "pratiche/articolo.html", context, status=400 if problem else 200)


@require_safe
@told_or_cited
def chi_applica(request: HttpRequest, slug: str, numero: str) -> HttpResponse:
    article = article_at(request, slug, numero)
    if is_elsewhere(article, slug, numero):
        return moved(request, address_of(article, "pratiche_chi_applica"))
    found = list_context(request.GET, request.user, applied(article), cosa="l’articolo")
    return render(request, "pratiche/chi_applica.html", found | listed_context(article))


@require_safe
@told_or_cited
def confronto_versioni(request: HttpRequest, slug: str, numero: str) -> HttpResponse:
    """Two versions side by side; 404 where there are not two."""
    article = article_at(request, slug, numero)
    if is_elsewhere(article, slug, numero):
        return moved(request, address_of(article, "pratiche_versioni"))
    context: dict[str, Any] | None = versioni_context(article, request)
    if context is None:
        raise Http404
    return render(request, "pratiche/versioni.html", context)
