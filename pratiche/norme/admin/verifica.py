"""«Segna come verificata oggi»: an act or a decision was read beside its source."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from wagtail.admin import messages
from wagtail.log_actions import log

from piattaforma.nucleo.models import Aggiornamento
from piattaforma.nucleo.models.nota import LUNGHEZZA_NOTA

from ..models import Norma, Pronuncia
from ..operations import record_check
from ..verifiche import last_check
from .base import edit_url, list_url, record_or_404, render_page, require

#: The action in the history of the admin.
AZIONE = "pratiche.verifica"


class VerificaForm(forms.Form):
    nota = forms.CharField(
        label="Che cosa hai controllato",
        max_length=LUNGHEZZA_NOTA,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LUNGHEZZA_NOTA}),
        help_text="Lo leggono tutti, nella storia della scheda: «Riletto sul testo vigente di Normattiva».",
        error_messages={
            "required": "Scrivi che cosa hai controllato, e dove.",
            "max_length": f"Al massimo {LUNGHEZZA_NOTA} caratteri.",
        },
    )


def norma(request: HttpRequest, pk: int) -> HttpResponse:
    return _verify(request, Norma, pk)


def pronuncia(request: HttpRequest, pk: int) -> HttpResponse:
    return _verify(request, Pronuncia, pk)


def _verify(request: HttpRequest, model: Any, pk: int) -> HttpResponse:
    require(request.user, f"publish_{model._meta.model_name}")
    record = record_or_404(model.objects.all(), pk)
    if not record.live:
        raise Http404
    form = VerificaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        record_check(oggetto=record, nota=form.cleaned_data["nota"])
        log(instance=record, action=AZIONE, user=request.user)
        messages.success(request, f"«{record}» risulta verificata oggi.")
        return redirect(edit_url(record))
    return render_page(
        request,
        "verifica.html",
        titolo="Segna come verificata oggi",
        sopra=[
            (list_url(model), str(model._meta.verbose_name_plural).capitalize()),
            (edit_url(record), str(record)),
        ],
        icona="check",
        status=422 if form.is_bound and request.method == "POST" else 200,
        record=record,
        form=form,
        ultima=last_check(Aggiornamento.objects.of(record).without_texts()),
        annulla=edit_url(record),
    )


urlpatterns = [
    path("<int:pk>/verifica/", norma, name="pratiche_admin_verifica_norma"),
    path("decisioni/<int:pk>/verifica/", pronuncia, name="pratiche_admin_verifica_pronuncia"),
]
