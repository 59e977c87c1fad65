"""What was searched, by month: words and how many times, nobody's name."""

from django.db import models
from django.utils import timezone


class ParoleCercate(models.Model):
    """The searches of a month for the same words, folded from the log; rare ones are dropped."""

    #: the first day of the month
    mese = models.DateField("mese")
    parole = models.CharField("parole cercate", max_length=200)
    volte = models.PositiveIntegerField("volte", default=0)
    #: how many of these found nothing
    senza_esito = models.PositiveIntegerField("senza risultati", default=0)

    class Meta:
        verbose_name = "parole cercate"
        verbose_name_plural = "parole cercate"
        ordering = ["-mese", "-volte", "parole"]
        constraints = [
            models.UniqueConstraint(fields=["mese", "parole"], name="parole_cercate_nel_mese")
        ]

    def __str__(self) -> str:
        return f"{self.parole} ({self.mese:%m/%Y}): {self.volte}"


class FileSommato(models.Model):
    """A file of the log whose searches are counted: what a killed job left behind is not counted twice."""

    nome = models.CharField(max_length=100, unique=True)
    quando = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "file del diario già sommato"
        verbose_name_plural = "file del diario già sommati"

    def __str__(self) -> str:
        return self.nome
