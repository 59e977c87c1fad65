"""Rows that hold from a day to another, both included; an empty day is one that nobody knows."""

import datetime as dt
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone

Riga_co = TypeVar("Riga_co", bound=models.Model, covariant=True)


class PeriodoQuerySet(QuerySet[Riga_co]):
    def on(self, day: dt.date) -> Self:
        """Those that hold on a day, the one that counts first."""
        return self.filter(
            Q(dal__isnull=True) | Q(dal__lte=day), Q(al__isnull=True) | Q(al__gte=day)
        ).order_by(F("dal").desc(nulls_last=True), "-pk")

    def today(self) -> Self:
        return self.on(timezone.localdate())


class BasePeriodo(models.Model):
    """A row with its first and its last day."""

    dal = models.DateField("dal", null=True, blank=True)
    al = models.DateField("al", null=True, blank=True)

    objects = PeriodoQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(dal__isnull=True) | Q(al__isnull=True) | Q(dal__lte=F("al")),
                name="%(class)s_dal_al",
                violation_error_message="Il giorno in cui finisce viene prima di quello in cui comincia.",
            )
        ]

    def vale_il(self, day: dt.date) -> bool:
        """The rule of `on`, for a row that was read."""
        return (self.dal is None or self.dal <= day) and (self.al is None or self.al >= day)
