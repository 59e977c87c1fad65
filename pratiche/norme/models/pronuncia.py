"""A decision or an opinion: what happened, what it laid down, what follows from it in practice."""

from typing import Any, ClassVar

from django import forms
from django.db import models, transaction
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from piattaforma.citazioni import Identificatore, format_id, format_short, parse_identifier, slug
from piattaforma.lingua import lines_of
from piattaforma.nucleo.models import RigheField
from piattaforma.riferimenti.campi import IdentificatoreField

from ..indirizzi import pronuncia_url
from ..proposte import check_decision
from ..vocabolari import Esito, TipoLegame, TipoPronuncia
from .redazionale import BaseRedazionale, RedazionaleQuerySet


class Pronuncia(BaseRedazionale):
    """A decision as the register holds it. An empty massima beats an invented one."""

    identificatore = IdentificatoreField(
        "identificatore",
        unique=True,
        help_text="Anche come si scrive: «Cons. Stato, sez. V, 26 maggio 2023, n. 5217».",
        error_messages={"unique": "Questa decisione è già nel registro."},
    )
    organo = models.CharField("organo", max_length=120)
    sede = models.CharField("sede", max_length=80, blank=True)
    sezione = models.CharField("sezione", max_length=40, blank=True)
    tipo = models.CharField("tipo", max_length=12, choices=TipoPronuncia.choices)
    data = models.DateField("data", null=True, blank=True)
    ecli = models.CharField("ECLI", max_length=80, blank=True)
    url = models.URLField("indirizzo ufficiale", max_length=500, blank=True)
    territorio = models.CharField("territorio", max_length=120, blank=True)
    esito = models.CharField("esito", max_length=20, choices=Esito.choices, blank=True)
    esito_nota = models.CharField("che cosa ne è stato", max_length=300, blank=True)
    in_una_riga = models.CharField("in una riga", max_length=300)
    fatto = RigheField(
        "fatto", blank=True, help_text="Due righe; solo enti e imprese, mai persone."
    )
    massima = RigheField(
        "massima", blank=True, help_text="Vuota, se la decisione non è stata letta."
    )
    principi = RigheField("principi", blank=True, help_text="Uno per riga.")
    implicazioni = RigheField("implicazioni operative", blank=True)
    guida = models.BooleanField("decisione di riferimento", default=False)
    nota = RigheField("nota per chi legge", blank=True)

    objects = RedazionaleQuerySet.as_manager()

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("identificatore", required_on_save=True),
                FieldRowPanel([FieldPanel("organo"), FieldPanel("sede"), FieldPanel("sezione")]),
                FieldRowPanel([FieldPanel("tipo"), FieldPanel("data"), FieldPanel("ecli")]),
                FieldRowPanel([FieldPanel("territorio"), FieldPanel("url")]),
                FieldRowPanel([FieldPanel("esito"), FieldPanel("guida")]),
                FieldPanel("esito_nota"),
            ],
            heading="Estremi ed esito",
        ),
        FieldPanel("in_una_riga"),
        FieldPanel("fatto", widget=forms.Textarea(attrs={"rows": 4})),
        FieldPanel("massima", widget=forms.Textarea(attrs={"rows": 5})),
        FieldPanel("principi", widget=forms.Textarea(attrs={"rows": 5})),
        FieldPanel("implicazioni", widget=forms.Textarea(attrs={"rows": 5})),
        InlinePanel("interpretazioni", heading="Articoli interpretati", label="articolo"),
        InlinePanel("relazioni", heading="Altre decisioni", label="decisione"),
        FieldPanel("nota", widget=forms.Textarea(attrs={"rows": 3})),
        MultiFieldPanel([FieldPanel("fonte"), FieldPanel("livello")], heading="Verifica"),
        FieldPanel("temi", widget=forms.CheckboxSelectMultiple),
    ]

    class Meta:
        verbose_name = "decisione"
        verbose_name_plural = "decisioni"
        ordering = ["-data", "-pk"]

    def __str__(self) -> str:
        return self.titolo

    @property
    def id_legge(self) -> Identificatore:
        return parse_identifier(self.identificatore)

    @property
    def titolo(self) -> str:
        """How practitioners call it: "Cons. Stato 5217/2023"."""
        return format_short(self.id_legge) if self.identificatore else self.in_una_riga

    @property
    def estremi(self) -> str:
        return format_id(self.id_legge)

    @property
    def slug(self) -> str:
        return slug(self.id_legge)

    @property
    def elenco_principi(self) -> list[str]:
        return lines_of(self.principi)

    def get_absolute_url(self) -> str:
        return pronuncia_url(self.slug) if self.identificatore else ""

    @transaction.atomic
    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """What goes live is in the register, however it was made."""
        from ..registrazione import register_decision

        register_decision(pronuncia=revision.as_object())
        return super().publish(revision, *args, **kwargs)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "pratiche/pronuncia.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from ..pronuncia.presentation import pronuncia_context

        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return context | pronuncia_context(self, request)


class InterpretazionePronuncia(Orderable):  # type: ignore[misc]
    """An article that a decision reads."""

    pronuncia = ParentalKey(Pronuncia, on_delete=models.CASCADE, related_name="interpretazioni")
    identificatore = IdentificatoreField(
        "articolo", help_text="Anche come si scrive: «55 c. 3 cts»."
    )
    perche = models.CharField("che cosa ne dice", max_length=400, blank=True)

    class Meta(Orderable.Meta):  # type: ignore[misc]
        verbose_name = "articolo interpretato"
        verbose_name_plural = "articoli interpretati"

    @property
    def id_legge(self) -> Identificatore:
        return parse_identifier(self.identificatore)


class RelazionePronuncia(Orderable):  # type: ignore[misc]
    """What a decision does with another."""

    pronuncia = ParentalKey(Pronuncia, on_delete=models.CASCADE, related_name="relazioni")
    tipo = models.CharField("tipo", max_length=12, choices=TipoLegame.choices)
    verso = IdentificatoreField("quale decisione")
    nota = models.CharField("nota", max_length=400, blank=True)

    class Meta(Orderable.Meta):  # type: ignore[misc]
        verbose_name = "relazione tra decisioni"
        verbose_name_plural = "relazioni tra decisioni"

    def clean(self) -> None:
        super().clean()
        check_decision("verso", self.verso)

    @property
    def id_legge(self) -> Identificatore:
        return parse_identifier(self.verso)
