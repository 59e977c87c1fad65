"""The page types of the kernel: home, index, plain page, news."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from ..blocks import BLOCCHI_PAGINA
from ..outline import outline_of
from ..panels import panels_for
from .base_page import BaseContenutoPage, BasePage


class HomePage(BasePage):
    """The front door. Its sections are panels that the apps bring."""

    template = "nucleo/home_page.html"
    max_count_per_parent = 1
    si_valuta = False
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]

    promessa = models.CharField(
        "promessa",
        max_length=120,
        default="Progettare servizi insieme, con le carte in regola",
        help_text="Il titolo grande della pagina iniziale.",
    )

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("promessa")]

    class Meta:
        verbose_name = "pagina iniziale"
        verbose_name_plural = "pagine iniziali"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs) | panels_for("home", request)
        # Scripts tell what is new since the last visit by the clock of the site alone.
        return context | {"adesso": timezone.now()}


class IndicePage(BasePage):
    """A list of the pages below it: news, or a section of plain pages."""

    template = "nucleo/indice_page.html"
    parent_page_types: ClassVar[list[str]] = ["nucleo.HomePage", "nucleo.IndicePage"]
    subpage_types: ClassVar[list[str]] = [
        "nucleo.PaginaPage",
        "nucleo.NotiziaPage",
        "nucleo.IndicePage",
    ]

    corpo = StreamField(BLOCCHI_PAGINA, verbose_name="introduzione", blank=True)

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("corpo")]

    class Meta:
        verbose_name = "indice"
        verbose_name_plural = "indici"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..listing import children_of

        return super().get_context(request, *args, **kwargs) | {
            "corpo_html": self.zone_html.get("corpo", ""),
            "figlie": children_of(self, request.user),
        }


class BaseTestoPage(BaseContenutoPage):
    """A page made of one body of blocks."""

    corpo = StreamField(BLOCCHI_PAGINA, verbose_name="testo")

    content_panels: ClassVar[list[Any]] = [
        *BaseContenutoPage.content_panels,
        FieldPanel("corpo"),
        FieldPanel("termini"),
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..updates import history_of

        html = self.zone_html.get("corpo", "")
        storia = history_of(self)
        return super().get_context(request, *args, **kwargs) | {
            "corpo_html": html,
            "indice": outline_of(html, level=2),
            "storia": storia,
        }


class PaginaPage(BaseTestoPage):
    """A plain page: who we are, privacy, how to."""

    template = "nucleo/pagina_page.html"
    parent_page_types: ClassVar[list[str]] = [
        "nucleo.HomePage",
        "nucleo.IndicePage",
        "nucleo.PaginaPage",
    ]
    subpage_types: ClassVar[list[str]] = ["nucleo.PaginaPage"]

    class Meta:
        verbose_name = "pagina"
        verbose_name_plural = "pagine"


class NotiziaPage(BaseTestoPage):
    """A dated piece of news."""

    template = "nucleo/notizia_page.html"
    parent_page_types: ClassVar[list[str]] = ["nucleo.IndicePage"]
    subpage_types: ClassVar[list[str]] = []

    data = models.DateField("data", default=timezone.localdate)

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("data"),
        FieldPanel("corpo"),
        FieldPanel("termini"),
    ]

    class Meta:
        verbose_name = "notizia"
        verbose_name_plural = "notizie"
