"""The edit form of a scheda."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError

from piattaforma.nucleo.forms import PaginaConNotaForm


class SchedaForm(PaginaConNotaForm):
    """Holds that a code names one scheda of an edition: it is in the address that is quoted."""

    def clean_codice(self) -> str:
        codice = str(self.cleaned_data["codice"])
        was = self.initial.get("codice")
        if was and codice != was and self.instance.first_published_at:
            raise ValidationError(
                f"La scheda è pubblicata come {was}: il codice sta negli indirizzi che si citano, e "
                "non cambia."
            )
        if codice and self._is_taken(codice):
            raise ValidationError(f"In questa edizione c’è già una scheda con il codice {codice}.")
        return codice

    def _is_taken(self, codice: str) -> bool:
        part: Any = self.parent_page
        if part is None:
            return False
        edition = part.path[: -part.steplen]
        schede = apps.get_model("sussidiario", "SchedaPage").objects.filter(codice=codice)
        return schede.filter(path__startswith=edition).exclude(pk=self.instance.pk).exists()
