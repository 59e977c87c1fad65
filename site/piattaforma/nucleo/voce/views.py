"""The addresses at which readers speak."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..anonimi import AnonymousForm, anonymous_form
from ..models import Segnalazione
from ..models.valutazione import NEGATIVI, POSITIVI
from ..routing import Sopra
from .forms import VOTI, ConfermaForm, SegnalazioneForm, ValutazioneForm
from .operations import confirm_report, record_vote, report_error, report_to_confirm
from .pagine import page_heard, privacy_url

#: What the template of the votes reads, beside the form.
SCALA: dict[str, Any] = {"voti": VOTI, "positivi": POSITIVI, "negativi": NEGATIVI}


def _around(page: Any, here: str) -> dict[str, Any]:
    crumbs = [Sopra(0, "Home", "/"), Sopra(page.pk, page.titolo_briciola, page.url)]
    return {"briciole": [*crumbs, Sopra(0, here, "")]}


def _vote_context(request: HttpRequest, page: Any) -> dict[str, Any]:
    return _around(page, "Valuta la pagina") | SCALA | {"chiave": page.pk}


def _report_context(request: HttpRequest, page: Any) -> dict[str, Any]:
    return _around(page, "Segnala un errore") | {"privacy_url": privacy_url(request)}


def _thanks_for_vote(form: AnonymousForm, page: Any) -> str:
    return reverse("nucleo_valuta_grazie", args=[page.pk])


def _thanks_for_report(form: AnonymousForm, page: Any) -> str:
    name = "nucleo_segnala_posta" if form.da_confermare else "nucleo_segnala_grazie"
    return reverse(name, args=[page.pk])


@anonymous_form(
    modulo=ValutazioneForm,
    template="nucleo/voce/valuta.html",
    bersaglio=page_heard,
    grazie=_thanks_for_vote,
    contesto=_vote_context,
)
def valuta(*, form: AnonymousForm, bersaglio: Any) -> None:
    said = form.cleaned_data
    record_vote(page=bersaglio, voto=said["voto"], motivo=said["motivo"], testo=said["testo"])


@anonymous_form(
    modulo=SegnalazioneForm,
    template="nucleo/voce/segnala.html",
    bersaglio=page_heard,
    grazie=_thanks_for_report,
    contesto=_report_context,
)
def segnala(*, form: AnonymousForm, bersaglio: Any) -> None:
    said = form.cleaned_data
    report_error(
        page=bersaglio,
        testo=said["testo"],
        brano=said["brano"],
        email=form.mittente,
        da_confermare=form.da_confermare,
    )


def _waiting(request: HttpRequest, gettone: str) -> Segnalazione:
    report = report_to_confirm(gettone)
    if report is None:
        raise Http404
    return report


def _confirmed(form: AnonymousForm, report: Any) -> str:
    return reverse("nucleo_confermata")


@anonymous_form(
    modulo=ConfermaForm,
    template="nucleo/voce/conferma.html",
    bersaglio=_waiting,
    grazie=_confirmed,
)
def conferma(*, form: AnonymousForm, bersaglio: Any) -> None:
    confirm_report(report=bersaglio)


@require_safe
def grazie(request: HttpRequest, chiave: int, che: str) -> HttpResponse:
    """What follows a form about a page."""
    page = page_heard(request, chiave)
    return render(request, "nucleo/voce/grazie.html", {"bersaglio": page, "che": che})


@require_safe
def confermata(request: HttpRequest) -> HttpResponse:
    return render(request, "nucleo/voce/grazie.html", {"che": "conferma"})
