"""Search's entry in the menu of the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import MenuItem
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from .permessi import SCRIVE_SINONIMI, VEDE_PAROLE
from .promossi import RisultatoPromossoViewSet
from .sinonimi import GruppoSinonimiViewSet


class VoceMenu(MenuItem):  # type: ignore[misc]
    """An entry for whoever has a permission."""

    def __init__(self, permission: str, *args: Any, **kwargs: Any) -> None:
        self.permission = permission
        super().__init__(*args, **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(self.permission))


class GruppoRicerca(SnippetViewSetGroup):  # type: ignore[misc]
    items = (GruppoSinonimiViewSet, RisultatoPromossoViewSet)
    menu_label = "Ricerca"
    menu_name = "ricerca"
    menu_icon = "search"
    menu_order = 320
    add_to_admin_menu = True

    def get_submenu_items(self) -> list[MenuItem]:
        return [
            *super().get_submenu_items(),
            VoceMenu(
                VEDE_PAROLE,
                "Che cosa si cerca",
                reverse("search_admin_parole"),
                name="che-cosa-si-cerca",
                icon_name="list-ul",
                order=10,
            ),
            VoceMenu(
                SCRIVE_SINONIMI,
                "Perché questo risultato",
                reverse("search_admin_spiega"),
                name="perche-questo-risultato",
                icon_name="help",
                order=11,
            ),
        ]
