"""The controlled vocabularies by which contents are found."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction


class Termine(models.Model):
    """One entry of a vocabulary; entries of the same vocabulary form a tree."""

    class Vocabolario(models.TextChoices):
        TEMI = "temi", "Temi"
        STRUMENTI = "strumenti", "Strumenti"
        FASI = "fasi", "Fasi"
        DESTINATARI = "destinatari", "Destinatari"

    vocabolario = models.CharField("vocabolario", max_length=20, choices=Vocabolario.choices)
    codice = models.SlugField(
        "codice", max_length=60, help_text="Non cambia: sta negli indirizzi e nei file importati."
    )
    etichetta = models.CharField("etichetta", max_length=120)
    etichette_alternative = models.CharField(
        "altre etichette", max_length=300, blank=True, help_text="Separate da virgole."
    )
    definizione = models.TextField("definizione", blank=True)
    genitore = models.ForeignKey(
        "self",
        verbose_name="sta sotto",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="figli",
    )
    ordine = models.PositiveSmallIntegerField("ordine", default=0)
    valida_dal = models.DateField("valida dal", null=True, blank=True)
    valida_al = models.DateField("valida al", null=True, blank=True)

    class Meta:
        verbose_name = "termine"
        verbose_name_plural = "termini"
        ordering = ["vocabolario", "ordine", "etichetta"]
        constraints = [
            models.UniqueConstraint(
                fields=["vocabolario", "codice"],
                name="termine_unico",
                violation_error_message="Il vocabolario ha già un termine con questo codice.",
            )
        ]

    def __str__(self) -> str:
        return self.etichetta

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """With what is told of all that is found under it."""
        super().save(*args, **kwargs)

    def clean(self) -> None:
        above = self.genitore
        while above is not None:
            if above.vocabolario != self.vocabolario:
                raise ValidationError({"genitore": "Scegli un termine dello stesso vocabolario."})
            if above.pk and above.pk == self.pk:
                raise ValidationError({"genitore": "Un termine non può stare sotto sé stesso."})
            above = above.genitore
