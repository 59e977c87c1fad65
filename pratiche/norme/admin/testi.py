"""Upload of official texts: what they change is seen first, then written all or not at all."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from wagtail.admin import messages

from piattaforma.nucleo.refusals import in_words
from piattaforma.nucleo.transazione import own_transaction

from ..importazione import TestoRifiutato, riga_di_sintesi
from ..models import ChiaveRegistro, FileCaricato, Norma
from ..testi import EsitoTesto, TestoUfficiale, import_texts, preview, read_text
from .base import edit_url, list_url, render_page, require

TITOLO = "Importa testi ufficiali"
#: Largest file, in bytes; the largest code of the State is a tenth of it.
FILE_MAX = 32 * 1024 * 1024
#: Most files of one upload.
QUANTI = 20


class PiuFile(forms.ClearableFileInput):
    allow_multiple_selected = True


class FileField(forms.FileField):
    """One file or several; each has its limit."""

    widget = PiuFile(attrs={"multiple": True, "accept": ".xml,.akn,text/xml,application/xml"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, (list, tuple)) else [data]
        files = [super(FileField, self).clean(one, initial) for one in given]
        if len(files) > QUANTI:
            raise ValidationError(f"Al massimo {QUANTI} file per volta: questi sono {len(files)}.")
        big = [one.name for one in files if one.size > FILE_MAX]
        if big:
            raise ValidationError(f"Più di 32 MB: {', '.join(big)}.")
        return files


class CaricaForm(forms.Form):
    """Files that read as official texts."""

    file = FileField(
        label="File",
        help_text="Akoma Ntoso 3.0 o NIR, come li danno Normattiva e le raccolte regionali. Anche più d’uno.",
    )

    def clean_file(self) -> list[tuple[str, bytes]]:
        found, refused = [], []
        for file in self.cleaned_data["file"]:
            data = file.read()
            try:
                read_text(file.name, data)
            except TestoRifiutato as problem:
                refused.append(str(problem))
            found.append((file.name[:255], data))
        if refused:
            raise ValidationError(refused)
        return found


@own_transaction
def upload(request: HttpRequest) -> HttpResponse:
    """Take the files, and lead to what they would change."""
    require(request.user, "publish_norma")
    form = CaricaForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        together = uuid.uuid4()
        with transaction.atomic():
            FileCaricato.objects.bulk_create(
                FileCaricato(insieme=together, nome=name, dati=data, chi=request.user)  # type: ignore[misc]
                for name, data in form.cleaned_data["file"]
            )
        return redirect("pratiche_anteprima_testi", together)
    return _page(
        request, "carica_testi.html", TITOLO, status=422 if form.is_bound else 200, form=form
    )


@own_transaction
def confirm(request: HttpRequest, insieme: uuid.UUID) -> HttpResponse:
    """What the files change; on POST, write it."""
    require(request.user, "publish_norma")
    waiting = list(FileCaricato.objects.of(request.user, insieme))
    if not waiting:
        raise Http404
    texts = [read_text(one.nome, bytes(one.dati)) for one in waiting]
    outcomes: list[EsitoTesto] = []
    errors = ""
    try:
        if request.method == "POST":
            done = _write(request, insieme, texts)
            messages.success(request, _said(done))
            return redirect(_where(done[0]))
        outcomes = preview(testi=texts)
    except ValidationError as problem:
        errors = in_words(problem)
    return _page(
        request,
        "anteprima_testi.html",
        "Che cosa cambia",
        (reverse("pratiche_carica_testi"), TITOLO),
        status=422 if errors else 200,
        testi=[
            {"nome": t.nome, "riga": riga_di_sintesi(t.atto), "avvisi": t.atto.avvisi}
            for t in texts
        ],
        esiti=outcomes,
        cambia=any(one.scritti for one in outcomes),
        errori=errors,
    )


def _page(
    request: HttpRequest, template: str, titolo: str, *sopra: tuple[str, str], **context: Any
) -> HttpResponse:
    above = [(list_url(Norma), "Norme"), *sopra]
    return render_page(request, template, titolo=titolo, sopra=above, icona="upload", **context)


@transaction.atomic
def _write(
    request: HttpRequest, insieme: uuid.UUID, texts: list[TestoUfficiale]
) -> list[EsitoTesto]:
    """Sent twice, the files are written once: the second finds them gone."""
    gone, _ = FileCaricato.objects.of(request.user, insieme).delete()
    if not gone:
        raise Http404
    return import_texts(testi=texts, chi=request.user)


def _where(outcome: EsitoTesto) -> str:
    """The page of the act; of one that is not published, which has none, where it is edited."""
    key = ChiaveRegistro.objects.filter(chiave=outcome.identificatore.chiave).first()
    norma = key.norma if key else None
    if norma is None:
        return list_url(Norma)
    return norma.get_absolute_url() if norma.live else edit_url(norma)


def _said(done: list[EsitoTesto]) -> str:
    written = sum(len(one.scritti) for one in done)
    names = "; ".join(one.titolo for one in done)
    if not written:
        return f"{names}: i testi c’erano già, niente è cambiato."
    return f"{names}: {written} {'articolo scritto' if written == 1 else 'articoli scritti'}."


urlpatterns = [
    path("testi/", upload, name="pratiche_carica_testi"),
    path("testi/<uuid:insieme>/", confirm, name="pratiche_anteprima_testi"),
]
