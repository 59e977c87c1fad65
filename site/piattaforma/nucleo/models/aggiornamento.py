"""What happened to contents: an append-only table that history, feeds and mail read."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from ..querysets import IGNOTI
from .nota import LUNGHEZZA_NOTA, TIPI_CHE_VERIFICANO, TipoModifica
from .termine import Termine


class AggiornamentoQuerySet(QuerySet["Aggiornamento"]):
    def of(self, source: models.Model, *before: models.Model) -> "AggiornamentoQuerySet":
        """The rows of one content, and of those of its type whose place it took."""
        return self.filter(
            content_type=ContentType.objects.get_for_model(source),
            object_id__in=[source.pk, *(content.pk for content in before)],
        )

    def beside(self, row: "Aggiornamento") -> "AggiornamentoQuerySet":
        """The rows of the same content, this one too."""
        return self.filter(content_type_id=row.content_type_id, object_id=row.object_id)

    def without_texts(self) -> "AggiornamentoQuerySet":
        """Lists do not read the two texts."""
        return self.defer("testo_prima", "testo_dopo")

    def of_type(self, model: type[models.Model]) -> "AggiornamentoQuerySet":
        return self.filter(content_type=ContentType.objects.get_for_model(model))


class Aggiornamento(models.Model):
    """One change of one content, written in the transaction that makes it true.

    Visibility is not copied here: it is asked of the source again at each use. The two texts stay,
    so that purging revisions loses no history.
    """

    tipo = models.CharField("tipo", max_length=12, choices=TipoModifica.choices)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    quando = models.DateTimeField("quando", default=timezone.now)
    titolo = models.CharField("titolo", max_length=255)
    testo = models.CharField("che cosa e perché", max_length=LUNGHEZZA_NOTA, blank=True)
    termini = models.ManyToManyField(Termine, blank=True, related_name="+")
    #: identifiers of law that the content cites, as strings
    identificatori = models.JSONField(default=list)
    testo_prima = models.TextField(blank=True)
    testo_dopo = models.TextField(blank=True)
    #: whether both texts are there and their words differ
    confrontabile = models.BooleanField(default=False)
    #: who could read each text when it went live, as `Contenuto.lettori` says
    lettori_prima = models.TextField(default=IGNOTI, blank=True)
    lettori_dopo = models.TextField(default=IGNOTI, blank=True)

    #: where its two texts are compared, for who may read both: see `updates`
    confronto = ""
    #: where it happened, in the history of a content that took the place of others
    contesto = ""

    objects = AggiornamentoQuerySet.as_manager()

    class Meta:
        verbose_name = "aggiornamento"
        verbose_name_plural = "aggiornamenti"
        ordering = ["-quando", "-pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id", "-quando"], name="agg_sorgente"),
            models.Index(fields=["-quando"], name="agg_quando"),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}: {self.titolo}"

    def shows_differences_to(self, lettori: str) -> bool:
        """Whether those who may read the content today could read both of its texts."""
        then = {self.lettori_prima, self.lettori_dopo}
        return self.confrontabile and lettori != IGNOTI and then <= {"", lettori}


def last_check(rows: Iterable[Aggiornamento]) -> dt.datetime | None:
    """When the content was last checked, read from its rows (newest first)."""
    return next((row.quando for row in rows if row.tipo in TIPI_CHE_VERIFICANO), None)
