"""The indexes that hear of changes, whichever machine keeps them."""

from django.db import models
from django.utils import timezone


class IndiceTenuto(models.Model):
    """An index for which each change writes a row, from the beginning of its first build on."""

    nome = models.CharField(max_length=60, unique=True)
    #: when somebody last looked after it, to the hour
    visto = models.DateTimeField(default=timezone.now)
    #: whether it was built since it hears of changes: before, it may lack any of them
    completo = models.BooleanField(default=False)

    class Meta:
        verbose_name = "indice tenuto"
        verbose_name_plural = "indici tenuti"

    def __str__(self) -> str:
        return self.nome
