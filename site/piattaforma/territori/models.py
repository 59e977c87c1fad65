"""The office: the owner of pages, whom readers can write to."""

from typing import NamedTuple

from django.contrib.auth.models import Group
from django.db import models


class Recapito(NamedTuple):
    """What readers see of an office."""

    nome: str
    email: str

    def __str__(self) -> str:
        return f"{self.nome} <{self.email}>"


class UfficioQuerySet(models.QuerySet["Ufficio"]):
    """Reads of offices."""

    def responsabile(self, codice: str = "") -> "Ufficio | None":
        """The office with this code; without one (or if it is gone) Redazione."""
        found = {u.codice: u for u in self.filter(codice__in=[codice, Ufficio.REDAZIONE])}
        return found.get(codice) or found.get(Ufficio.REDAZIONE)


class Ufficio(models.Model):
    """An office. Pages without one belong to the office with code `redazione`."""

    REDAZIONE = "redazione"

    nome = models.CharField("nome", max_length=150)
    codice = models.SlugField(
        "codice",
        max_length=50,
        unique=True,
        help_text="Nome breve e stabile, usato nelle importazioni: lettere, cifre e trattini.",
    )
    email = models.EmailField("indirizzo e-mail", help_text="È pubblicato sulle pagine.")
    gruppo = models.ForeignKey(
        Group,
        verbose_name="gruppo",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="uffici",
        help_text="Le persone che lavorano per l'ufficio.",
    )

    objects = UfficioQuerySet.as_manager()

    class Meta:
        verbose_name = "ufficio"
        verbose_name_plural = "uffici"
        ordering = ["nome"]

    def __str__(self) -> str:
        return self.nome

    def recapito(self) -> Recapito:
        """Name and address, as pages and feeds show them."""
        return Recapito(self.nome, self.email)
