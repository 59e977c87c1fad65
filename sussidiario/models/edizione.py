"""The Sussidiario, its editions, and which of them is the current one."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel

from piattaforma.nucleo.models import BasePage

from ..forms import CopiaForm


class SussidiarioPage(BasePage):
    """The guidance as a whole: what it is, and its editions."""

    template = "sussidiario/sussidiario_page.html"
    parent_page_types: ClassVar[list[str]] = ["nucleo.HomePage"]
    subpage_types: ClassVar[list[str]] = ["sussidiario.EdizionePage"]
    max_count = 1

    class Meta:
        verbose_name = "Sussidiario"
        verbose_name_plural = "Sussidiario"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..edizione.presentation import sussidiario_context

        return super().get_context(request, *args, **kwargs) | sussidiario_context(self, request)


#: Addresses below the Sussidiario that are not editions.
INDIRIZZI_RISERVATI = frozenset({"confronta", "situazioni"})


class EdizioneForm(WagtailAdminPageForm):  # type: ignore[misc]
    """Holds that the address of an edition, which is printed and quoted, never changes."""

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if slug in INDIRIZZI_RISERVATI:
            raise ValidationError(f"«{slug}» è già l’indirizzo di un’altra pagina del Sussidiario.")
        was = self.initial.get("slug")
        if was and slug != was and self.instance.first_published_at:
            raise ValidationError(
                "L’indirizzo di un’edizione pubblicata non cambia: sta negli indirizzi che si citano."
            )
        return slug


class EdizionePage(BasePage):
    """One edition: its parts and all its questions."""

    base_form_class = EdizioneForm
    copy_form_class = CopiaForm
    template = "sussidiario/edizione_page.html"
    parent_page_types: ClassVar[list[str]] = ["sussidiario.SussidiarioPage"]
    subpage_types: ClassVar[list[str]] = ["sussidiario.PartePage"]

    anno = models.PositiveSmallIntegerField(
        "anno", validators=[MinValueValidator(2017), MaxValueValidator(2100)]
    )

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("anno")]

    class Meta:
        verbose_name = "edizione"
        verbose_name_plural = "edizioni"

    def clean(self) -> None:
        super().clean()
        # What an edition is today is told from the years: two of one year would be neither.
        same_year = EdizionePage.objects.filter(anno=self.anno).exclude(pk=self.pk)
        if self.anno and same_year.exists():
            raise ValidationError({"anno": f"C’è già un’edizione del {self.anno}."})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..edizione.presentation import edizione_context

        return super().get_context(request, *args, **kwargs) | edizione_context(self, request)


class EdizioneCorrente(models.Model):
    """The pointer to today's edition: one row.

    Not a field of a page: publishing an older draft would bring an older edition back.
    """

    sussidiario = models.OneToOneField(
        SussidiarioPage, primary_key=True, on_delete=models.CASCADE, related_name="corrente"
    )
    edizione = models.ForeignKey(EdizionePage, on_delete=models.CASCADE, related_name="+")
    dal = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "edizione corrente"
        verbose_name_plural = "edizione corrente"

    def __str__(self) -> str:
        return f"Corrente: edizione {self.edizione_id}"


class SchedaTolta(models.Model):
    """Why a question of the edition before is not in this one."""

    edizione = models.ForeignKey(EdizionePage, on_delete=models.CASCADE, related_name="tolte")
    codice = models.CharField("codice", max_length=30)
    perche = models.CharField("perché", max_length=400)

    class Meta:
        verbose_name = "scheda tolta"
        verbose_name_plural = "schede tolte"
        constraints = [
            models.UniqueConstraint(fields=["edizione", "codice"], name="scheda_tolta_una_volta")
        ]

    def __str__(self) -> str:
        return f"{self.codice}: {self.perche}"
