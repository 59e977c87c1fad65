"""The abstract pages from which every page type of the site comes."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page

from ..forms import PaginaConNotaForm
from ..indicizzazione import is_put_off
from ..pictures import make_page_renditions
from ..querysets import BasePageManager
from ..voce.panels import VocePanel
from .letto import LettoMixin
from .nota import NotaModifica
from .resa import BaseResa

# `Page` and not WAGTAIL_PAGE_MODEL: contrib apps break with a swapped page model (docs/adr/0002).


class BasePage(LettoMixin, Page):
    """A page of this site: it has a summary, an owner office, and publishes in one transaction."""

    sommario = models.CharField(
        "sommario",
        max_length=300,
        blank=True,
        help_text="Una o due frasi: stanno sotto il titolo, negli elenchi e nei motori di ricerca.",
    )
    ufficio = models.ForeignKey(
        "territori.Ufficio",
        verbose_name="ufficio responsabile",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Senza un ufficio risponde la redazione.",
    )

    objects = BasePageManager()

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("sommario")]
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(["slug", "seo_title", "search_description"], heading="Motori di ricerca"),
        FieldPanel("ufficio"),
    ]
    settings_panels: ClassVar[list[Any]] = Page.settings_panels
    #: the note's fields, for pages whose changes readers follow
    note_panels: ClassVar[list[Any]] = []
    show_in_menus_default = False
    allowed_http_methods: ClassVar[list[str]] = ["GET", "HEAD", "OPTIONS"]
    #: whether readers are asked how clear it is and may report an error on it
    si_valuta: ClassVar[bool] = True

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not getattr(getattr(cls, "Meta", None), "abstract", False):
            cls.edit_handler = TabbedInterface(
                [
                    ObjectList([*cls.content_panels, *cls.note_panels], heading="Contenuto"),
                    ObjectList(cls.promote_panels, heading="Indirizzo e ufficio"),
                    ObjectList(cls.settings_panels, heading="Pubblicazione"),
                    *([ObjectList([VocePanel()], heading="Lettori")] if cls.si_valuta else []),
                ]
            )

    def get_indexed_instance(self) -> Any:
        return None if is_put_off() else super().get_indexed_instance()

    @transaction.atomic
    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Page, updates, citations and rendering go live together or not at all."""
        return super().publish(revision, *args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        return super().unpublish(*args, **kwargs)

    def annotate_change(self, *, tipo: str, testo: str) -> None:
        """Keep a change note beside the next revision that is saved."""
        self._nota_in_attesa = (tipo, testo)

    @transaction.atomic
    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        # Drafts have the renditions of their images too: previews show them and write nothing.
        make_page_renditions(page=self)
        revision = super().save_revision(*args, **kwargs)
        note = self.__dict__.pop("_nota_in_attesa", None)
        if note is not None:
            tipo, testo = note
            if tipo or testo:
                NotaModifica.objects.update_or_create(
                    revision_id=revision.pk,
                    defaults={
                        "page_id": self.pk,
                        "tipo": tipo,
                        "testo": testo,
                        "autore": revision.user,
                        "usata_il": None,
                    },
                )
            else:
                NotaModifica.objects.filter(revision_id=revision.pk).delete()
        return revision

    @cached_property
    def lettura_tenuta(self) -> BaseResa | None:
        return getattr(self, "resa", None)

    def serve_password_required_response(
        self, request: HttpRequest, form: Any, action_url: str
    ) -> TemplateResponse:
        """The form and nothing of the page: whoever has not typed the password is an outsider."""
        context = {"form": form, "action_url": action_url}
        return TemplateResponse(request, "wagtailcore/password_required.html", context)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        self.is_anteprima = True
        return super().serve_preview(request, mode_name)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..frame import frame_of
        from ..routing import Sopra, above
        from ..structured_data import page_graph

        crumbs = above(self)
        context = super().get_context(request, *args, **kwargs)
        context["briciole"] = (
            [*crumbs, Sopra(self.pk or 0, self.titolo_briciola, "")] if crumbs else []
        )
        context["jsonld"] = page_graph(
            self, crumbs=crumbs, sito=frame_of(request).sito, extra=self.structured_data()
        )
        return context

    def structured_data(self) -> dict[str, Any]:
        """What the page adds to its entity in schema.org's words."""
        return {}

    @property
    def titolo_briciola(self) -> str:
        """The page's name in the breadcrumb."""
        return str(self.title)

    @property
    def descrizione(self) -> str:
        """What a search engine shows under the title."""
        return self.search_description or self.sommario


class BaseContenutoPage(BasePage):
    """A page whose changes readers follow: change notes, topics."""

    termini = ParentalManyToManyField(
        "nucleo.Termine", verbose_name="termini", blank=True, related_name="+"
    )

    base_form_class = PaginaConNotaForm
    note_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("nota_tipo"), FieldPanel("nota_testo")],
            heading="Che cosa cambia e perché",
            help_text=(
                "Serve per pubblicare, programmare o inviare in revisione; nelle bozze puoi "
                "lasciarla vuota. Chi legge la trova in «Che cosa è cambiato»."
            ),
        )
    ]

    class Meta:
        abstract = True
