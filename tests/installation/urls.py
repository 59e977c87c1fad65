"""The addresses of the site, and what every site has sooner or later: errors."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from piattaforma.urls import handler400, handler403, handler404, handler500
from piattaforma.urls import urlpatterns as site_patterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def error(request: HttpRequest, status: int) -> HttpResponse:
    """The error asked for, as a view of the site would cause it."""
    if status == 400:
        raise SuspiciousOperation
    if status == 403:
        raise PermissionDenied
    if status == 500:
        raise RuntimeError("rotto apposta")
    return render(request, f"{status}.html", status=status)


urlpatterns = [path("errore/<int:status>/", error), *site_patterns]
