"""«Che cosa si cerca»: the searches of each month, and the way from each to a group of synonyms."""

import datetime as dt
from typing import Any, ClassVar
from urllib.parse import urlencode

import django_filters
from django.db.models import F, QuerySet
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from piattaforma.nucleo.templatetags.tipografia import MESI

from ..diario.counts import RARE
from ..models import GruppoSinonimi, ParoleCercate


def month_name(month: dt.date) -> str:
    return f"{MESI[month.month - 1]} {month.year}"


def _months(request: Any) -> list[tuple[str, str]]:
    """The months of which something is kept, the newest first."""
    months = ParoleCercate.objects.order_by("-mese").values_list("mese", flat=True).distinct()
    return [(month.isoformat(), month_name(month)) for month in months]


class ParoleFilterSet(WagtailFilterSet):  # type: ignore[misc]
    """Of which month, and whether something was found."""

    mese = django_filters.ChoiceFilter(
        label="Mese", choices=lambda: _months(None), empty_label="Tutti"
    )
    esito = django_filters.ChoiceFilter(
        label="Risultati",
        choices=[("nessuno", "Qualche volta nessuno"), ("mai", "Sempre nessuno")],
        empty_label="Tutte le ricerche",
        method="by_outcome",
    )

    class Meta:
        model = ParoleCercate
        fields: ClassVar[list[str]] = []

    def by_outcome(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        if value == "mai":
            return rows.filter(senza_esito__gte=F("volte"))
        return rows.filter(senza_esito__gt=0)


class Azioni(Column):  # type: ignore[misc]
    """From what was searched to a group of synonyms, and to why it finds what it finds."""

    cell_template_name = "search/admin/azioni.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        add = reverse(GruppoSinonimi.snippet_viewset.get_url_name("add"))  # type: ignore[attr-defined]
        context["sinonimo"] = f"{add}?{urlencode({'espressioni': instance.parole})}"
        context["spiega"] = f"{reverse('search_admin_spiega')}?{urlencode({'q': instance.parole})}"
        return context


def _plain(words: str) -> str:
    """Words that a spreadsheet does not take for a formula."""
    return f"'{words}" if words[:1] in "=+-@\t" else words


class ParoleView(ReportView):  # type: ignore[misc]
    page_title = "Che cosa si cerca"
    results_template_name = "search/admin/parole_results.html"
    rare = RARE
    header_icon = "list-ul"
    model = ParoleCercate
    permission_policy = ModelPermissionPolicy(ParoleCercate)
    any_permission_required: ClassVar[list[str]] = ["view"]
    index_url_name = "search_admin_parole"
    index_results_url_name = "search_admin_parole_results"
    filterset_class = ParoleFilterSet
    search_fields = ["parole"]
    is_searchable = True
    default_ordering = "-volte"
    list_export = ["parole", "mese", "volte", "senza_esito"]
    export_headings = {
        "parole": "Parole",
        "mese": "Mese",
        "volte": "Volte",
        "senza_esito": "Senza risultati",
    }
    custom_field_preprocess = {"parole": {"csv": _plain, "xlsx": _plain}}
    export_filename = "che-cosa-si-cerca"
    columns = [
        TitleColumn(
            "parole",
            label="Parole",
            sort_key="parole",
            get_url=lambda row: f"{reverse('search_risultati')}?{urlencode({'q': row.parole})}",
        ),
        Column("mese", label="Mese", sort_key="mese", accessor=lambda row: month_name(row.mese)),
        NumberColumn("volte", label="Volte", sort_key="volte"),
        NumberColumn("senza_esito", label="Senza risultati", sort_key="senza_esito"),
        Azioni("azioni", label="Che cosa puoi fare"),
    ]

    def get_base_queryset(self) -> "QuerySet[ParoleCercate]":
        """Rare words may name somebody: nobody reads them while their month runs."""
        return ParoleCercate.objects.filter(volte__gte=RARE)
