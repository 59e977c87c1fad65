"""The kernel in the admin: vocabularies, what the menu does not need, bulk publication checked."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Termine
from .refusals import refusals
from .voce import admin as voce
from .voce.pagine import may_edit_some

#: Entries of Wagtail's menus that lead nowhere here.
_HIDDEN = {"help"}


class TermineViewSet(SnippetViewSet):  # type: ignore[misc]
    model = Termine
    icon = "tag"
    menu_label = "Termini"
    menu_order = 500
    add_to_admin_menu = True
    list_display = ["etichetta", "vocabolario", "codice", "genitore"]
    list_filter = ["vocabolario"]
    search_fields = ["etichetta", "etichette_alternative", "codice"]
    panels = [
        "vocabolario",
        "codice",
        "etichetta",
        "etichette_alternative",
        "definizione",
        "genitore",
        "ordine",
        "valida_dal",
        "valida_al",
    ]


register_snippet(TermineViewSet)


class ReadersMenuItem(MenuItem):  # type: ignore[misc]
    """Shown to those who may edit some page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_edit_some(request.user)


@hooks.register("register_admin_urls")
def readers_urls() -> list[URLPattern]:
    votes, reports = voce.ValutazioniView, voce.SegnalazioniView
    return [
        path("valutazioni/", votes.as_view(), name="nucleo_valutazioni_admin"),
        path(
            "valutazioni/risultati/",
            votes.as_view(results_only=True),
            name="nucleo_valutazioni_admin_results",
        ),
        path("valutazioni/<int:pk>/", voce.valutazioni_pagina, name="nucleo_valutazioni_pagina"),
        path("segnalazioni/", reports.as_view(), name="nucleo_segnalazioni_admin"),
        path(
            "segnalazioni/risultati/",
            reports.as_view(results_only=True),
            name="nucleo_segnalazioni_admin_results",
        ),
        path("segnalazioni/<int:pk>/", voce.segnalazione, name="nucleo_segnalazione_admin"),
    ]


@hooks.register("register_admin_menu_item")
def reports_menu() -> MenuItem:
    url = reverse("nucleo_segnalazioni_admin")
    return ReadersMenuItem("Segnalazioni", url, icon_name="warning", order=350)


@hooks.register("register_reports_menu_item")
def votes_menu() -> MenuItem:
    url = reverse("nucleo_valutazioni_admin")
    return ReadersMenuItem("Valutazioni delle pagine", url, icon_name="pick", order=100)


@hooks.register("construct_main_menu")
def hide_unused(request: Any, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in _HIDDEN]


@hooks.register("before_bulk_action")
def refuse_incomplete_drafts(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponseRedirect | None:
    """Bulk publication skips the form: a draft that the form would refuse is said, and nothing goes live."""
    if action_type != "publish":
        return None
    incomplete = [page.get_admin_display_title() for page in objects if not _is_complete(page)]
    if not incomplete:
        return None
    titles = ", ".join(f"«{title}»" for title in incomplete)
    messages.error(request, f"Niente è stato pubblicato: completa prima {titles}.")
    return redirect(action.next_url)


def _is_complete(page: Any) -> bool:
    return not refusals(page.get_latest_revision_as_object())
