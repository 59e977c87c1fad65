"""Under which keys and addresses the register finds a record: for ever, whatever is merged."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Any, Protocol, TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from piattaforma.citazioni import Identificatore, parse_identifier
from piattaforma.riferimenti.campi import IdentificatoreField
from piattaforma.riferimenti.chiavi import same_day


class Chiave(Protocol):
    """A key as rows give it; `scheda` tells one record from another."""

    @property
    def chiave(self) -> str: ...
    @property
    def vaga(self) -> str: ...
    @property
    def identificatore(self) -> str: ...
    @property
    def scheda(self) -> Hashable: ...


ChiaveT = TypeVar("ChiaveT", bound=Chiave)


def by_key(rows: Iterable[ChiaveT]) -> dict[str, list[ChiaveT]]:
    """Join key, also as citations leave it vague → the rows that it may mean."""
    found: dict[str, list[ChiaveT]] = defaultdict(list)
    for row in rows:
        for key in dict.fromkeys((row.chiave, row.vaga)):
            if key:
                found[key].append(row)
    return found


def the_one(rows: Mapping[str, list[ChiaveT]], key: str, day: str = "") -> ChiaveT | None:
    """The row that a join key means, among those `by_key`; what leaves something out, only where one fits.

    `day`: of the citation, where it says one.
    """
    found = rows.get(key, [])
    own = next((row for row in found if row.chiave == key), None)
    if own is not None:
        return own
    near = {
        row.scheda: row for row in found if same_day(parse_identifier(row.identificatore).data, day)
    }
    return next(iter(near.values())) if len(near) == 1 else None


class ChiaveQuerySet(QuerySet["ChiaveRegistro"]):
    def pubblicate(self) -> "ChiaveQuerySet":
        """Those of records that are live."""
        return self.filter(Q(norma__live=True) | Q(pronuncia__live=True))

    def named(self, keys: Collection[str] | QuerySet[Any]) -> "ChiaveQuerySet":
        """Those that one of these join keys may mean: `the_one` chooses."""
        return self.filter(Q(chiave__in=keys) | Q(vaga__in=keys))


class ChiaveRegistro(models.Model):
    """One join key of an act or of a decision, with its address.

    A record has one that is `principale`; those of records that were merged into it lead to it.
    """

    #: `Identificatore.chiave`
    chiave = models.CharField(max_length=160, unique=True)
    #: the key under which a citation names it that leaves out its region, its ministry or its kind
    vaga = models.CharField(max_length=160, blank=True, db_index=True)
    identificatore = IdentificatoreField(unique=True)
    #: its part of the address, `dlgs-117-2017`
    slug = models.CharField(max_length=160, unique=True)
    principale = models.BooleanField(default=True)
    norma = models.ForeignKey(
        "pratiche.Norma", null=True, on_delete=models.CASCADE, related_name="chiavi"
    )
    pronuncia = models.ForeignKey(
        "pratiche.Pronuncia", null=True, on_delete=models.CASCADE, related_name="chiavi"
    )

    objects = ChiaveQuerySet.as_manager()

    class Meta:
        verbose_name = "chiave del registro"
        verbose_name_plural = "chiavi del registro"
        constraints = [
            models.CheckConstraint(
                condition=Q(norma__isnull=False, pronuncia__isnull=True)
                | Q(norma__isnull=True, pronuncia__isnull=False),
                name="chiave_di_uno",
            ),
            models.UniqueConstraint(
                fields=["norma"], condition=Q(principale=True), name="chiave_norma"
            ),
            models.UniqueConstraint(
                fields=["pronuncia"], condition=Q(principale=True), name="chiave_pronuncia"
            ),
        ]

    def __str__(self) -> str:
        return self.chiave

    @property
    def scheda(self) -> tuple[int | None, int | None]:
        return self.norma_id, self.pronuncia_id

    @property
    def id_legge(self) -> Identificatore:
        return parse_identifier(self.identificatore)
