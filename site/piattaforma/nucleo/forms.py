"""Edit forms of pages: the change note is a field of the form, never of the page."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.forms import WagtailAdminPageForm

from .contents import content_of
from .models.nota import LUNGHEZZA_NOTA, TIPI_CON_TESTO, NotaModifica, TipoModifica
from .models.termine import Termine

#: The buttons of the editor after which a version goes, or may go, live.
GOING_LIVE = ("action-publish", "action-submit", "action-restart-workflow")


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


class PaginaConNotaForm(WagtailAdminPageForm):  # type: ignore[misc]
    """Adds the change note and asks for it when a version may go live."""

    # Whatever is typed is kept with a draft: what a note must be is asked when it is to go live.
    nota_tipo = forms.CharField(
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
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LUNGHEZZA_NOTA}),
        help_text=f"Al massimo {LUNGHEZZA_NOTA} caratteri.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "termini" in self.fields:
            self.fields["termini"] = TerminiField(label="Temi e altri termini")
        self.is_first = self._is_first()
        kinds = [c for c in TipoModifica.choices if (c[0] == TipoModifica.NUOVO) is self.is_first]
        tipo, testo = self.fields["nota_tipo"], self.fields["nota_testo"]
        tipo.widget.choices = kinds  # type: ignore[attr-defined]
        self.kinds = {value for value, _ in kinds}
        pending = self._pending_note()
        if pending:
            tipo.initial, testo.initial = pending.tipo, pending.testo
        elif self.is_first:
            tipo.initial = TipoModifica.NUOVO

    def _is_first(self) -> bool:
        """Whether readers have seen neither this page nor one whose place it takes."""
        if self.instance.first_published_at is not None:
            return False
        content = content_of(self.instance)
        return not self.instance.pk or content is None or not content.precedente(self.instance)

    def clean_nota_tipo(self) -> str:
        """A kind that is not among the choices counts as none."""
        tipo = str(self.cleaned_data.get("nota_tipo") or "")
        return tipo if tipo in self.kinds else ""

    def clean_nota_testo(self) -> str:
        # Browsers send two characters for a new line and count one.
        return str(self.cleaned_data.get("nota_testo") or "").replace("\r\n", "\n").strip()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._clean_versione()
        if any(self.data.get(action) for action in GOING_LIVE):
            self._clean_note(cleaned)
        return cleaned

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  Django's signature
        self.instance.annotate_change(
            tipo=self.cleaned_data.get("nota_tipo") or "",
            testo=self.cleaned_data.get("nota_testo") or "",
        )
        return super().save(commit)

    def _clean_versione(self) -> None:
        """Whoever saves over somebody else's version is told once; saving again goes through.

        Wagtail tells it to browsers with scripts, and by itself refuses autosaves only.
        """
        loaded = self.data.get("loaded_revision_id")
        latest = self.instance.latest_revision if self.instance.pk else None
        if not loaded or latest is None or str(latest.pk) == loaded:
            return
        if latest.user_id == getattr(self.for_user, "pk", None):
            return  # their own autosave, perhaps on its way when they pressed
        who = f" da {latest.user}" if latest.user else ""
        when = date_format(timezone.localtime(latest.created_at), "H:i")
        self.add_error(
            None,
            f"Mentre scrivevi, alle {when}, questa pagina è stata salvata{who}. Le tue modifiche "
            "sono qui sotto: confrontale con la cronologia; se salvi di nuovo, valgono le tue.",
        )

    def _clean_note(self, cleaned: dict[str, Any]) -> None:
        tipo, testo = cleaned.get("nota_tipo", ""), cleaned.get("nota_testo", "")
        if not tipo and self.is_first:
            cleaned["nota_tipo"] = TipoModifica.NUOVO
        elif not tipo:
            self.add_error("nota_tipo", "Scegli il tipo di modifica.")
        if tipo in TIPI_CON_TESTO and not testo:
            self.add_error("nota_testo", "Scrivi in una frase che cosa è cambiato e perché.")
        if len(testo) > LUNGHEZZA_NOTA:
            message = f"La nota supera {LUNGHEZZA_NOTA} caratteri: ne ha {len(testo)}."
            self.add_error("nota_testo", message)

    def _pending_note(self) -> NotaModifica | None:
        if not self.instance.pk:
            return None
        return NotaModifica.objects.filter(page_id=self.instance.pk).unused().newest()
