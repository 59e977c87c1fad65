"""A part of an edition."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel

from piattaforma.nucleo.models import BasePage

from ..forms import CopiaForm


class PartePage(BasePage):
    """A part: a number, a title, its schede in the order of the tree."""

    template = "sussidiario/parte_page.html"
    copy_form_class = CopiaForm
    parent_page_types: ClassVar[list[str]] = ["sussidiario.EdizionePage"]
    subpage_types: ClassVar[list[str]] = ["sussidiario.SchedaPage"]

    numero = models.PositiveSmallIntegerField("numero", default=1)

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("numero")]

    class Meta:
        verbose_name = "parte"
        verbose_name_plural = "parti"

    @property
    def titolo_briciola(self) -> str:
        return f"{self.numero}. {self.title}"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..edizione.presentation import parte_context

        return super().get_context(request, *args, **kwargs) | parte_context(self, request)
