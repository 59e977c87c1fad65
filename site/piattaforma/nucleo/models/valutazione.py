"""How clear readers find a page: nothing of who they are."""

import datetime as dt

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Avg, Count, Q, QuerySet
from django.utils import timezone

#: Longest comment, in characters.
LUNGHEZZA_COMMENTO = 200
#: From this vote up readers are asked what they liked, below it what was difficult.
VOTO_POSITIVO = 4


class Motivo(models.TextChoices):
    """Why: the answers of the model of Comuni, in its words (design-comuni)."""

    CHIARE = "chiare", "Le indicazioni erano chiare"
    COMPLETE = "complete", "Le indicazioni erano complete"
    SICURA = "passi-chiari", "Capivo sempre che stavo procedendo correttamente"
    SENZA_PROBLEMI = "senza-problemi", "Non ho avuto problemi tecnici"
    ALTRO_BENE = "altro-bene", "Altro"
    NON_CHIARE = "non-chiare", "A volte le indicazioni non erano chiare"
    NON_COMPLETE = "non-complete", "A volte le indicazioni non erano complete"
    INCERTA = "passi-incerti", "A volte non capivo se stavo procedendo correttamente"
    PROBLEMI = "problemi", "Ho avuto problemi tecnici"
    ALTRO_MALE = "altro-male", "Altro"


POSITIVI = (
    Motivo.CHIARE,
    Motivo.COMPLETE,
    Motivo.SICURA,
    Motivo.SENZA_PROBLEMI,
    Motivo.ALTRO_BENE,
)
NEGATIVI = tuple(motivo for motivo in Motivo if motivo not in POSITIVI)


class ValutazioneQuerySet(QuerySet["Valutazione"]):
    def since(self, day: dt.date) -> "ValutazioneQuerySet":
        return self.filter(il__gte=day)

    def with_text(self) -> "ValutazioneQuerySet":
        return self.exclude(testo="")

    def summary(self) -> dict[str, float | int | None]:
        """How many, their mean, and how many for each vote (`voto_1`…`voto_5`)."""
        votes = {f"voto_{n}": Count("pk", filter=Q(voto=n)) for n in range(1, 6)}
        return self.aggregate(quante=Count("pk"), media=Avg("voto"), **votes)


class Valutazione(models.Model):
    """One vote on one page: no address, no browser, no account, no hour."""

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name="pagina",
        on_delete=models.CASCADE,
        related_name="valutazioni",
    )
    voto = models.PositiveSmallIntegerField(
        "voto", validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    motivo = models.CharField("motivo", max_length=20, choices=Motivo.choices, blank=True)
    #: emptied after a year; the vote stays
    testo = models.CharField("commento", max_length=LUNGHEZZA_COMMENTO, blank=True)
    il = models.DateField("data", default=timezone.localdate)

    objects = ValutazioneQuerySet.as_manager()

    class Meta:
        verbose_name = "valutazione"
        verbose_name_plural = "valutazioni"
        default_permissions = ()
        ordering = ["-il", "-pk"]
        indexes = [models.Index(fields=["page", "-il"], name="valutazione_pagina")]
        constraints = [
            models.CheckConstraint(
                condition=Q(voto__gte=1, voto__lte=5), name="valutazione_voto_da_1_a_5"
            )
        ]

    def __str__(self) -> str:
        return f"{self.voto} su 5"
