"""One row for each place where a content cites an act, an article or a decision."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet

from piattaforma.citazioni import Identificatore, parse_identifier


class CitazioneQuerySet(QuerySet["Citazione"]):
    def of(self, source: models.Model) -> "CitazioneQuerySet":
        """The rows of one content, in the order in which it cites."""
        return self.filter(
            content_type=ContentType.objects.get_for_model(source), object_id=source.pk
        ).order_by("ordine")

    def strutturate(self) -> "CitazioneQuerySet":
        return self.filter(origine=Citazione.Origine.STRUTTURATA)


class Citazione(models.Model):
    """A citation: who cites (generic), where, what. Joined by identifier, never by foreign key."""

    class Origine(models.TextChoices):
        STRUTTURATA = "strutturata", "scritta dalla redazione"
        RICONOSCIUTA = "riconosciuta", "riconosciuta nel testo"

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    zona = models.CharField(max_length=40)
    ordine = models.PositiveIntegerField(default=0)
    origine = models.CharField(max_length=12, choices=Origine.choices)
    #: the whole identifier, part included
    identificatore = models.CharField(max_length=200)
    #: the join key of the act (authority, type, year and number)
    atto = models.CharField(max_length=160, db_index=True)
    articolo = models.CharField(max_length=40, blank=True)
    comma = models.CharField(max_length=40, blank=True)
    #: what the editor wrote; empty where the citation was recognised
    etichetta = models.CharField(max_length=200, blank=True)
    perche = models.CharField(max_length=400, blank=True)

    objects = CitazioneQuerySet.as_manager()

    class Meta:
        verbose_name = "citazione"
        verbose_name_plural = "citazioni"
        indexes = [
            models.Index(fields=["content_type", "object_id", "ordine"], name="citazione_sorgente"),
            models.Index(fields=["atto", "articolo", "comma"], name="citazione_atto"),
        ]

    def __str__(self) -> str:
        return self.etichetta or self.identificatore

    @property
    def id_legge(self) -> Identificatore:
        """The identifier, read; rows are written only from identifiers that read."""
        return parse_identifier(self.identificatore)
