"""The glossary in the admin: list, search, filters, and where a voice is used."""

from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import ObjectList, Panel, PublishingPanel, TabbedInterface
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from ..models import SchedaPage, UsoGlossario, VoceGlossario
from .querysets import uses_of


class PannelloUsi(Panel):  # type: ignore[misc]
    """Where the live version is used: what the editor may read."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "sussidiario/admin/usi_voce.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            voce = self.instance
            context["gruppi"] = uses_of(voce, self.request.user) if voce.pk and voce.live else []
            context["voce"] = voce
            return context


class FiltroUso(WagtailFilterSet):  # type: ignore[misc]
    """By level of check and topic, and whether any live content uses the voice."""

    uso = ChoiceFilter(label="Uso", method="by_use", choices=[("si", "Usata"), ("no", "Mai usata")])

    class Meta:
        model = VoceGlossario
        fields: ClassVar[list[str]] = ["livello", "temi", "live"]

    def by_use(self, voices: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        used = UsoGlossario.objects.values("codice")
        return voices.filter(codice__in=used) if value == "si" else voices.exclude(codice__in=used)


class VoceViewSet(SnippetViewSet):  # type: ignore[misc]
    model = VoceGlossario
    icon = "openquote"
    menu_label = "Glossario"
    menu_name = "glossario"
    menu_order = 310
    add_to_admin_menu = True
    list_display = [
        "termine",
        "codice",
        Column("livello_testo", label="Verifica", accessor="get_livello_display"),
        Column("n_schede", label="Schede che la usano", sort_key="n_schede"),
        Column("n_usi", label="Usi in tutto", sort_key="n_usi"),
        UpdatedAtColumn(),
    ]
    list_per_page = 50
    filterset_class = FiltroUso
    search_fields = ["termine", "sinonimi", "definizione", "codice"]
    edit_handler = TabbedInterface(
        [
            ObjectList(VoceGlossario.panels, heading="Voce"),
            ObjectList([PannelloUsi()], heading="Dove si usa"),
            ObjectList([PublishingPanel()], heading="Pubblicazione"),
        ]
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        scheda = ContentType.objects.get_for_model(SchedaPage)
        uses = UsoGlossario.objects.filter(codice=OuterRef("codice")).order_by()
        return VoceGlossario.objects.annotate(
            n_usi=_counted(uses), n_schede=_counted(uses.filter(content_type=scheda))
        )


def _counted(uses: "QuerySet[Any]") -> Coalesce:
    counted = uses.values("codice").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
