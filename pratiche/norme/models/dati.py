"""The official side of an act: rows that imports and changes of law write, never drafts."""

from django.conf import settings
from django.db import models

from piattaforma.citazioni import Identificatore, parse_identifier
from piattaforma.nucleo.models import Livello
from piattaforma.riferimenti.campi import IdentificatoreField

from ..vocabolari import Ambito, Genere, Origine, Stato, TipoRelazione
from .periodo import BasePeriodo


class DatiNorma(models.Model):
    """What an act is: identifier, kind, title, publication, official addresses."""

    norma = models.OneToOneField(
        "pratiche.Norma", primary_key=True, on_delete=models.CASCADE, related_name="dati"
    )
    identificatore = IdentificatoreField("identificatore", unique=True)
    #: the same as in its principal key
    slug = models.CharField("indirizzo", max_length=160, unique=True)
    genere = models.CharField("genere", max_length=40, choices=Genere.choices)
    titolo = models.TextField("titolo", blank=True)
    ambito = models.CharField("ambito", max_length=10, choices=Ambito.choices)
    territorio = models.CharField("territorio", max_length=120, blank=True)
    pubblicazione = models.CharField("pubblicata in", max_length=80, blank=True)
    pubblicazione_numero = models.CharField("numero", max_length=40, blank=True)
    pubblicazione_data = models.DateField("data di pubblicazione", null=True, blank=True)
    supplemento = models.CharField("supplemento", max_length=40, blank=True)
    codice_redazionale = models.CharField("codice redazionale", max_length=20, blank=True)
    eli = models.URLField("ELI", max_length=300, blank=True)
    url = models.URLField("indirizzo ufficiale", max_length=500, blank=True)
    in_vigore_dal = models.DateField("in vigore dal", null=True, blank=True)
    fonte = models.CharField("fonte degli estremi", max_length=600, blank=True)
    livello = models.CharField(
        "livello di verifica degli estremi",
        max_length=20,
        choices=Livello.choices,
        default=Livello.DA_CONFERMARE,
    )

    class Meta:
        verbose_name = "dati ufficiali"
        verbose_name_plural = "dati ufficiali"

    def __str__(self) -> str:
        return self.identificatore

    @property
    def id_legge(self) -> Identificatore:
        return parse_identifier(self.identificatore)


class StatoNorma(BasePeriodo):
    """The state of an act, or of one of its articles, from a day to another."""

    norma = models.ForeignKey("pratiche.Norma", on_delete=models.CASCADE, related_name="stati")
    articolo = models.ForeignKey(
        "pratiche.Articolo",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="stati",
        help_text="Vuoto: lo stato è dell’atto intero.",
    )
    stato = models.CharField("stato", max_length=24, choices=Stato.choices)
    per_effetto_di = IdentificatoreField("per effetto di", blank=True)
    nota = models.CharField("nota", max_length=400, blank=True)
    origine = models.CharField(
        max_length=10, choices=Origine.choices, default=Origine.REDAZIONE, editable=False
    )

    class Meta(BasePeriodo.Meta):
        verbose_name = "stato"
        verbose_name_plural = "stati"
        ordering = ["dal", "pk"]

    def __str__(self) -> str:
        return self.get_stato_display()


class RelazioneNorma(models.Model):
    """What an act does to another, or to a part of it: by identifier, whether or not it has a record."""

    norma = models.ForeignKey("pratiche.Norma", on_delete=models.CASCADE, related_name="relazioni")
    tipo = models.CharField("tipo", max_length=12, choices=TipoRelazione.choices)
    verso = IdentificatoreField("quale atto o articolo")
    #: the join key of `verso`
    atto = models.CharField(max_length=160, db_index=True, editable=False)
    dal = models.DateField("dal", null=True, blank=True)
    nota = models.CharField("nota", max_length=400, blank=True)
    origine = models.CharField(
        max_length=10, choices=Origine.choices, default=Origine.REDAZIONE, editable=False
    )

    class Meta:
        verbose_name = "relazione tra atti"
        verbose_name_plural = "relazioni tra atti"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}: {self.verso}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.atto = self.id_legge.chiave
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def id_legge(self) -> Identificatore:
        return parse_identifier(self.verso)


class ImportazioneTesto(models.Model):
    """An official file that was imported: which, when, by whom, as of which day."""

    norma = models.ForeignKey(
        "pratiche.Norma", on_delete=models.CASCADE, related_name="importazioni"
    )
    nome = models.CharField(max_length=255)
    #: SHA-256 of the file
    impronta = models.CharField(max_length=64)
    formato = models.CharField(max_length=10)
    #: the day of the text, as the file says
    versione_al = models.DateField(null=True)
    quando = models.DateTimeField(auto_now_add=True)
    chi = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "testo importato"
        verbose_name_plural = "testi importati"
        ordering = ["-quando", "-pk"]

    def __str__(self) -> str:
        return self.nome
