"""A practitioner's question on which decisions take sides, and where things stand on a day."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from piattaforma.citazioni import Identificatore, parse_identifier
from piattaforma.nucleo.models import RigheField
from piattaforma.riferimenti.campi import IdentificatoreField

from ..indirizzi import orientamento_url
from ..proposte import check_decision
from .redazionale import BaseRedazionale, RedazionaleQuerySet


class Orientamento(BaseRedazionale):
    """A question, the sides that decisions take, and what a cautious office does meanwhile."""

    domanda = models.CharField("domanda", max_length=200)
    codice = models.SlugField(
        "codice",
        max_length=80,
        unique=True,
        help_text="Sta nell’indirizzo: dopo la prima pubblicazione non cambia.",
    )
    al = models.DateField("a che giorno")
    in_breve = RigheField("a che punto siamo")

    objects = RedazionaleQuerySet.as_manager()

    panels: ClassVar[list[Any]] = [
        FieldPanel("domanda", required_on_save=True),
        FieldPanel("codice", required_on_save=True),
        FieldPanel("al"),
        FieldPanel("in_breve", widget=forms.Textarea(attrs={"rows": 5})),
        InlinePanel("articoli", heading="Articoli su cui si discute", label="articolo"),
        InlinePanel("posizioni", heading="Posizioni", label="posizione"),
        MultiFieldPanel([FieldPanel("fonte"), FieldPanel("livello")], heading="Verifica"),
        FieldPanel("temi", widget=forms.CheckboxSelectMultiple),
    ]

    class Meta:
        verbose_name = "orientamento"
        verbose_name_plural = "orientamenti"
        ordering = ["domanda"]

    def __str__(self) -> str:
        return self.domanda

    def get_absolute_url(self) -> str:
        return orientamento_url(self.codice) if self.codice else ""

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "pratiche/orientamento.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from ..orientamento.presentation import orientamento_context

        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return context | orientamento_context(self, request)


class ArticoloOrientamento(Orderable):  # type: ignore[misc]
    orientamento = ParentalKey(Orientamento, on_delete=models.CASCADE, related_name="articoli")
    identificatore = IdentificatoreField(
        "articolo", help_text="Anche come si scrive: «55 c. 3 cts»."
    )

    class Meta(Orderable.Meta):  # type: ignore[misc]
        verbose_name = "articolo di un orientamento"
        verbose_name_plural = "articoli di un orientamento"

    @property
    def id_legge(self) -> Identificatore:
        return parse_identifier(self.identificatore)


class PosizioneOrientamento(Orderable, ClusterableModel):  # type: ignore[misc]
    """One side of the question."""

    orientamento = ParentalKey(Orientamento, on_delete=models.CASCADE, related_name="posizioni")
    titolo = models.CharField("che cosa sostiene", max_length=200)
    sintesi = RigheField("perché", blank=True)

    panels: ClassVar[list[Any]] = [
        FieldPanel("titolo"),
        FieldPanel("sintesi", widget=forms.Textarea(attrs={"rows": 3})),
        InlinePanel("decisioni", heading="Decisioni", label="decisione"),
    ]

    class Meta(Orderable.Meta):  # type: ignore[misc]
        verbose_name = "posizione"
        verbose_name_plural = "posizioni"

    def __str__(self) -> str:
        return self.titolo


class DecisionePosizione(Orderable):  # type: ignore[misc]
    """A decision on one side, and what it said on this very question."""

    posizione = ParentalKey(
        PosizioneOrientamento, on_delete=models.CASCADE, related_name="decisioni"
    )
    identificatore = IdentificatoreField("decisione")
    perche = models.CharField("che cosa ha detto", max_length=400, blank=True)

    class Meta(Orderable.Meta):  # type: ignore[misc]
        verbose_name = "decisione di una posizione"
        verbose_name_plural = "decisioni di una posizione"

    def clean(self) -> None:
        super().clean()
        check_decision("identificatore", self.identificatore)

    @property
    def id_legge(self) -> Identificatore:
        return parse_identifier(self.identificatore)
