"""Which pages and which days an editor looks at."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Page

from ..models import Segnalazione

#: days → what it is called
PERIODI = {"30": "Ultimi 30 giorni", "90": "Ultimi 90 giorni", "365": "Ultimo anno"}
#: depth of the pages under the home, and of those below
_SEZIONI = (3, 4)


def first_day(request: HttpRequest) -> dt.date | None:
    """The day from which the chosen period counts; None: always."""
    days = request.GET.get("periodo", "")
    return timezone.localdate() - dt.timedelta(days=int(days)) if days in PERIODI else None


def sections(request: Any) -> QuerySet[Page]:
    """The pages under the home, and those under them that have pages of their own."""
    return Page.objects.filter(depth__in=_SEZIONI, numchild__gt=0).order_by("path")


class SezioneFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]
    """What stands in a section of the site; `pagina` is the lookup of the page."""

    def __init__(self, pagina: str = "", **kwargs: Any) -> None:
        self.pagina = pagina
        super().__init__(label="Sezione", queryset=sections, **kwargs)

    def filter(self, qs: Any, value: Page | None) -> Any:
        return qs.filter(**{f"{self.pagina}path__startswith": value.path}) if value else qs


class ValutazioniFilterSet(WagtailFilterSet):  # type: ignore[misc]
    """Pages with votes: of which section, in which period."""

    sezione = SezioneFilter()
    periodo = django_filters.ChoiceFilter(
        label="Periodo", choices=list(PERIODI.items()), empty_label="Sempre", method="keep"
    )

    class Meta:
        model = Page
        fields: list[str] = []

    def keep(self, qs: Any, name: str, value: str) -> Any:
        return qs  # the votes are counted for it already, in the view


class SegnalazioniFilterSet(WagtailFilterSet):  # type: ignore[misc]
    """Open reports, unless others are asked for."""

    stato = django_filters.ChoiceFilter(
        label="Stato",
        choices=[*((s.value, s.label.capitalize()) for s in Segnalazione.APERTE), ("chiusa", "Chiusa")],
        empty_label="Aperte",
    )  # fmt: skip
    sezione = SezioneFilter(pagina="page__")

    class Meta:
        model = Segnalazione
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("stato") else rows.open()
