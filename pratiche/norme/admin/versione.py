"""A version of an article in the admin: our words comma by comma, beside the official text if there is one."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from wagtail.admin import messages
from wagtail.admin.forms.formsets import BaseFormSetMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log

from ..indirizzi import canonical
from ..models import Articolo, Norma, VersioneArticolo
from ..models.articolo import places
from ..operations import record_article_change
from .base import edit_url, list_url, record_or_404, render_page, require

_COMMA = re.compile(r"\d+[a-z]*(?:\.\d+)?")


class VersioneForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the article says from a day to another, in our words."""

    class Meta:
        model = VersioneArticolo
        fields = ["rubrica", "sintesi", "dal", "al", "per_effetto_di", "fonte", "livello"]
        widgets = {
            "sintesi": forms.Textarea(attrs={"rows": 4}),
            "dal": AdminDateInput,
            "al": AdminDateInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.ha_testo:
            # The heading is the law's: it comes with its text.
            for name in ("rubrica", "dal", "al", "per_effetto_di"):
                self.fields[name].disabled = True
                self.fields[name].help_text = "Viene dal testo ufficiale importato."


class CommaForm(forms.Form):
    """One comma: its number, and what it says in our words."""

    numero = forms.CharField(label="Comma", required=False, max_length=12)
    sintesi = forms.CharField(
        label="Che cosa dice, con parole tue",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
    )

    def clean_numero(self) -> str:
        number = canonical(self.cleaned_data["numero"].strip().rstrip("."))
        if number and not _COMMA.fullmatch(number):
            raise ValidationError("Scrivi il numero del comma come 3 o 3-bis.")
        return number

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("numero") and not cleaned.get("sintesi") and not self.initial.get("testo"):
            self.add_error("sintesi", "Scrivi che cosa dice, o togli il comma.")
        return cleaned


class CommiFormSet(BaseFormSetMixin, BaseFormSet):  # type: ignore[misc,type-arg]
    """The commas of a version; those with an official text stay, with their numbers."""

    def __init__(self, data: Any, *, versione: VersioneArticolo) -> None:
        self.versione = versione
        commas = [
            {"numero": one.numero, "sintesi": one.sintesi, "testo": one.testo}
            for one in versione.elenco_commi
        ]
        super().__init__(data, initial=commas, prefix="commi")

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if self.versione.ha_testo:
            form.fields["numero"].disabled = True
            del form.fields["DELETE"]

    def clean(self) -> None:
        if self.versione.ha_testo:
            return
        seen: set[str] = set()
        for form in self._kept():
            number = form.cleaned_data.get("numero", "")
            if number in seen:
                said = f"Il comma {number} c’è già." if number else "C’è già un testo senza numero."
                form.add_error("numero", said)
            seen.add(number)

    def as_commas(self) -> list[dict[str, Any]]:
        """What the rows say, with the official text and its links as they were imported."""
        rows = self.forms if self.versione.ha_testo else self._kept()
        said = [getattr(form, "cleaned_data", {}) for form in rows]
        names = places(one.get("numero", "") for one in said)
        return self.versione.with_summaries(
            {name: one.get("sintesi", "") for name, one in zip(names, said, strict=True)}
        )

    def _kept(self) -> list[Any]:
        return [
            form
            for form in self.forms
            if getattr(form, "cleaned_data", None)
            and not form.cleaned_data.get("DELETE")
            and (form.cleaned_data.get("sintesi") or form.cleaned_data.get("numero"))
        ]


def commas_for(data: Any, version: VersioneArticolo) -> Any:
    """The rows of a version: no more of them where the official text says which there are."""
    fixed = len(version.commi) if version.ha_testo else None
    factory: Any = formset_factory(
        CommaForm,
        formset=CommiFormSet,
        extra=0 if version.commi or version.ha_testo else 1,
        can_delete=True,
        max_num=fixed if fixed is not None else 400,
        absolute_max=fixed if fixed is not None else 400,
    )
    return factory(data, versione=version)


def nuova(request: HttpRequest, articolo: int) -> HttpResponse:
    """A version that an article does not have yet."""
    article: Articolo = record_or_404(_articles(), articolo)
    return _edit(request, VersioneArticolo(articolo=article), "Nuova versione")


def versione(request: HttpRequest, pk: int) -> HttpResponse:
    version: VersioneArticolo = record_or_404(_versions(), pk)
    return _edit(request, version, "Versione")


def togli(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a version is to go; on POST, take it away. Imported text stays."""
    require(request.user, "change_articolo")
    version: VersioneArticolo = record_or_404(_versions(), pk)
    article = version.articolo
    if version.ha_testo:
        messages.error(request, "Questa versione ha un testo ufficiale importato: non si toglie.")
        return redirect(edit_url(article))
    if request.method == "POST":
        with transaction.atomic():
            version.delete()
            _changed(article, "tolta una versione", request.user)
        messages.success(request, "Versione tolta.")
        return redirect(edit_url(article))
    return render_page(
        request,
        "togli_versione.html",
        titolo="Togli la versione",
        sopra=_above(article),
        versione=version,
        annulla=edit_url(article),
    )


def _edit(request: HttpRequest, version: VersioneArticolo, title: str) -> HttpResponse:
    require(request.user, "change_articolo")
    article, is_new = version.articolo, version.pk is None
    data = request.POST if request.method == "POST" else None
    form = VersioneForm(data, instance=version)
    commas = commas_for(data, version)
    if data is not None and all([form.is_valid(), commas.is_valid()]):
        with transaction.atomic():
            save_version(form, commas)
            _changed(article, "nuova versione" if is_new else "", request.user)
        messages.success(request, f"{article}: versione salvata.")
        return redirect(edit_url(article))
    if data is not None:
        messages.error(request, "Niente è stato salvato: correggi gli errori qui sotto.")
    return render_page(
        request,
        "versione.html",
        titolo=title,
        sopra=_above(article),
        icona="history",
        status=200 if data is None else 422,
        articolo=article,
        versione=version,
        form=form,
        commi=commas,
        media=form.media + commas.media,
        annulla=edit_url(article),
    )


def save_version(form: VersioneForm, commas: CommiFormSet) -> VersioneArticolo:
    version: VersioneArticolo = form.save(commit=False)
    version.commi = commas.as_commas()
    version.save()
    return version


def _changed(article: Articolo, what: str, user: Any) -> None:
    said = f"{article.etichetta}: {what or 'cambia ciò che ne diciamo'}."
    record_article_change(articolo=article, testo=said)
    log(instance=article, action="wagtail.edit", user=user, content_changed=True)


def _articles() -> Any:
    return Articolo.objects.select_related("norma__dati")


def _versions() -> Any:
    return VersioneArticolo.objects.select_related("articolo__norma__dati")


def _above(article: Articolo) -> list[tuple[str, str]]:
    return [
        (list_url(Norma), "Norme"),
        (edit_url(article.norma), str(article.norma)),
        (edit_url(article), article.etichetta),
    ]


urlpatterns = [
    path("articoli/<int:articolo>/versioni/nuova/", nuova, name="pratiche_admin_versione_nuova"),
    path("versioni/<int:pk>/", versione, name="pratiche_admin_versione"),
    path("versioni/<int:pk>/togli/", togli, name="pratiche_admin_versione_togli"),
]
