"""The Sussidiario, its editions, and which of them is the current one."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel

from piattaforma.nucleo.models import BasePage


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
        from ..presentation import sussidiario_context

        return super().get_context(request, *args, **kwargs) | sussidiario_context(self, request)


class EdizionePage(BasePage):
    """One edition: its parts and all its questions."""

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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..presentation import edizione_context

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
