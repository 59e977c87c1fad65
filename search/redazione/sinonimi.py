"""Groups of synonyms in the admin."""

from django.db.models import Model
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from ..models import GruppoSinonimi
from .forms import LONGEST, GruppoSinonimiForm


class CreaGruppo(CreateView):  # type: ignore[misc]
    """A new group begins with the words that it was asked for: `?espressioni=`."""

    def get_initial_form_instance(self) -> Model:
        words = " ".join(self.request.GET.get("espressioni", "").replace("\0", " ").split())
        return GruppoSinonimi(espressioni=f"{words[:LONGEST]}\n" if words else "")


class GruppoSinonimiViewSet(SnippetViewSet):  # type: ignore[misc]
    model = GruppoSinonimi
    icon = "link"
    menu_label = "Sinonimi"
    add_view_class = CreaGruppo
    list_display = [
        "__str__",
        BooleanColumn("attivo", label="Attivo", sort_key="attivo"),
        Column("nota", label="Nota"),
    ]
    list_per_page = 50
    list_filter = ["attivo"]
    search_fields = ["espressioni", "nota"]
    search_backend_name = None
    edit_handler = ObjectList(
        [FieldPanel("espressioni"), FieldPanel("nota"), FieldPanel("attivo")],
        base_form_class=GruppoSinonimiForm,
    )
