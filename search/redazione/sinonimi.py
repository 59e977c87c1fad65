"""Groups of synonyms in the admin."""

from collections.abc import Iterator

from django.db.models import Model
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet

from ..engines.base import SearchUnavailable
from ..models import GruppoSinonimi
from ..plan import make_plan
from ..risposte.ripiego import answered
from .forms import LONGEST, GruppoSinonimiForm
from .indirizzi import CHIUNQUE
from .viste import Avvisa, Crea, Modifica


def is_said(expression: str) -> bool:
    """Whether a page that anyone may read has these words, in a row; taken for granted without an index."""
    plan = make_plan(f"«{expression}»")
    try:
        found, _ = answered(lambda engine: engine.search(plan, readers=CHIUNQUE, limit=0))
    except SearchUnavailable:
        return True
    return found.totale > 0


class AvvisaGruppo(Avvisa):
    """A group of words that no page has finds nothing, whichever of them is typed."""

    def doubts(self) -> Iterator[str]:
        if self.object.attivo and not any(is_said(one) for one in self.object.elenco):
            yield "Nessuna pagina aperta a tutti ha una di queste espressioni: il gruppo non fa trovare niente."


class ModificaGruppo(AvvisaGruppo, Modifica):
    pass


class CreaGruppo(AvvisaGruppo, Crea):
    """A new group begins with the words that it was asked for: `?espressioni=`."""

    def get_initial_form_instance(self) -> Model:
        words = " ".join(self.request.GET.get("espressioni", "").replace("\0", " ").split())
        return GruppoSinonimi(espressioni=f"{words[:LONGEST]}\n" if words else "")


class GruppoSinonimiViewSet(SnippetViewSet):  # type: ignore[misc]
    model = GruppoSinonimi
    icon = "link"
    menu_label = "Sinonimi"
    add_view_class = CreaGruppo
    edit_view_class = ModificaGruppo
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
