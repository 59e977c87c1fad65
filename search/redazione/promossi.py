"""Promoted results in the admin."""

from collections.abc import Iterator

from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from piattaforma.nucleo.templatetags.tipografia import data_it

from ..engines.base import SearchUnavailable
from ..models import RisultatoPromosso
from ..risposte.promossi import page_of, question_key
from ..risposte.ripiego import answered
from .forms import RisultatoPromossoForm
from .indirizzi import CHIUNQUE
from .viste import Avvisa, Crea, Modifica


class AvvisaPromosso(Avvisa):
    """Two results may be promoted for one question: whoever writes the second is told of the first."""

    def doubts(self) -> Iterator[str]:
        mine = {question_key(one): one for one in self.object.elenco}
        for other in RisultatoPromosso.objects.exclude(pk=self.object.pk):
            for theirs in other.elenco:
                if said := mine.get(question_key(theirs)):
                    yield (
                        f"Per «{said}» c’è anche un altro risultato promosso, {other.indirizzo}: "
                        "dove valgono insieme si mostrano tutti e due."
                    )


class CreaPromosso(AvvisaPromosso, Crea):
    pass


class ModificaPromosso(AvvisaPromosso, Modifica):
    pass


def opened_by(row: RisultatoPromosso) -> str:
    """Where anyone whom it is shown is led now."""
    try:
        page, _ = answered(lambda engine: page_of(row, readers=CHIUNQUE, engine=engine))
    except SearchUnavailable:
        return "Non si sa: la ricerca non risponde"
    return page.url if page else "Nessuna pagina: scegline un’altra"


class RisultatoPromossoViewSet(SnippetViewSet):  # type: ignore[misc]
    model = RisultatoPromosso
    icon = "pick"
    add_view_class = CreaPromosso
    edit_view_class = ModificaPromosso
    menu_label = "Risultati promossi"
    list_display = [
        "__str__",
        Column("apre", label="Adesso apre", accessor=opened_by),
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
