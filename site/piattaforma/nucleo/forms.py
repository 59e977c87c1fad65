"""Edit forms of pages: the change note is a field of the form, never of the page."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm

from .models.nota import LUNGHEZZA_NOTA, TIPI_CON_TESTO, NotaModifica, TipoModifica
from .models.termine import Termine

#: The buttons of the editor after which a version goes, or may go, live.
GOING_LIVE = ("action-publish", "action-submit", "action-restart-workflow")


class PaginaForm(WagtailAdminPageForm):  # type: ignore[misc]
    """The form of every page of ours."""


class TerminiField(forms.ModelMultipleChoiceField):
    """Checkboxes of all vocabularies, grouped by vocabulary."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Termine.objects.all(), required=False, **kwargs)
        self.widget.choices = self._groups()

    @staticmethod
    def _groups() -> list[tuple[str, list[tuple[int, str]]]]:
        groups: dict[str, list[tuple[int, str]]] = {}
        for termine in Termine.objects.all():
            label = ("— " if termine.genitore_id else "") + termine.etichetta
            groups.setdefault(termine.get_vocabolario_display(), []).append((termine.pk, label))
        return list(groups.items())


class PaginaConNotaForm(PaginaForm):
    """Adds the change note and asks for it when a version may go live."""

    nota_tipo = forms.ChoiceField(
        label="Tipo di modifica",
        required=False,
        widget=forms.RadioSelect,
        help_text=(
            "Sostanziale: cambia ciò che chi legge deve fare. Correzione: forma, refusi, "
            "collegamenti. Verifica: hai ricontrollato le fonti e il testo regge."
        ),
    )
    nota_testo = forms.CharField(
        label="Che cosa e perché",
        required=False,
        max_length=LUNGHEZZA_NOTA,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LUNGHEZZA_NOTA}),
        help_text=f"Al massimo {LUNGHEZZA_NOTA} caratteri.",
        error_messages={
            "max_length": f"La nota supera {LUNGHEZZA_NOTA} caratteri: ne ha %(show_value)s."
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "termini" in self.fields:
            self.fields["termini"] = TerminiField(label="Temi e altri termini")
        first = self.instance.first_published_at is None
        tipo = self.fields["nota_tipo"]
        assert isinstance(tipo, forms.ChoiceField)
        tipo.choices = [
            choice for choice in TipoModifica.choices if (choice[0] == TipoModifica.NUOVO) is first
        ]
        self.pending = self._pending_note()
        if self.pending:
            tipo.initial = self.pending.tipo
            self.fields["nota_testo"].initial = self.pending.testo
        elif first:
            tipo.initial = TipoModifica.NUOVO

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if any(self.data.get(action) for action in GOING_LIVE):
            self._clean_note(cleaned)
        return cleaned

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  Django's signature
        self.instance.annotate_change(
            tipo=self.cleaned_data.get("nota_tipo") or "",
            testo=self.cleaned_data.get("nota_testo") or "",
        )
        return super().save(commit)

    def _clean_note(self, cleaned: dict[str, Any]) -> None:
        tipo, testo = cleaned.get("nota_tipo"), (cleaned.get("nota_testo") or "").strip()
        if not tipo and "nota_tipo" not in self.errors:
            if self.instance.first_published_at is None:
                cleaned["nota_tipo"] = TipoModifica.NUOVO
            else:
                self.add_error("nota_tipo", "Scegli il tipo di modifica.")
        if tipo in TIPI_CON_TESTO and not testo and "nota_testo" not in self.errors:
            self.add_error("nota_testo", "Scrivi in una frase che cosa è cambiato e perché.")

    def _pending_note(self) -> NotaModifica | None:
        if not self.instance.pk:
            return None
        return NotaModifica.objects.filter(page_id=self.instance.pk).unused().newest()
