"""Promoted results in the admin."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from piattaforma.nucleo.templatetags.tipografia import data_it

from ..models import RisultatoPromosso
from .forms import RisultatoPromossoForm


class RisultatoPromossoViewSet(SnippetViewSet):  # type: ignore[misc]
    model = RisultatoPromosso
    icon = "pick"
    menu_label = "Risultati promossi"
    list_display = [
        "__str__",
        Column("dal", label="Dal", sort_key="dal", accessor=lambda row: data_it(row.dal)),
        Column("al", label="Fino al", sort_key="al", accessor=lambda row: data_it(row.al)),
    ]
    list_per_page = 50
    search_fields = ["domande", "indirizzo", "perche"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldPanel("domande"),
            FieldPanel("indirizzo"),
            FieldPanel("perche"),
            FieldRowPanel([FieldPanel("dal"), FieldPanel("al")], heading="Quando"),
        ],
        base_form_class=RisultatoPromossoForm,
    )
