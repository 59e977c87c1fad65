"""Hangs editions, situations and glossary in the admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet

from .admin import editions
from .admin.situations import DaSistemare, SituazioneViewSet
from .codes import codes_taken
from .glossario.admin import VoceViewSet

register_snippet(SituazioneViewSet)
register_snippet(VoceViewSet)


@hooks.register("register_admin_urls")
def edition_urls() -> list[URLPattern | URLResolver]:
    return [path("sussidiario/edizioni/", include(editions.urlpatterns))]


@hooks.register("register_page_header_buttons")
def header_buttons(page: Any, user: Any, view_name: str, next_url: Any = None) -> Iterator[Button]:
    return editions.edition_buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page: Any, user: Any, next_url: Any = None) -> Iterator[Button]:
    return editions.edition_buttons(page, user)


@hooks.register("before_move_page")
def refuse_taken_codes(request: HttpRequest, page: Any, destination: Any) -> Any:
    """A scheda does not enter an edition that has its code already."""
    taken = codes_taken(page, destination, stays=False)
    if not taken:
        return None
    messages.error(
        request,
        f"Niente è stato spostato: in quell’edizione c’è già il codice {', '.join(taken)}.",
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("construct_homepage_panels")
def loose_ends_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(DaSistemare())
