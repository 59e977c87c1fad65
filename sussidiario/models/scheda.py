"""A scheda: a question, the short answer, four zones."""

import datetime as dt
from typing import Any, ClassVar

from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import StreamField

from piattaforma.nucleo.blocks import BLOCCHI_RIFERIMENTI, BLOCCHI_SCHEDA
from piattaforma.nucleo.models import BaseContenutoPage, Livello, RigheField

from ..forms import CopiaForm, SchedaForm
from ..scheda.completezza import CompletezzaPanel
from ..scheda.giorno import last_day_asked

#: Longest short answer, in characters.
IN_BREVE_MAX = 600


#: The zone of the short answer, which is a field of its own.
BREVE = ("breve", "In breve")
#: field of the page → the zone's name in files and addresses, and its heading
ZONE = {
    "contenuto": ("contenuto", "Contenuto"),
    "prassi": ("prassi", "Buone prassi e raccomandazioni"),
    "norme": ("norme", "Riferimenti normativi"),
    "giurisprudenza": ("giurisprudenza", "Riferimenti giurisprudenziali"),
}
CODICE = RegexValidator(
    r"^[a-z0-9]+([.-][a-z0-9]+)*$",
    "Scrivi cifre e lettere minuscole separate da punti o trattini, per esempio 3.1.",
)


class SchedaPage(BaseContenutoPage):
    """The title is the question. The zones hold only blocks that Markdown can spell."""

    template = "sussidiario/scheda_page.html"
    base_form_class = SchedaForm
    copy_form_class = CopiaForm
    parent_page_types: ClassVar[list[str]] = ["sussidiario.PartePage"]
    subpage_types: ClassVar[list[str]] = []

    codice = models.CharField(
        "codice",
        max_length=30,
        validators=[CODICE],
        help_text="Lo stesso in tutte le edizioni: sta nell’indirizzo che si stampa e si cita.",
    )
    in_breve = RigheField(
        "in breve",
        validators=[
            MaxLengthValidator(
                IN_BREVE_MAX,
                "La risposta breve supera %(limit_value)d caratteri: ne ha %(show_value)d.",
            )
        ],
        help_text=(
            f"Al massimo {IN_BREVE_MAX} caratteri. Il primo paragrafo è la risposta; il secondo, "
            "dopo una riga vuota, l’eccezione."
        ),
    )
    contenuto = StreamField(BLOCCHI_SCHEDA, verbose_name="contenuto", blank=True)
    prassi = StreamField(BLOCCHI_SCHEDA, verbose_name="buone prassi e raccomandazioni", blank=True)
    norme = StreamField(BLOCCHI_RIFERIMENTI, verbose_name="riferimenti normativi", blank=True)
    giurisprudenza = StreamField(
        BLOCCHI_RIFERIMENTI, verbose_name="riferimenti giurisprudenziali", blank=True
    )
    fonte = models.CharField(
        "fonte",
        max_length=500,
        help_text="I testi letti per scrivere la scheda, e in quale copia.",
    )
    livello = models.CharField(
        "livello di verifica", max_length=20, choices=Livello.choices, default=Livello.DA_CONFERMARE
    )

    content_panels: ClassVar[list[Any]] = [
        CompletezzaPanel(),
        TitleFieldPanel(
            "title",
            heading="Domanda",
            help_text="Come la farebbe chi lavora in un ufficio o in un ente, con il punto interrogativo.",
        ),
        FieldRowPanel([FieldPanel("codice"), FieldPanel("livello")]),
        FieldPanel("in_breve"),
        FieldPanel("contenuto"),
        FieldPanel("prassi"),
        FieldPanel("norme"),
        FieldPanel("giurisprudenza"),
        FieldPanel("fonte"),
        MultiFieldPanel(["termini"], heading="Dove si trova"),
    ]

    class Meta:
        verbose_name = "scheda"
        verbose_name_plural = "schede"

    @property
    def titolo_briciola(self) -> str:
        return f"Scheda {self.codice}"

    @property
    def descrizione(self) -> str:
        return self.search_description or self.paragrafi[0]

    @property
    def paragrafi(self) -> list[str]:
        """The short answer and, where there is one, its exception."""
        return [
            p.strip() for p in self.in_breve.replace("\r\n", "\n").split("\n\n") if p.strip()
        ] or [""]

    @cached_property
    def al(self) -> dt.date | None:
        """The day at which it stopped, in a superseded edition; whoever has read the edition sets it."""
        return last_day_asked(self)

    def structured_data(self) -> dict[str, Any]:
        return {"identifier": self.codice, "abstract": self.in_breve}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..scheda.presentation import scheda_context

        return super().get_context(request, *args, **kwargs) | scheda_context(self, request)
