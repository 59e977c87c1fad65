"""Reads on the ledger."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

if TYPE_CHECKING:
    from .models import Messaggio  # noqa: F401


class MessaggioQuerySet(models.QuerySet["Messaggio"]):
    """Selections named for what they select."""

    def due(self) -> "MessaggioQuerySet":
        """Waiting, and their time has come; the oldest first."""
        return self.filter(
            stato=self.model.Stato.DA_INVIARE, prossimo_tentativo_il__lte=timezone.now()
        ).order_by("prossimo_tentativo_il", "pk")

    def in_flight(self) -> "MessaggioQuerySet":
        """Taken by a worker and not closed yet."""
        return self.filter(stato=self.model.Stato.IN_INVIO)

    def in_flight_longer_than(self, lease: timedelta) -> "MessaggioQuerySet":
        """Taken more than `lease` ago by the database's clock."""
        return self.in_flight().filter(presa_il__lt=Now() - lease)

    def closed_before(self, moment: datetime) -> "MessaggioQuerySet":
        """In a state that nothing changes by itself, since before `moment`."""
        return self.filter(stato__in=self.model.CHIUSI, chiusa_il__lt=moment)
