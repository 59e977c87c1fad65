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


def panels_for(posizione: str, request: HttpRequest) -> dict[str, Any]:
    """The answers of all apps for a position, in the order in which they registered."""
    context: dict[str, Any] = {}
    for provider in _providers.get(posizione, []):
        context |= provider(request)
    return context
