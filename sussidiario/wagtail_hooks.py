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

from .edizione import admin as edizioni
from .edizione.codici import codes_taken
from .glossario.admin import VoceViewSet
from .models import EdizioneCorrente, EdizionePage
from .situazione.admin import DaSistemare, SituazioneViewSet

register_snippet(SituazioneViewSet)
register_snippet(VoceViewSet)


@hooks.register("register_admin_urls")
def edition_urls() -> list[URLPattern | URLResolver]:
    return [path("sussidiario/edizioni/", include(edizioni.urlpatterns))]


@hooks.register("register_page_header_buttons")
def header_buttons(page: Any, user: Any, view_name: str, next_url: Any = None) -> Iterator[Button]:
    return edizioni.edition_buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page: Any, user: Any, next_url: Any = None) -> Iterator[Button]:
    return edizioni.edition_buttons(page, user)


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


@hooks.register("before_unpublish_page")
@hooks.register("before_delete_page")
def keep_the_current_edition(request: HttpRequest, page: Any) -> Any:
    """Without today's edition the site has no answer: another takes its place first."""
    below = EdizionePage.objects.descendant_of(page, inclusive=True)
    current = EdizioneCorrente.objects.filter(edizione__in=below.values("pk")).first()
    if current is None:
        return None
    messages.error(
        request,
        f"«{current.edizione.title}» è l’edizione corrente: prima rendi corrente un’altra edizione.",
    )
    return redirect("wagtailadmin_explore", page.pk)


@hooks.register("before_unpublish_page")
def unpublish_editions_whole(request: HttpRequest, page: Any) -> Any:
    """The schede of an edition that is not there would be read under a page that is not there."""
    if page.specific_class is not EdizionePage or request.method != "POST":
        return None
    if request.POST.get("include_descendants") == "on":
        return None
    messages.error(request, "Togli dal sito anche le parti e le schede: spunta la casella.")
    return redirect("wagtailadmin_pages:unpublish", page.pk)


@hooks.register("construct_homepage_panels")
def loose_ends_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(DaSistemare())
