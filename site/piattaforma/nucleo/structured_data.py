"""schema.org data of a page, as a JSON-LD data block (a block of data, not a script)."""

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from .contents import content_of
from .models.impostazioni import ImpostazioniSito
from .routing import Sopra

_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def page_graph(
    page: Any, *, crumbs: list[Sopra], sito: ImpostazioniSito, extra: dict[str, Any] | None = None
) -> SafeString:
    """The graph of one page: its entity, its breadcrumb, its publisher."""
    content = content_of(page)
    url = absolute(page.url or "/")
    entity: dict[str, Any] = {
        "@type": content.schema if content else "WebPage",
        "@id": url,
        "url": url,
        "name": page.title,
        "inLanguage": "it",
        "isPartOf": {"@type": "WebSite", "name": sito.nome, "url": absolute("/")},
        "publisher": publisher(sito),
    }
    if page.descrizione:
        entity["description"] = page.descrizione
    if page.first_published_at:
        entity["datePublished"] = page.first_published_at.isoformat()
    if page.last_published_at:
        entity["dateModified"] = page.last_published_at.isoformat()
    graph = [entity | (extra or {})]
    if crumbs:
        graph.append(breadcrumb([*crumbs, Sopra(page.pk, page.title, page.url or "/")]))
    return data_block({"@context": "https://schema.org", "@graph": graph})


def publisher(sito: ImpostazioniSito) -> dict[str, Any]:
    owner: dict[str, Any] = {"@type": "GovernmentOrganization", "name": sito.ente_nome}
    if sito.ente_url:
        owner["url"] = sito.ente_url
    return owner


def breadcrumb(crumbs: list[Sopra]) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": i, "name": c.titolo, "item": absolute(c.url)}
            for i, c in enumerate(crumbs, start=1)
        ],
    }


def absolute(path: str) -> str:
    return path if path.startswith(("http://", "https://")) else settings.BASE_URL + path


def data_block(data: dict[str, Any]) -> SafeString:
    """`data` inside a script element of type JSON-LD; nothing in it can close the element."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308
