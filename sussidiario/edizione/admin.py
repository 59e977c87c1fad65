"""Two actions on a whole edition: prepare a new one from it, make it current."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.widgets import Button

from piattaforma.nucleo.models.nota import LUNGHEZZA_NOTA

from ..models import EdizioneCorrente, EdizionePage, SchedaPage
from ..models.edizione import INDIRIZZI_RISERVATI
from .operations import EditionNotReady, Passaggio, copy_edition, make_current, plan_switch

#: the largest number that databases keep
BIGGEST_KEY = 2**63 - 1


class NuovaEdizioneForm(forms.Form):
    """Title, address and year of an edition that starts from another."""

    titolo = forms.CharField(max_length=255)
    slug = forms.SlugField(
        label="Indirizzo",
        max_length=50,
        help_text="Di solito l’anno. Sta negli indirizzi che si citano: dopo la pubblicazione non cambia.",
    )
    anno = forms.IntegerField(validators=[MinValueValidator(2017), MaxValueValidator(2100)])

    def __init__(self, data: Any, *, source: EdizionePage) -> None:
        year = max(source.anno + 1, timezone.localdate().year)
        initial = {"titolo": f"Edizione {year}", "slug": str(year), "anno": year}
        super().__init__(data, initial=initial)
        self.source = source

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        taken = self.source.get_siblings().filter(slug=slug).exists()
        if taken or slug in INDIRIZZI_RISERVATI:
            raise ValidationError(f"Nel Sussidiario c’è già una pagina all’indirizzo «{slug}».")
        return slug

    def clean_anno(self) -> int:
        year = int(self.cleaned_data["anno"])
        if year <= self.source.anno:
            raise ValidationError(
                f"Una nuova edizione è di un anno dopo quella da cui nasce ({self.source.anno})."
            )
        if EdizionePage.objects.filter(anno=year).exists():
            raise ValidationError(f"C’è già un’edizione del {year}.")
        return year


class PassaggioForm(forms.Form):
    """Why each question changed or went, where nobody has said it yet; by code."""

    def __init__(self, *args: Any, plan: Passaggio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        drafts = {page.pk for page in plan.bozze}
        for scheda, label in (
            *((scheda, "Perché una domanda nuova") for scheda in plan.nuove),
            *((scheda, "Che cosa cambia e perché") for scheda in plan.cambiate),
        ):
            if scheda.pk in drafts and scheda.codice not in plan.note:
                self._ask(scheda, label)
        for scheda in plan.tolte:
            self._ask(scheda, "Perché non c’è più, e dove è finita")

    def _ask(self, scheda: SchedaPage, label: str) -> None:
        self.fields[scheda.codice] = forms.CharField(
            label=label,
            required=False,
            max_length=LUNGHEZZA_NOTA,
            widget=forms.Textarea(attrs={"rows": 2, "maxlength": LUNGHEZZA_NOTA}),
            error_messages={"max_length": f"Al massimo {LUNGHEZZA_NOTA} caratteri."},
        )

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        """What changes, scheda by scheda, each with the field that asks why."""
        for scheda in self.plan.nuove:
            yield self._row(scheda, "nuova")
        for scheda, zones in self.plan.cambiate.items():
            yield self._row(scheda, "cambiata", zones)
        for scheda in self.plan.tolte:
            yield self._row(scheda, "tolta")

    def _row(self, scheda: SchedaPage, kind: str, zones: list[str] | None = None) -> dict[str, Any]:
        return {
            "scheda": scheda,
            "genere": kind,
            "zone": zones or [],
            "nota": self.plan.note.get(scheda.codice, ""),
            "era": self.plan.domande.get(scheda.codice, ""),
            "campo": self[scheda.codice] if scheda.codice in self.fields else None,
        }


def new_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare a new edition from this one, as drafts."""
    source = _edition(pk)
    if not (source.live and _may_add_beside(source, request.user)):
        raise PermissionDenied
    form = NuovaEdizioneForm(request.POST or None, source=source)
    if request.method == "POST" and form.is_valid():
        edition = copy_edition(
            source=source,
            title=form.cleaned_data["titolo"],
            slug=form.cleaned_data["slug"],
            year=form.cleaned_data["anno"],
            user=request.user,
        )
        count = SchedaPage.objects.descendant_of(edition).count()
        messages.success(
            request,
            f"«{edition.title}» è pronta da lavorare: {count} schede in bozza. Chi legge continua a "
            f"vedere «{source.title}» finché non la rendi corrente.",
        )
        return _to_explorer(edition)
    context = {
        "edizione": source,
        "form": form,
        "schede": SchedaPage.objects.live().descendant_of(source).count(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "sussidiario/admin/nuova_edizione.html", context, status=status)


def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what making this edition current would change; on POST do it."""
    edition = _edition(pk)
    if not edition.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    if EdizioneCorrente.objects.filter(edizione=edition).exists():
        messages.warning(request, f"«{edition.title}» è già l’edizione corrente.")
        return _to_explorer(edition)
    plan = plan_switch(edition)
    form = PassaggioForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            done = make_current(edition=edition, user=request.user, perche=form.cleaned_data)
        except EditionNotReady as refusal:
            plan.errori = refusal.errors
        else:
            messages.success(
                request, f"«{edition.title}» è l’edizione corrente: {done.in_words()}."
            )
            return _to_explorer(edition)
    context = {"edizione": edition, "piano": plan, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "sussidiario/admin/rendi_corrente.html", context, status=status)


def edition_buttons(page: Any, user: Any) -> Iterator[Button]:
    """The two actions, where they can be used."""
    if page.specific_class is not EdizionePage:
        return
    edition = page.specific
    if edition.live and _may_add_beside(edition, user):
        yield Button(
            "Nuova edizione da questa",
            reverse("sussidiario_nuova_edizione", args=[page.pk]),
            icon_name="copy",
            priority=31,
        )
    current = EdizioneCorrente.objects.filter(edizione=edition).exists()
    if not current and edition.permissions_for_user(user).can_publish():
        yield Button(
            "Rendi corrente",
            reverse("sussidiario_rendi_corrente", args=[page.pk]),
            icon_name="check",
            priority=32,
        )


urlpatterns = [
    path("<int:pk>/nuova/", new_edition, name="sussidiario_nuova_edizione"),
    path("<int:pk>/corrente/", switch, name="sussidiario_rendi_corrente"),
]


def _edition(pk: int) -> EdizionePage:
    if pk > BIGGEST_KEY:
        raise Http404
    return get_object_or_404(EdizionePage, pk=pk)


def _may_add_beside(edition: EdizionePage, user: Any) -> bool:
    return bool(edition.get_parent().permissions_for_user(user).can_add_subpage())


def _to_explorer(edition: EdizionePage) -> HttpResponseRedirect:
    return redirect("wagtailadmin_explore", edition.pk)
