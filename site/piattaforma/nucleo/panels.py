"""Panels that apps bring to a page of another app: "what goes in this position?".

The page asks for a position; each app registered there answers with what its part of the template
reads, or with nothing. So the home shows schede and acts without the kernel naming who has them.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

Provider = Callable[[HttpRequest], dict[str, Any]]

_providers: dict[str, list[Provider]] = {}


def register_panel(posizione: str) -> Callable[[Provider], Provider]:
    """Decorator: `provider(request)` answers for a position, with keys of the template's context."""

    def register(provider: Provider) -> Provider:
        _providers.setdefault(posizione, []).append(provider)
        return provider

    return register


#: position, site → token of the day, answers for whoever is not signed in
_kept: dict[tuple[str, int], tuple[str, dict[str, Any]]] = {}


def panels_for(posizione: str, request: HttpRequest) -> dict[str, Any]:
    """The answers of all apps for a position, in the order in which they registered.

    For whoever is not signed in they depend on the contents alone: every process keeps them while
    the generation token is the same, as it keeps the frame.
    """
    from .siti import site_of, token_of

    if request.user.is_authenticated:
        return _ask(posizione, request)
    site, token = site_of(request), token_of(request)
    key = (posizione, site.pk if site else 0)
    kept = _kept.get(key)
    if kept is None or kept[0] != token or not token:
        kept = _kept[key] = (token, _ask(posizione, request))
    return dict(kept[1])


def _ask(posizione: str, request: HttpRequest) -> dict[str, Any]:
    context: dict[str, Any] = {}
    for provider in _providers.get(posizione, []):
        context |= provider(request)
    return context
