"""What the lists of the register share: citations typed in the search, counts, the day of the last check."""

import datetime as dt
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, Max, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import cached_property
from django_filters import BooleanFilter, ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.models import WorkflowState
from wagtail.snippets.views.snippets import IndexView

from piattaforma.citazioni import Identificatore, parse_identifier, read_query
from piattaforma.nucleo.models import Aggiornamento, Livello
from piattaforma.nucleo.templatetags.tipografia import data_it

from ..models import ChiaveRegistro
from ..querysets import counts_by_record
from ..verifiche import VERIFICHE

#: A check older than this many days is stale.
SCADENZA = 365


def typed_citations(text: str) -> list[Identificatore]:
    """What a text typed in the search may cite."""
    found = read_query(text)
    ids = [one for citation in found for one in (*citation.ids, *citation.candidates)]
    return [parse_identifier(one) for one in dict.fromkeys(ids)]


def with_what_lists_say(rows: "QuerySet[Any]", model: type[Model]) -> "QuerySet[Any]":
    """Annotate `verificata_il`, when each was last checked, and `in_revisione`, whether one reviews it."""
    updates = Aggiornamento.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id=OuterRef("pk"),
        tipo__in=VERIFICHE,
    ).order_by()
    last = updates.values("object_id").annotate(ultima=Max("quando")).values("ultima")
    reviewed = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(model),
        object_id=Cast(OuterRef("pk"), CharField()),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return rows.annotate(verificata_il=Subquery(last), in_revisione=Exists(reviewed))


def keys_like(way: str, identifiers: list[Identificatore]) -> Q:
    """The records that have one of the keys, also as citations leave them vague."""
    keys = ChiaveRegistro.objects.named([one.chiave for one in identifiers])
    return Q(**{f"{way}__in": keys})


def n_citations(kinds: Any) -> int:
    return sum(kinds.values()) if kinds else 0


VERIFICA = Column(
    "verificata_il",
    label="Verificata il",
    sort_key="verificata_il",
    accessor=lambda row: data_it(row.verificata_il) if row.verificata_il else "mai",
)


def _online(row: Any) -> str:
    words = "pubblicata" if row.live else "bozza"
    if row.live and row.has_unpublished_changes:
        words += ", con bozza"
    return f"{words}, in revisione" if row.in_revisione else words


ONLINE = StatusTagColumn(
    "online", label="Sul sito", accessor=_online, sort_key="live", primary=lambda row: row.live
)
CITAZIONI = Column("n_citazioni", label="La citano")


class FiltroRegistro(WagtailFilterSet):  # type: ignore[misc]
    """Level of check, stale checks, online or not, topics: the same for all records."""

    livello = ChoiceFilter(label="Livello di verifica", choices=Livello.choices)
    live = BooleanFilter(label="Pubblicata")
    scadute = BooleanFilter(label="Verifica di più di 12 mesi fa, o mai fatta", method="stale")

    class Meta:
        fields: ClassVar[list[str]] = ["temi"]

    def stale(self, rows: "QuerySet[Any]", name: str, value: bool) -> "QuerySet[Any]":  # noqa: FBT001
        limit = timezone.now() - dt.timedelta(days=SCADENZA)
        if value:
            return rows.filter(Q(verificata_il=None) | Q(verificata_il__lt=limit))
        return rows.filter(verificata_il__gte=limit)


class IndiceRegistro(IndexView):  # type: ignore[misc]
    """A list whose search also reads citations ("55 cts"), and whose rows know who cites them."""

    #: where `counts_by_record` keeps this kind, "" for none
    conteggi: ClassVar[str] = ""
    #: the way from a row to its keys
    chiavi: ClassVar[str] = "chiavi"
    #: what the first column is called, if its field does not say it
    nome: ClassVar[str] = ""

    def _get_title_column(self, *args: Any, **kwargs: Any) -> Any:
        column = super()._get_title_column(*args, **kwargs)
        column.label = self.nome or column.label
        return column

    def search_queryset(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if not self.is_searching:
            return queryset
        cited = typed_citations(self.search_query)
        if cited:
            found = self.by_citation(queryset, cited).distinct()
            if found.exists():
                return found
        words: QuerySet[Any] = super().search_queryset(queryset)
        return words

    def by_citation(
        self, queryset: "QuerySet[Any]", cited: list[Identificatore]
    ) -> "QuerySet[Any]":
        return queryset.filter(keys_like(self.chiavi, cited))

    @cached_property
    def _counts(self) -> dict[int, Any]:
        if not self.conteggi:
            return {}
        counted: dict[int, Any] = getattr(counts_by_record(self.request.user), self.conteggi)
        return counted

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        for row in context["object_list"]:
            row.n_citazioni = n_citations(self._counts.get(row.pk))
        return context

    def to_row_dict(self, item: Any) -> Any:
        item.n_citazioni = n_citations(self._counts.get(item.pk))
        return super().to_row_dict(item)
