"""How often one may search: high, since a whole town hall may be behind one address."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render

from piattaforma.utenti import limiti
from piattaforma.utenti.indirizzo import client_address

from ..contract import FACETS

FINESTRA = timedelta(minutes=1)
#: Searches and completions that one account, or one address without an account, may ask for in it.
RICERCHE, SUGGERIMENTI = 120, 600

View = Callable[..., HttpResponseBase]


def at_most(quanti: int, che: str) -> Callable[[View], View]:
    """Decorator: 429 past `quanti` requests in a minute; an address that asks nothing is free."""

    def limit(view: View) -> View:
        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            who = _who(request)
            if not who or not _asks(request.GET) or _counted(f"{che}:{who}", quanti):
                return view(request, *args, **kwargs)
            return _too_many(request)

        return limited

    return limit


def _asks(query: QueryDict) -> bool:
    """Words, choices or a content inside which to search."""
    return any(query.get(name) for name in ("q", "dentro", *FACETS))


def _who(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return f"utente {request.user.pk}"
    return client_address(request)


def _counted(key: str, quanti: int) -> bool:
    return limiti.within_limit(chiave=key, quanti=quanti, finestra=FINESTRA)


def _too_many(request: HttpRequest) -> HttpResponse:
    seconds = int(FINESTRA.total_seconds())
    response = render(request, "429.html", {"minuti": seconds // 60}, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "private, no-store"
    return response
