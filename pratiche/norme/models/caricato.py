"""An uploaded file that waits for somebody to have seen what it changes."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

#: How long it waits.
ATTESA = dt.timedelta(days=1)


class CaricatoQuerySet(models.QuerySet["FileCaricato"]):
    def of(self, user: Any, insieme: uuid.UUID) -> "CaricatoQuerySet":
        """The files that one person uploaded together and that still wait."""
        since = timezone.now() - ATTESA
        return self.filter(chi=user, insieme=insieme, quando__gte=since).order_by("pk")

    def expired(self) -> "CaricatoQuerySet":
        return self.filter(quando__lt=timezone.now() - ATTESA)


class FileCaricato(models.Model):
    """One file of an upload: kept in the database, as several hosts may serve the same editor."""

    insieme = models.UUIDField(default=uuid.uuid4, db_index=True)
    nome = models.CharField(max_length=255)
    dati = models.BinaryField()
    chi = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    quando = models.DateTimeField(default=timezone.now)

    objects = CaricatoQuerySet.as_manager()

    class Meta:
        verbose_name = "testo caricato"
        verbose_name_plural = "testi caricati"

    def __str__(self) -> str:
        return self.nome
