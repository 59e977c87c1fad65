"""What editors put above the results of some questions."""

from django.db import models

from piattaforma.lingua import lines_of


class RisultatoPromosso(models.Model):
    """A page of the site shown first, and marked so, for these questions; never to who may not read it."""

    domande = models.TextField(
        "parole cercate",
        help_text="Una ricerca per riga: «patto di collaborazione». Maiuscole, accenti e plurali "
        "non contano.",
    )
    indirizzo = models.CharField(
        "indirizzo della pagina",
        max_length=300,
        help_text="Il percorso sul sito, per esempio /glossario/patto-di-collaborazione/.",
    )
    #: of the page that stood at the address when it was written: it is followed wherever it goes
    uid = models.CharField(max_length=160, blank=True, default="", editable=False)
    perche = models.CharField(
        "perché", max_length=200, blank=True, help_text="Una frase per chi legge, sotto il titolo."
    )
    dal = models.DateField("dal", null=True, blank=True)
    al = models.DateField("fino al", null=True, blank=True)

    class Meta:
        verbose_name = "risultato promosso"
        verbose_name_plural = "risultati promossi"
        ordering = ["domande"]

    def __str__(self) -> str:
        return f"{' · '.join(self.elenco)}: {self.indirizzo}"

    @property
    def elenco(self) -> list[str]:
        return lines_of(self.domande)
