"""Expressions that mean the same, as editors keep them."""

from django.db import models

from piattaforma.lingua import lines_of


class GruppoSinonimi(models.Model):
    """Who types one of these expressions finds the texts that say another. Effective at once."""

    espressioni = models.TextField(
        "espressioni",
        help_text="Una per riga, con lo stesso significato: «ETS», «enti del Terzo settore».",
    )
    nota = models.CharField(
        "nota", max_length=200, blank=True, help_text="Per la redazione: perché il gruppo c’è."
    )
    attivo = models.BooleanField("attivo", default=True)

    class Meta:
        verbose_name = "gruppo di sinonimi"
        verbose_name_plural = "gruppi di sinonimi"
        ordering = ["espressioni"]

    def __str__(self) -> str:
        return " = ".join(self.elenco)

    @property
    def elenco(self) -> list[str]:
        return lines_of(self.espressioni)
