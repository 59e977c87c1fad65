"""The forms of a scheda: edited, copied."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from wagtail.admin.forms.pages import CopyForm

from piattaforma.nucleo.forms import PaginaConNotaForm


class SchedaForm(PaginaConNotaForm):
    """Holds that a code names one scheda of an edition: it is in the address that is quoted."""

    def clean_codice(self) -> str:
        codice = str(self.cleaned_data["codice"])
        was = self.initial.get("codice")
        if was and codice != was and self._is_quoted():
            raise ValidationError(
                f"Questa domanda si cita come {was}: il codice sta negli indirizzi stampati, e non "
                "cambia, nemmeno in un’altra edizione."
            )
        if codice and self._is_taken(codice):
            raise ValidationError(f"In questa edizione c’è già una scheda con il codice {codice}.")
        return codice

    def _is_quoted(self) -> bool:
        """Whether readers know the code: from this page, or from the one that it was copied from."""
        from .querysets import earlier_version

        page = self.instance
        return bool(page.first_published_at or (page.pk and earlier_version(page)))

    def _is_taken(self, codice: str) -> bool:
        part: Any = self.parent_page
        if part is None:
            return False
        edition = part.path[: -part.steplen]
        schede = apps.get_model("sussidiario", "SchedaPage").objects.filter(codice=codice)
        return schede.filter(path__startswith=edition).exclude(pk=self.instance.pk).exists()


class CopiaForm(CopyForm):  # type: ignore[misc]
    """Copies nothing whose code the edition has already; an edition has its own way to be copied."""

    def clean(self) -> dict[str, Any]:
        from .edizione.codici import codes_taken

        cleaned: dict[str, Any] = super().clean()
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        if self.page.specific_class is apps.get_model("sussidiario", "EdizionePage"):
            self.add_error("new_title", "Per copiare un’edizione usa «Nuova edizione da questa».")
        elif taken := codes_taken(self.page, parent, stays=True):
            self.add_error(
                "new_parent_page" if "new_parent_page" in self.fields else None,
                f"In quell’edizione c’è già il codice {', '.join(taken)}: un codice nomina una sola "
                "scheda. Crea una scheda nuova, con un codice suo.",
            )
        return cleaned
