"""What a reader says is wrong on a page, until somebody closes it."""

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

LUNGHEZZA_TESTO = 1000
LUNGHEZZA_BRANO = 300


class SegnalazioneQuerySet(QuerySet["Segnalazione"]):
    def received(self) -> "SegnalazioneQuerySet":
        """Those that reached the office: what waits for its sender's confirmation has not."""
        return self.exclude(stato=Segnalazione.Stato.DA_CONFERMARE)

    def open(self) -> "SegnalazioneQuerySet":
        return self.filter(stato__in=Segnalazione.APERTE)


class Segnalazione(models.Model):
    """An error that a reader found.

        da_confermare → nuova ⇄ in_carico → chiusa

    The first state is for what comes when too much came from one network; it counts once confirmed.
    """

    class Stato(models.TextChoices):
        DA_CONFERMARE = "da_confermare", "da confermare"
        NUOVA = "nuova", "nuova"
        IN_CARICO = "in_carico", "presa in carico"
        CHIUSA = "chiusa", "chiusa"

    APERTE = (Stato.NUOVA, Stato.IN_CARICO)

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name="pagina",
        on_delete=models.CASCADE,
        related_name="segnalazioni",
    )
    testo = models.TextField("che cosa non va", max_length=LUNGHEZZA_TESTO)
    brano = models.CharField("passo della pagina", max_length=LUNGHEZZA_BRANO, blank=True)
    #: to answer; emptied some time after the end
    email = models.EmailField("e-mail di chi segnala", blank=True)
    stato = models.CharField("stato", max_length=14, choices=Stato, default=Stato.NUOVA)
    nota = models.TextField("che cosa abbiamo fatto", max_length=LUNGHEZZA_TESTO, blank=True)
    creata_il = models.DateTimeField("arrivata il", default=timezone.now)
    chiusa_il = models.DateTimeField("chiusa il", null=True, blank=True)
    seguita_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="seguita da",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = SegnalazioneQuerySet.as_manager()

    class Meta:
        verbose_name = "segnalazione"
        verbose_name_plural = "segnalazioni"
        default_permissions = ()
        ordering = ["-creata_il", "-pk"]
        indexes = [models.Index(fields=["stato", "-creata_il"], name="segnalazione_stato")]

    def __str__(self) -> str:
        return f"Segnalazione {self.pk}"

    @property
    def aperta(self) -> bool:
        return self.stato in self.APERTE
