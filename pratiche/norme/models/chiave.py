"""Under which keys and addresses the register finds a record: for ever, whatever is merged."""

from django.db import models
from django.db.models import Q, QuerySet

from piattaforma.citazioni import Identificatore, parse_identifier
from piattaforma.riferimenti.campi import IdentificatoreField


class ChiaveQuerySet(QuerySet["ChiaveRegistro"]):
    def pubblicate(self) -> "ChiaveQuerySet":
        """Those of records that are live."""
        return self.filter(Q(norma__live=True) | Q(pronuncia__live=True))


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
    def id_legge(self) -> Identificatore:
        return parse_identifier(self.identificatore)
