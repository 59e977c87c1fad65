"""Offices in the admin."""

from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Ufficio


class UfficioViewSet(SnippetViewSet):
    """List and form of the offices, among the settings."""

    model = Ufficio
    icon = "group"
    menu_label = "Uffici"
    menu_order = 650
    add_to_settings_menu = True
    list_display = ("nome", "codice", "email", "gruppo")
    search_fields = ("nome", "codice", "email")
    ordering = ("nome",)
    panels = [
        FieldPanel("nome"),
        FieldPanel("codice"),
        FieldPanel("email"),
        FieldPanel("gruppo"),
    ]


register_snippet(UfficioViewSet)
