"""The site that a request reaches: kept by every process under the generation token, as the frame is."""

from django.http import HttpRequest
from wagtail.models import Site

from .models import Generazione

#: Names under which a process remembers a site; a wildcard host could bring any number of them.
MOST_HOSTS = 50
_kept: dict[str, tuple[str, Site | None]] = {}


def token_of(request: HttpRequest) -> str:
    """Today's generation token, asked once a request."""
    token = getattr(request, "_generazione", None)
    if token is None:
        token = request._generazione = Generazione.current()  # type: ignore[attr-defined]
    return str(token)


def site_of(request: HttpRequest) -> Site | None:
    """The site of a request, for us and, from here on, for Wagtail; one query when it changed."""
    # As Wagtail does: a host that is not allowed gets an error page, which has a frame.
    host, token = request._get_raw_host(), token_of(request)  # type: ignore[attr-defined]
    kept = _kept.get(host)
    if kept and kept[0] == token and token:
        request._wagtail_site = kept[1]  # type: ignore[attr-defined]
        return kept[1]
    # Wagtail keeps the root paths of sites an hour in each process: they are as old as the token.
    Site.clear_site_root_paths_cache()
    site: Site | None = Site.find_for_request(request)
    if len(_kept) >= MOST_HOSTS:
        _kept.clear()
    _kept[host] = (token, site)
    return site
