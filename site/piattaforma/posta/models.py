"""The ledger: one row for every message to one address, from when it is asked for to its end."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from .querysets import MessaggioQuerySet


def new_message_code() -> str:
    """The left half of a Message-ID: random once, then the same in every try of that row."""
    return uuid4().hex


class Messaggio(models.Model):
    """A mail to one recipient.

        da_inviare → in_invio → accettata
             │           ├→ da_inviare   the server said "not now": later, at most 8 times in 72 h
             │           ├→ respinta     the server said no, or the tries are over
             │           └→ incerta      nobody can tell: never sent again by itself
             └→ soppressa                no longer due when its turn came

    An operator may put chosen rows that are *incerta* or *respinta* back in the queue. Texts are
    rendered when the message is asked for, and emptied some time after it is closed.
    """

    class Stato(models.TextChoices):
        DA_INVIARE = "da_inviare", "da inviare"
        IN_INVIO = "in_invio", "in invio"
        ACCETTATA = "accettata", "accettata dal server"
        RESPINTA = "respinta", "respinta"
        INCERTA = "incerta", "incerta"
        SOPPRESSA = "soppressa", "non più dovuta"

    #: States in which nothing more happens by itself.
    CHIUSI = (Stato.ACCETTATA, Stato.RESPINTA, Stato.INCERTA, Stato.SOPPRESSA)
    #: States from which an operator may send again.
    RIMANDABILI = (Stato.RESPINTA, Stato.INCERTA)

    tipo = models.CharField("tipo", max_length=80)
    chiave = models.CharField(
        "chiave",
        max_length=200,
        null=True,
        blank=True,
        help_text="Una sola riga per tipo e chiave.",
    )
    dati = models.JSONField(
        "dati", default=dict, help_text="Che cosa serve per sapere se è dovuta."
    )
    codice = models.CharField(
        "codice nel Message-ID", max_length=32, unique=True, default=new_message_code
    )
    destinatario = models.CharField("destinatario", max_length=254, blank=True)
    oggetto = models.CharField("oggetto", max_length=400, blank=True)
    testo = models.TextField("testo", blank=True)
    html = models.TextField("HTML", blank=True)
    intestazioni = models.JSONField("altre intestazioni", default=dict)

    stato = models.CharField("stato", max_length=12, choices=Stato, default=Stato.DA_INVIARE)
    creata_il = models.DateTimeField("chiesta il", default=timezone.now)
    prossimo_tentativo_il = models.DateTimeField("prossimo tentativo", default=timezone.now)
    primo_tentativo_il = models.DateTimeField("primo tentativo", null=True, blank=True)
    tentativi = models.PositiveSmallIntegerField("tentativi", default=0)
    worker = models.CharField("chi la sta inviando", max_length=200, blank=True)
    presa_il = models.DateTimeField("presa il", null=True, blank=True)
    chiusa_il = models.DateTimeField("chiusa il", null=True, blank=True)
    risposta = models.CharField("ultima risposta", max_length=500, blank=True)
    svuotata_il = models.DateTimeField("testi cancellati il", null=True, blank=True)

    objects = MessaggioQuerySet.as_manager()

    class Meta:
        verbose_name = "messaggio di posta"
        verbose_name_plural = "posta in uscita"
        ordering = ["-creata_il", "-pk"]
        default_permissions = ("view",)
        permissions = [("rimanda_messaggio", "Può rimandare i messaggi incerti o respinti")]
        constraints = [
            models.UniqueConstraint(fields=["tipo", "chiave"], name="posta_messaggio_chiave"),
            models.CheckConstraint(
                condition=~models.Q(stato="in_invio") | ~models.Q(worker=""),
                name="posta_in_invio_ha_un_worker",
            ),
        ]
        indexes = [
            models.Index(
                fields=["prossimo_tentativo_il", "id"],
                condition=models.Q(stato="da_inviare"),
                name="posta_da_inviare",
            ),
            models.Index(
                fields=["presa_il"], condition=models.Q(stato="in_invio"), name="posta_in_invio"
            ),
            models.Index(fields=["-creata_il", "-id"], name="posta_recenti"),
        ]

    def __str__(self) -> str:
        return f"{self.get_stato_display()}: {self.tipo} del {self.creata_il:%d/%m/%Y}"

    @property
    def rimandabile(self) -> bool:
        """Whether an operator may send it again: closed without certainty, texts still there."""
        return self.stato in self.RIMANDABILI and self.svuotata_il is None


class Allegato(models.Model):
    """A file that goes with a message; deleted with its texts."""

    messaggio = models.ForeignKey(Messaggio, on_delete=models.CASCADE, related_name="allegati")
    nome = models.CharField("nome", max_length=255, blank=True)
    tipo = models.CharField("tipo MIME", max_length=120)
    contenuto = models.BinaryField("contenuto")
    content_id = models.CharField("Content-ID", max_length=255, blank=True)

    class Meta:
        verbose_name = "allegato"
        verbose_name_plural = "allegati"
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.nome or self.tipo
