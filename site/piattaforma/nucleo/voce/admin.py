"""What readers said, for the editors of the pages that they said it of."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import floatformat
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import Truncator
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from ..models import Segnalazione
from ..models.valutazione import Motivo
from ..templatetags.tipografia import data_it
from .filters import SegnalazioniFilterSet, ValutazioniFilterSet, first_day
from .forms import SeguitoForm
from .operations import follow_report
from .pagine import editable_pages, may_edit_some
from .querysets import with_votes

_BRIEF = 120
_COMMENTI = 50


def _day(name: str) -> Any:
    return lambda row: data_it(getattr(row, name))


class ReadersView(ReportView):  # type: ignore[misc]
    """A list of the admin for whoever may edit some page, of those pages alone."""

    permission_policy = None
    is_searchable = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_edit_some(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


class ValutazioniView(ReadersView):
    """Pages with their votes: how many, their mean, the last comment."""

    page_title = "Valutazioni delle pagine"
    header_icon = "pick"
    model = Page
    index_url_name = "nucleo_valutazioni_admin"
    index_results_url_name = "nucleo_valutazioni_admin_results"
    filterset_class = ValutazioniFilterSet
    default_ordering = "-quante"
    list_export = ["title", "quante", "media", "ultima", "commento"]
    export_headings = {
        "title": "Pagina",
        "quante": "Valutazioni",
        "media": "Media",
        "ultima": "Ultima",
        "commento": "Ultimo commento",
    }
    export_filename = "valutazioni"
    columns = [
        TitleColumn(
            "title",
            label="Pagina",
            url_name="nucleo_valutazioni_pagina",
        ),
        Column("quante", label="Valutazioni", sort_key="quante"),
        Column(
            "media",
            label="Media su 5",
            sort_key="media",
            accessor=lambda page: floatformat(page.media, 1),
        ),
        Column("ultima", label="Ultima", sort_key="ultima", accessor=_day("ultima")),
        Column(
            "commento",
            label="Ultimo commento",
            accessor=lambda page: Truncator(page.commento or "").chars(_BRIEF),
        ),
    ]

    def get_base_queryset(self) -> QuerySet[Page]:
        return with_votes(editable_pages(self.request.user), since=first_day(self.request))


class SegnalazioniView(ReadersView):
    """Errors that readers reported, until somebody closes them."""

    page_title = "Segnalazioni"
    header_icon = "warning"
    model = Segnalazione
    index_url_name = "nucleo_segnalazioni_admin"
    index_results_url_name = "nucleo_segnalazioni_admin_results"
    filterset_class = SegnalazioniFilterSet
    default_ordering = "-creata_il"
    list_export = ["page", "testo", "brano", "stato", "creata_il", "chiusa_il", "nota"]
    export_filename = "segnalazioni"
    columns = [
        TitleColumn(
            "testo",
            label="Che cosa non va",
            accessor=lambda row: Truncator(row.testo).chars(_BRIEF),
            url_name="nucleo_segnalazione_admin",
        ),
        Column("page", label="Pagina", accessor="page.title"),
        Column("stato", label="Stato", accessor="get_stato_display"),
        Column("creata_il", label="Arrivata", sort_key="creata_il", accessor=_day("creata_il")),
        Column("seguita_da", label="La segue"),
    ]

    def get_base_queryset(self) -> QuerySet[Segnalazione]:
        return _reports_for(self.request.user).select_related("page", "seguita_da")


def _reports_for(user: Any) -> QuerySet[Segnalazione]:
    return Segnalazione.objects.received().filter(page__in=editable_pages(user).values("pk"))


def valutazioni_pagina(request: HttpRequest, pk: int) -> HttpResponse:
    """The votes of one page, vote by vote, and what readers wrote."""
    page = get_object_or_404(editable_pages(request.user), pk=pk)
    votes = page.valutazioni.all()
    summary = votes.summary()
    labels = dict(Motivo.choices)
    counts: dict[str, int] = {}
    for reason in votes.exclude(motivo="").values_list("motivo", flat=True):
        counts[labels[reason]] = counts.get(labels[reason], 0) + 1
    context = {
        "pagina": page,
        "valutazioni": summary,
        "scala": [(n, summary[f"voto_{n}"]) for n in range(5, 0, -1)],
        "motivi": sorted(counts.items(), key=lambda item: -item[1]),
        "commenti": Paginator(votes.with_text(), _COMMENTI).get_page(request.GET.get("p")),
        **_furniture("Valutazioni", page.get_admin_display_title(), "nucleo_valutazioni_admin"),
        "header_icon": "pick",
    }
    return TemplateResponse(request, "nucleo/voce/admin/valutazioni_pagina.html", context)


def segnalazione(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: read it, take it in hand, close it."""
    report = get_object_or_404(_reports_for(request.user).select_related("page"), pk=pk)
    form = SeguitoForm(request.POST or None, instance=report)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        follow_report(
            report=report,
            stato=said["stato"],
            nota=said["nota"],
            user=request.user,
            avvisa=said.get("avvisa", False),
        )
        messages.success(request, f"Segnalazione {Segnalazione.Stato(report.stato).label}.")
        return redirect("nucleo_segnalazioni_admin")
    context = {
        "segnalazione": report,
        "form": form,
        **_furniture("Segnalazioni", str(report), "nucleo_segnalazioni_admin"),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "nucleo/voce/admin/segnalazione.html", context, status=status)


def _furniture(section: str, title: str, index: str) -> dict[str, Any]:
    """What the admin's frame reads."""
    return {
        "page_title": section,
        "page_subtitle": title,
        "header_title": f"{section}: {title}",
        "header_icon": "warning",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": reverse(index), "label": section},
            {"url": "", "label": title},
        ],
    }
