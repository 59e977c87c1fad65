"""From a path to a page: one query for ours, Wagtail's own way for everything else.

Wagtail walks the tree one level a query. Here one
query on `url_path` finds the page with the columns of its type, a second one the pages above it with their
restrictions. Routable pages, aliases and other page types fall back to Wagtail.
"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail import hooks
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site
from wagtail.views import serve as wagtail_serve
from wagtail.views import serve_chain

from .page_types import joined, specific_of
from .siti import site_of


@dataclass(frozen=True, slots=True)
class Sopra:
    """A page above the one that is read: a crumb of the breadcrumb."""

    pk: int
    titolo: str
    url: str


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """The view of every page."""
    page = find_page(request, path)
    if page is None:
        return wagtail_serve(request, path)
    request._wagtail_route_for_request = (page, [], {})  # type: ignore[attr-defined]
    for hook in hooks.get_hooks("before_serve_page"):
        response = hook(page, request, [], {})
        if response is not None:
            return response
    chain = serve_chain
    if page.ha_restrizioni:
        # Wagtail's own check answers with the login or the password form.
        for hook in reversed(hooks.get_hooks("on_serve_page")):
            chain = hook(chain)
    return chain(page, request, [], {})


def find_page(request: HttpRequest, path: str) -> Any | None:
    """The live page of ours at `path`, with `sopra` and `ha_restrizioni`; None = ask Wagtail."""
    site = site_of(request)
    if site is None:
        raise Http404
    root_path = _root_path(site)
    url_path = root_path + (f"{path.strip('/')}/" if path.strip("/") else "")
    row = joined(
        Page.objects.filter(url_path=url_path, live=True, alias_of=None).select_related("resa")
    ).first()
    if row is None:
        return None
    page = specific_of(row)
    if page is row or isinstance(page, RoutablePageMixin):
        return None
    if hasattr(row, "resa"):
        page.resa = row.resa
    above_paths = [page.path[:end] for end in range(page.steplen * 2, len(page.path), page.steplen)]
    _load_above(page, above_paths, root_path)
    return page


def _load_above(page: Any, paths: list[str], root_path: str) -> None:
    """Breadcrumb and restrictions in one query."""
    rows = list(
        Page.objects.filter(path__in=[*paths, page.path])
        .order_by("path")
        .values_list("pk", "title", "url_path", "live", "view_restrictions__pk")
    )
    page.ha_restrizioni = any(row[4] is not None for row in rows)
    seen: dict[int, Sopra] = {}
    for pk, title, url_path, live, _ in rows:
        if live and pk != page.pk and url_path.startswith(root_path):
            seen[pk] = Sopra(pk, title, "/" + url_path[len(root_path) :])
    page.sopra = list(seen.values())


def above(page: Any) -> list[Sopra]:
    """The pages above `page` up to the home; from the routing where it ran, else by one query."""
    if not hasattr(page, "sopra"):
        ancestors = page.get_ancestors().filter(live=True, depth__gt=1)
        page.sopra = [Sopra(a.pk, a.title, a.url or "") for a in ancestors]
    return list(page.sopra)


def _root_path(site: Site) -> str:
    """The `url_path` of the site's home, from Wagtail's cache of root paths."""
    for root in Site.get_site_root_paths():
        if root.site_id == site.pk:
            return str(root.root_path)
    raise Http404
