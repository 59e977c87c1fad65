"""One row for each place where a content cites an act, an article or a decision."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from piattaforma.citazioni import Identificatore, parse_identifier

from .frasi import FraseDivisaMixin


class CitazioneQuerySet(QuerySet["Citazione"]):
    def of(self, source: models.Model) -> "CitazioneQuerySet":
        """The rows of one content, in the order in which it cites."""
        return self.filter(
            content_type=ContentType.objects.get_for_model(source), object_id=source.pk
        ).order_by("ordine")

    def strutturate(self) -> "CitazioneQuerySet":
        """The list of references that an editor wrote."""
        return self.filter(origine=Citazione.Origine.STRUTTURATA)


class Citazione(FraseDivisaMixin, models.Model):
    """A citation: who cites (generic), where, what. Joined by identifier, never by foreign key."""

    class Origine(models.TextChoices):
        STRUTTURATA = "strutturata", "scritta dalla redazione"
        COLLEGATA = "collegata", "collegata nel testo dalla redazione"
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
    #: in the plain text of the zone: the block (paragraph, item, cell…), and the words that cite
    blocco = models.PositiveIntegerField(null=True)
    inizio = models.PositiveIntegerField(null=True)
    fine = models.PositiveIntegerField(null=True)
    #: the sentence around, cut to a sane length, and the words that cite within it
    frase = models.CharField(max_length=500, blank=True)
    frase_inizio = models.PositiveSmallIntegerField(default=0)
    frase_fine = models.PositiveSmallIntegerField(default=0)

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

    @property
    def nel_testo(self) -> bool:
        return self.origine != self.Origine.STRUTTURATA


class Ricostruzione(models.Model):
    """How far the writing of all citations anew has come: one row, moved on with each step's rows."""

    chiave = models.CharField(max_length=20, primary_key=True, default="citazioni")
    iniziata = models.DateTimeField(default=timezone.now)
    finita = models.DateTimeField(null=True)
    #: the last content done: its type and its primary key
    tipo = models.PositiveBigIntegerField(default=0)
    oggetto = models.PositiveBigIntegerField(default=0)
    fatti = models.PositiveIntegerField(default=0)
    cambiati = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "ricostruzione delle citazioni"
        verbose_name_plural = "ricostruzioni delle citazioni"

    def __str__(self) -> str:
        return f"Ricostruzione: {self.fatti} contenuti"
