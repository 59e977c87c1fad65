"""Merging two records of one act: which, what moves, and only then done."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from wagtail.admin import messages

from ..models import Norma
from ..unione import merge, plan_merge
from .base import edit_url, list_url, record_or_404, render_page, require


class UnioneForm(forms.Form):
    va = forms.ModelChoiceField(
        queryset=Norma.objects.none(),
        label="Quale scheda va via",
        help_text="Tutto quello che ha passa alla scheda che resta; i suoi indirizzi apriranno questa.",
        error_messages={
            "required": "Scegli la scheda che va via.",
            "invalid_choice": "Questa scheda non c’è più.",
        },
    )

    stesso_atto = forms.BooleanField(
        label="Gli estremi sono diversi, ma è lo stesso atto: l’ho controllato",
        required=False,
    )

    def __init__(self, data: Any, *, resta: Norma) -> None:
        super().__init__(data)
        others = Norma.objects.exclude(pk=resta.pk).select_related("dati").order_by("titolo_breve")
        field: Any = self.fields["va"]
        field.queryset = others
        field.label_from_instance = lambda n: f"{n.titolo_breve} ({n.estremi})"
        self.resta = resta

    def clean_va(self) -> Norma:
        other: Norma = self.cleaned_data["va"]
        self.piano = plan_merge(resta=self.resta, va=other)
        return other

    def may_merge(self) -> bool:
        """Acts that are not called the same are joined by who says that they are one; else the box says so."""
        if not self.piano.diversi or self.cleaned_data["stesso_atto"]:
            return True
        self.add_error("stesso_atto", "Segna la casella se i due sono davvero lo stesso atto.")
        return False


def unisci(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask which, show what moves, and on the second POST do it."""
    require(request.user, "change_norma", "publish_norma", "delete_norma")
    stays: Norma = record_or_404(Norma.objects.select_related("dati"), pk)
    form = UnioneForm(request.POST if request.method == "POST" else None, resta=stays)
    plan = None
    if request.method == "POST" and form.is_valid():
        goes = form.cleaned_data["va"]
        confirmed = request.POST.get("confermata") == str(goes.pk)
        if confirmed and form.may_merge():
            name = str(goes)
            try:
                merge(resta=stays, va=goes, chi=request.user)
            except ValidationError as problem:
                form.add_error("va", problem)
            else:
                messages.success(request, f"«{name}» è unita a «{stays}».")
                return redirect(edit_url(stays))
        else:
            plan = form.piano
    return render_page(
        request,
        "unisci.html",
        titolo="Unisci due schede",
        sopra=[(list_url(Norma), "Norme"), (edit_url(stays), str(stays))],
        icona="copy",
        status=422 if form.is_bound and form.errors else 200,
        resta=stays,
        va=form.cleaned_data["va"] if plan else None,
        piano=plan,
        form=form,
        annulla=edit_url(stays),
    )


urlpatterns = [path("<int:pk>/unisci/", unisci, name="pratiche_admin_unisci")]
