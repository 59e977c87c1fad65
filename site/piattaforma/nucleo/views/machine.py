"""What machines read: sitemap, robots, llms.txt, security.txt, the owner's colours, health."""

import datetime as dt
import os
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page

from piattaforma.lavori.stato import eta_ciclo

from ..colours import fingerprint, owner_stylesheet
from ..contents import Contenuto, ContenutoPagina, Voce, all_contents
from ..frame import frame_of
from ..page_types import page_models
from ..prontezza import states
from ..querysets import Reader, visible_to
from ..structured_data import absolute

#: The loop of jobs turns every few seconds: past this it is late.
CICLO_IN_RITARDO = dt.timedelta(minutes=5)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that the reader may see, and every other content."""
    pages = Page.objects.type(*page_models()).order_by("path")
    shown = [page for page in visible_to(pages, request.user) if page.url]
    entries: list[dict[str, Any]] = [
        {"location": absolute(page.url), "lastmod": page.last_published_at} for page in shown
    ]
    for _, others in _no_pages(request.user):
        entries += [{"location": absolute(entry.url)} for entry in others]
    response = render(request, "sitemap.xml", {"urlset": entries}, content_type="application/xml")
    # A directory for machines: it is not itself a result.
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _no_pages(user: Reader) -> Iterator[tuple[Contenuto, list[Voce]]]:
    """The contents that are no pages, in the order of their lists: two queries a type."""
    for content in all_contents():
        if content.base is Page:
            continue
        keys = list(content.visibili(user).values_list("pk", flat=True))
        entries = (entry for entry in content.entries(keys).values() if entry.url) if keys else ()
        yield content, sorted(entries, key=lambda entry: entry.ordine)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {settings.BASE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """A plain index for readers that are programs (llmstxt.org): what everybody may see."""
    sito = frame_of(request).sito
    lines = [f"# {sito.nome}", "", f"> {sito.motto}. Ente titolare: {sito.ente_nome}.", ""]
    visible = visible_to(Page.objects.all(), AnonymousUser())
    for content in all_contents():
        if not isinstance(content, ContenutoPagina):
            continue
        pages = list(visible.type(content.modello).order_by("path")[:200])
        if pages:
            lines.append(f"## {content.genere}")
            lines += [f"- [{page.title}]({absolute(page.url or '/')})" for page in pages]
            lines.append("")
    for content, others in _no_pages(AnonymousUser()):
        if others:
            lines.append(f"## {content.genere}")
            lines += [f"- [{entry.titolo}]({absolute(entry.url)})" for entry in others[:200]]
            lines.append("")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116. The contact is the owner's; it expires a year from today, as asked for each year."""
    sito = frame_of(request).sito
    if not sito.email_redazione:
        raise Http404
    expires = (timezone.now() + dt.timedelta(days=365)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: mailto:{sito.email_redazione}",
        f"Expires: {expires}",
        "Preferred-Languages: it, en",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def stile(request: HttpRequest, nome: str) -> HttpResponse:
    """The owner's colours. An old name leads nowhere: the page that asks has the new one."""
    sito = frame_of(request).sito
    main, law = sito.colore_principale, sito.colore_norme
    if nome != fingerprint(main, law):
        raise Http404
    return HttpResponse(owner_stylesheet(main, law), content_type="text/css; charset=utf-8")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. No database."""
    return JsonResponse({"stato": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 where pages can be served; a late loop, or another part that fails, is said but stops no reading."""
    checks = {"database": _database_answers(), "media": _media_writable()}
    checks["migrazioni"] = checks["database"] and _migrated()
    ready = all(checks.values())
    age = eta_ciclo() if checks["database"] and checks["migrazioni"] else None
    late = age is None or age > CICLO_IN_RITARDO
    body = {
        "stato": "pronto" if ready else "non pronto",
        **{name: "ok" if fine else "errore" for name, fine in checks.items()},
        "lavori": "in ritardo" if late else "ok",
        "lavori_eta_secondi": None if age is None else int(age.total_seconds()),
        **states(),
    }
    return JsonResponse(body, status=200 if ready else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001  whatever it is, the answer is "not ready"
        return False
    return True


def _media_writable() -> bool:
    folder = settings.MEDIA_ROOT
    return os.access(folder, os.W_OK) if os.path.isdir(folder) else True


def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
