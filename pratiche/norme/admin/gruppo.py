"""The register's entry in the menu of the admin."""

from wagtail.snippets.views.snippets import SnippetViewSetGroup

from .articolo import ArticoloViewSet
from .norma import NormaViewSet
from .orientamento import OrientamentoViewSet
from .pronuncia import PronunciaViewSet


class GruppoNorme(SnippetViewSetGroup):  # type: ignore[misc]
    items = (NormaViewSet, ArticoloViewSet, PronunciaViewSet, OrientamentoViewSet)
    menu_label = "Norme"
    menu_name = "norme"
    menu_icon = "doc-full"
    menu_order = 220
    add_to_admin_menu = True
