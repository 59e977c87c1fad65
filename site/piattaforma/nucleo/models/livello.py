"""How far what the site says was checked against its source."""

from django.db import models


class Livello(models.TextChoices):
    """How far a text was checked: readers see it."""

    LETTO = "letto-sul-testo", "Letto sul testo"
    SECONDARIA = "da-fonte-secondaria", "Da fonte secondaria"
    DA_CONFERMARE = "da-confermare", "Da confermare"
