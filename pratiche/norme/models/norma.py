"""An act: what editors write of it. Its official side stands in tables of its own (`dati`)."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from piattaforma.citazioni import Identificatore, format_id, parse_identifier
from piattaforma.lingua import lines_of
from piattaforma.nucleo.models import RigheField

from ..indirizzi import article_url, norma_url
from .redazionale import BaseRedazionale, RedazionaleQuerySet


class Norma(BaseRedazionale):
    """An act as the register holds it: short name, other names, summary, topics, note."""

    titolo_breve = models.CharField(
        "titolo breve", max_length=200, help_text="Come la chiama chi la usa."
    )
    alias = RigheField("altri nomi", blank=True, help_text="Uno per riga.")
    sintesi = RigheField("sintesi", blank=True, help_text="Che cosa fa e per chi, con parole tue.")
    nota = RigheField("nota per chi legge", blank=True, help_text="Omonimi, lacune, cautele.")

    objects = RedazionaleQuerySet.as_manager()

    panels: ClassVar[list[Any]] = [
        FieldPanel("titolo_breve", required_on_save=True),
        FieldPanel("alias", widget=forms.Textarea(attrs={"rows": 3})),
        FieldPanel("sintesi", widget=forms.Textarea(attrs={"rows": 6})),
        FieldPanel("nota", widget=forms.Textarea(attrs={"rows": 3})),
        MultiFieldPanel(
            [FieldPanel("fonte"), FieldPanel("livello")], heading="Verifica di ciò che scriviamo"
        ),
        FieldPanel("temi", widget=forms.CheckboxSelectMultiple),
    ]

    class Meta:
        verbose_name = "norma"
        verbose_name_plural = "norme"
        ordering = ["titolo_breve"]

    def __str__(self) -> str:
        return self.titolo_breve

    @property
    def identificatore(self) -> Identificatore:
        return parse_identifier(self.dati.identificatore)

    @property
    def estremi(self) -> str:
        return format_id(self.identificatore)

    @property
    def elenco_alias(self) -> list[str]:
        return lines_of(self.alias)

    def get_absolute_url(self) -> str:
        dati = getattr(self, "dati", None)
        return norma_url(dati.slug) if dati else ""

    def article_url(self, numero: str, comma: str = "") -> str:
        return article_url(self.dati.slug, numero, comma)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "pratiche/norma.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from ..atto.presentation import norma_context

        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return context | norma_context(self, request)
