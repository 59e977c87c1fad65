"""Situations in the admin, and what is to be put right between them and the schede."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.snippets.views.snippets import SnippetViewSet

from ..models import Situazione
from .querysets import loose_ends


class SituazioneViewSet(SnippetViewSet):  # type: ignore[misc]
    model = Situazione
    icon = "help"
    menu_label = "Situazioni"
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["frase", "codice", "ordine"]
    search_fields = ["frase", "codice", "spiegazione"]
    search_backend_name = None
    ordering = ["ordine", "frase"]


class DaSistemare(Component):  # type: ignore[misc]
    """On the editors' first page: schede that no situation leads to, codes that lead nowhere."""

    order = 120

    def render_html(self, parent_context: Any = None) -> str:
        request: HttpRequest = parent_context["request"]
        if not request.user.has_perm("sussidiario.change_situazione"):
            return ""
        ends = loose_ends()
        if not (ends.senza or ends.perdute or ends.doppi):
            return ""
        context = {"capi": ends, "indirizzo": reverse(SituazioneViewSet().get_url_name("list"))}
        return render_to_string("sussidiario/admin/da_sistemare.html", context, request=request)
