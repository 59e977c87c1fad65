"""The kernel in the admin: vocabularies, and what the menu does not need."""

from typing import Any

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Termine

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


@hooks.register("construct_main_menu")
def hide_unused(request: Any, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in _HIDDEN]
