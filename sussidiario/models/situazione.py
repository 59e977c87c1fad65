"""The door "Ho una domanda": situations in plain words, each with the schede to read in order."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from .scheda import CODICE

#: How many schede a situation leads to.
MINIMO, MASSIMO = 3, 7


class Situazione(ClusterableModel):
    """What somebody would say at the desk: "Un’associazione ci propone un progetto"."""

    frase = models.CharField(
        "frase",
        max_length=90,
        help_text="Come la direbbe una persona al telefono, senza punto: «Dobbiamo rimborsare il personale».",
    )
    codice = models.SlugField(
        "codice", max_length=60, unique=True, help_text="Sta nell’indirizzo: non cambia."
    )
    spiegazione = models.CharField(
        "spiegazione", max_length=200, blank=True, help_text="Che cosa c’è da decidere."
    )
    ordine = models.PositiveSmallIntegerField("ordine", default=0)

    panels: ClassVar[list[Any]] = [
        FieldPanel("frase"),
        FieldPanel("codice"),
        FieldPanel("spiegazione"),
        FieldPanel("ordine"),
        InlinePanel(
            "schede",
            heading="Schede, nell’ordine in cui si leggono",
            label="scheda",
            min_num=MINIMO,
            max_num=MASSIMO,
        ),
    ]

    class Meta:
        verbose_name = "situazione"
        verbose_name_plural = "situazioni"
        ordering: ClassVar[list[str]] = ["ordine", "frase"]

    def __str__(self) -> str:
        return self.frase

    def clean(self) -> None:
        super().clean()
        was = Situazione.objects.filter(pk=self.pk).values_list("codice", flat=True).first()
        if was and was != self.codice:
            raise ValidationError({"codice": f"Il codice non cambia: resta «{was}»."})

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Sentence and schede together: whoever hears of the one finds the others."""
        return super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("sussidiario_situazione", args=[self.codice]) if self.codice else ""


class SceltaScheda(forms.Select):
    """The questions of today with their codes; a code that is there no more stays to be seen."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        from ..querysets import live_today

        rows = live_today().values_list("codice", "title")
        choices = [(code, f"{code} {title}") for code, title in rows]
        known = {code for code, _ in choices}
        lost = [(c, f"{c} (non è nell’edizione corrente)") for c in value if c and c not in known]
        self.choices = [("", "Scegli una scheda"), *choices, *lost]
        return super().optgroups(name, value, attrs)


class SchedaDiSituazione(Orderable):
    """A scheda of a situation, by its code: the same in every edition."""

    situazione = ParentalKey(Situazione, on_delete=models.CASCADE, related_name="schede")
    codice = models.CharField("scheda", max_length=30, validators=[CODICE])

    panels: ClassVar[list[Any]] = [FieldPanel("codice", widget=SceltaScheda)]

    class Meta(Orderable.Meta):
        verbose_name = "scheda della situazione"
        verbose_name_plural = "schede della situazione"
        constraints = [
            models.UniqueConstraint(
                fields=["situazione", "codice"], name="scheda_una_volta_per_situazione"
            )
        ]

    def __str__(self) -> str:
        return self.codice
