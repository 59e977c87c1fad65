"""From a path to a page: two queries for ours, Wagtail's own way for everything else.

Wagtail walks the tree one level a query. Here one query on `url_path` finds the page, its type, the
pages above it and their restrictions (the addresses above a page are the beginnings of its own), a
second one loads the page as its type. Routable pages, aliases and other page types fall back to
Wagtail.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail import hooks
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site
from wagtail.views import serve as wagtail_serve
from wagtail.views import serve_chain

from .page_types import page_model
from .querysets import refused_to
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
        if request.user.is_authenticated and refused_to(page, request.user):
            # Wagtail would send who is signed in already to sign in, and back, for ever.
            raise PermissionDenied
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
    rows = _trail(url_path)
    row = next((r for r in rows if r.url_path == url_path and r.live and not r.alias_of_id), None)
    model = row and page_model(row.content_type_id)
    if row is None or model is None or issubclass(model, RoutablePageMixin):
        return None
    page = model._default_manager.select_related("resa", "ufficio").filter(pk=row.pk).first()
    if page is None:
        return None
    above_it = [r for r in rows if row.path.startswith(r.path)]
    page.ha_restrizioni = any(r.view_restrictions__pk is not None for r in above_it)
    page.sopra = list(
        {
            r.pk: Sopra(r.pk, r.title, "/" + r.url_path[len(root_path) :])
            for r in above_it
            if r.live and r.pk != row.pk and r.url_path.startswith(root_path)
        }.values()
    )
    return page


def _trail(url_path: str) -> list[Any]:
    """The page at `url_path` and all those above it, the root too, once for each restriction."""
    parts = url_path.strip("/").split("/")
    trail = ["/", *("/" + "/".join(parts[:end]) + "/" for end in range(1, len(parts) + 1))]
    return list(
        Page.objects.filter(url_path__in=trail)
        .order_by("path")
        .values_list(
            "pk",
            "path",
            "title",
            "url_path",
            "live",
            "content_type_id",
            "alias_of_id",
            "view_restrictions__pk",
            named=True,
        )
    )


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
