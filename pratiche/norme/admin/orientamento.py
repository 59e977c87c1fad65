"""Questions on which decisions take sides, in the admin."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList, PublishingPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from piattaforma.citazioni import Identificatore, parse_identifier
from piattaforma.nucleo.templatetags.tipografia import data_it
from piattaforma.riferimenti.chiavi import vague_key

from ..models import ArticoloOrientamento, DecisionePosizione, Orientamento
from .base import CreaRegistro
from .liste import ONLINE, VERIFICA, FiltroRegistro, IndiceRegistro, with_what_lists_say


class OrientamentoForm(WagtailAdminModelForm):  # type: ignore[misc]
    """The code is in the address: after the first publication it does not change."""

    def clean_codice(self) -> str:
        code = str(self.cleaned_data["codice"])
        was = Orientamento.objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        if was and was.first_published_at and code != was.codice:
            raise ValidationError(
                f"La pagina è pubblicata all’indirizzo «{was.codice}»: il codice non cambia."
            )
        return code


class FiltroOrientamenti(FiltroRegistro):
    class Meta(FiltroRegistro.Meta):
        model = Orientamento


class IndiceOrientamenti(IndiceRegistro):
    list_export: ClassVar[list[str]] = [
        "domanda", "codice", "al", "in_breve", "get_livello_display", "live",
    ]  # fmt: skip
    export_headings: ClassVar[dict[str, str]] = {
        "get_livello_display": "Livello di verifica",
        "live": "Pubblicato",
    }
    export_filename = "orientamenti"

    def by_citation(
        self, queryset: "QuerySet[Any]", cited: list[Identificatore]
    ) -> "QuerySet[Any]":
        """The questions on an article, or that have a decision on one side."""
        rows = [
            *ArticoloOrientamento.objects.values_list("orientamento", "identificatore"),
            *DecisionePosizione.objects.values_list("posizione__orientamento", "identificatore"),
        ]
        named = [(key, parse_identifier(identifier)) for key, identifier in rows]
        found = {key for key, one in named if any(is_within(one, wanted) for wanted in cited)}
        return queryset.filter(pk__in=found)


def is_within(one: Identificatore, wanted: Identificatore) -> bool:
    """Whether it is what is wanted, or a part of it; either may be cited without region or kind."""
    act, other = one.atto, wanted.atto
    if other.chiave not in {act.chiave, vague_key(act)} and vague_key(other) != act.chiave:
        return False
    return wanted.articolo in ("", one.articolo) and wanted.comma in ("", one.comma)


class OrientamentoViewSet(SnippetViewSet):  # type: ignore[misc]
    model = Orientamento
    icon = "help"
    menu_label = "Orientamenti"
    menu_name = "norme-orientamenti"
    index_view_class = IndiceOrientamenti
    add_view_class = CreaRegistro
    copy_view_enabled = False
    list_display = [
        "domanda",
        Column("al", label="Al", sort_key="al", accessor=lambda row: data_it(row.al)),
        Column("livello", label="Verifica", accessor="get_livello_display", sort_key="livello"),
        VERIFICA,
        ONLINE,
    ]
    list_per_page = 50
    filterset_class = FiltroOrientamenti
    search_fields = ["domanda", "codice", "in_breve"]
    search_backend_name = None
    edit_handler = ObjectList(
        [*Orientamento.panels, PublishingPanel()], base_form_class=OrientamentoForm
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return with_what_lists_say(Orientamento.objects.all(), Orientamento)
