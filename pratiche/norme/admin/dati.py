"""The official side of an act: no draft, no revision; what is saved is true at once, and is logged."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from wagtail.admin import messages
from wagtail.admin.forms.formsets import BaseFormSetMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log

from piattaforma.citazioni import parse_identifier

from ..articolo.giorno import FUORI, is_of_the_state
from ..models import Articolo, ChiaveRegistro, DatiNorma, Norma, RelazioneNorma, StatoNorma
from ..operations import record_official_change
from ..registrazione import correct_identifier
from ..vocabolari import Origine
from .base import edit_url, list_url, record_or_404, render_page, require, taken_by
from .norma import read_act

#: The action in the history of the admin.
AZIONE = "pratiche.dati"


class DatiForm(forms.ModelForm):  # type: ignore[type-arg]
    """Identifier, kind, title, publication, official addresses."""

    class Meta:
        model = DatiNorma
        fields = [
            "identificatore", "genere", "ambito", "territorio", "titolo", "pubblicazione",
            "pubblicazione_numero", "pubblicazione_data", "supplemento", "codice_redazionale",
            "in_vigore_dal", "eli", "url", "fonte", "livello",
        ]  # fmt: skip
        widgets = {
            "titolo": forms.Textarea(attrs={"rows": 3}),
            "pubblicazione_data": AdminDateInput,
            "in_vigore_dal": AdminDateInput,
        }
        help_texts = {
            "identificatore": "Correggerlo sposta la scheda al nuovo indirizzo; quelli di prima "
            "continuano ad aprirla.",
        }

    def clean_identificatore(self) -> str:
        act = read_act(self.cleaned_data["identificatore"])
        taken = ChiaveRegistro.objects.filter(chiave=act.chiave).exclude(norma=self.instance.norma)
        if (key := taken.select_related("norma", "pronuncia").first()) is not None:
            raise ValidationError(taken_by(key))
        return str(act)

    def save(self, commit: bool = True) -> DatiNorma:  # noqa: FBT001, FBT002
        """The identifier goes its own way: addresses stay."""
        wanted = self.cleaned_data["identificatore"]
        was = DatiNorma.objects.get(pk=self.instance.pk)
        self.instance.identificatore, self.instance.slug = was.identificatore, was.slug
        saved: DatiNorma = super().save(commit=commit)
        if wanted != was.identificatore:
            correct_identifier(norma=saved.norma, identificatore=parse_identifier(wanted))
        return saved


class RigheUfficiali(BaseFormSetMixin, BaseInlineFormSet):  # type: ignore[misc,type-arg]
    """Rows of the official side: what an editor writes or changes is the editorial office's."""

    def save_new(self, form: Any, commit: bool = True) -> Any:  # noqa: FBT001, FBT002
        form.instance.origine = Origine.REDAZIONE
        return super().save_new(form, commit=commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:  # noqa: FBT001, FBT002
        form.instance.origine = Origine.REDAZIONE
        return super().save_existing(form, obj, commit=commit)

    def clean(self) -> None:
        """A row that somebody took away meanwhile is said: the field that tells so is hidden."""
        super().clean()
        for form in self.forms:
            if not (self.can_delete and self._should_delete_form(form)):
                _check_days(form)
        if any(self._pk_field.name in form.errors for form in self.initial_forms):
            raise ValidationError(
                "Nel frattempo una di queste righe è stata cancellata da altri: riapri la pagina per "
                "vedere quelle che ci sono, e rifai le tue modifiche."
            )

    def add_fields(self, form: Any, index: Any) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            field.label_suffix = ""
        if "articolo" in form.fields:
            articles = Articolo.objects.filter(norma=self.instance.pk).select_related("norma")
            form.fields["articolo"].queryset = articles
            form.fields["articolo"].empty_label = "L’atto intero"
            form.fields["articolo"].label_from_instance = lambda article: article.etichetta
            form.fields["articolo"].help_text = ""


def _check_days(form: Any) -> None:
    for name in ("dal", "al"):
        day = getattr(form, "cleaned_data", {}).get(name)
        if day and not is_of_the_state(day):
            form.add_error(name, FUORI)


def _formset(model: Any, *fields: str) -> Any:
    return inlineformset_factory(
        Norma,
        model,
        formset=RigheUfficiali,
        fields=fields,
        extra=0,
        widgets={"dal": AdminDateInput, "al": AdminDateInput},
    )


STATI = _formset(StatoNorma, "stato", "articolo", "dal", "al", "per_effetto_di", "nota")
RELAZIONI = _formset(RelazioneNorma, "tipo", "verso", "dal", "nota")


def dati(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and change the official side of an act."""
    norma: Norma = record_or_404(Norma.objects.select_related("dati"), pk)
    require(request.user, "change_norma", "publish_norma")
    data = request.POST if request.method == "POST" else None
    form = DatiForm(data, instance=norma.dati)
    states = STATI(data, instance=norma, prefix="stati")
    relations = RELAZIONI(data, instance=norma, prefix="relazioni")
    parts = {"estremi": form, "stati": states, "relazioni": relations}
    # Every part says its errors at once.
    are_valid = [part.is_valid() for part in parts.values()] if data is not None else [False]
    if all(are_valid):
        changed = [name for name, part in parts.items() if part.has_changed()]
        if changed:
            _save(norma, parts, changed, request.user)
        messages.success(request, f"Dati ufficiali di «{norma}» salvati.")
        return redirect(edit_url(norma))
    if data is not None:
        messages.error(request, "Niente è stato salvato: correggi gli errori qui sotto.")
    return render_page(
        request,
        "dati.html",
        titolo="Dati ufficiali",
        sopra=[(list_url(Norma), "Norme"), (edit_url(norma), str(norma))],
        icona="doc-full",
        status=200 if data is None else 422,
        norma=norma,
        form=form,
        stati=states,
        relazioni=relations,
        media=form.media + states.media + relations.media,
        annulla=edit_url(norma),
    )


@transaction.atomic
def _save(norma: Norma, parts: dict[str, Any], changed: list[str], user: Any) -> None:
    for part in parts.values():
        part.save()
    fresh = Norma.objects.select_related("dati").get(pk=norma.pk)
    said = f"Cambiano i dati ufficiali: {', '.join(changed)}."
    record_official_change(norma=fresh, testo=said)
    log(instance=fresh, action=AZIONE, user=user, data={"parti": changed})


urlpatterns = [path("<int:pk>/dati/", dati, name="pratiche_admin_dati")]
