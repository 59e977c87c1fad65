"""The counters behind the limits. Nothing personal is in them: keys are stored as digests."""

from django.db import models


class Conteggio(models.Model):
    """How many times something happened until `scade`; then the count starts again from zero."""

    #: Digest of the key, see `limiti.digest`.
    chiave = models.CharField("chiave", max_length=64, primary_key=True)
    quanti = models.PositiveIntegerField("quanti")
    scade = models.DateTimeField("scade", db_index=True)

    class Meta:
        verbose_name = "conteggio"
        verbose_name_plural = "conteggi"

    def __str__(self) -> str:
        return f"{self.chiave[:8]}… {self.quanti}"
