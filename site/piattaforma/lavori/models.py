"""What each job last did: one row a job, and one for the loop itself."""

from django.db import models


class Esecuzione(models.Model):
    """The last run of a job. While it runs `ultimo_esito` is empty; a killed run stays so."""

    class Esito(models.TextChoices):
        OK = "ok", "riuscito"
        ERRORE = "errore", "con errore"

    nome = models.CharField("nome", max_length=100, unique=True)
    ultimo_inizio = models.DateTimeField("ultimo inizio", null=True)
    ultima_fine = models.DateTimeField("ultima fine", null=True)
    ultimo_esito = models.CharField("ultimo esito", max_length=10, choices=Esito, blank=True)
    errore = models.TextField("errore", blank=True)
    quante = models.PositiveIntegerField("quante cose fatte", null=True)

    class Meta:
        verbose_name = "esecuzione di un lavoro"
        verbose_name_plural = "esecuzioni dei lavori"
        ordering = ["nome"]

    def __str__(self) -> str:
        return self.nome
