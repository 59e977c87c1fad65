"""An article of an act, and its versions: rows of their own, which no draft of the act can undo."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import F, QuerySet

from piattaforma.nucleo.models import LettoMixin, Livello, RigheField
from piattaforma.nucleo.querysets import Reader
from piattaforma.riferimenti.campi import IdentificatoreField

from ..indirizzi import article_url, spelled
from .periodo import BasePeriodo


@dataclass(frozen=True, slots=True)
class Comma:
    """A comma of a version: our summary, and the official text where one was imported."""

    numero: str
    sintesi: str = ""
    #: exactly as the source has it; shown and searched with its accents repaired
    testo: str = ""
    #: beginning, end, identifier of what the source itself links
    rinvii: list[tuple[int, int, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        written = {"numero": self.numero, "sintesi": self.sintesi, "testo": self.testo}
        return written | ({"rinvii": [list(one) for one in self.rinvii]} if self.rinvii else {})

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Comma":
        links = [(start, end, key) for start, end, key in data.get("rinvii", ())]
        return cls(data["numero"], data.get("sintesi", ""), data.get("testo", ""), links)


class ArticoloQuerySet(QuerySet["Articolo"]):
    def pubblicati(self) -> "ArticoloQuerySet":
        return self.filter(norma__live=True)

    def visibile_a(self, user: Reader) -> "ArticoloQuerySet":
        """The articles of the acts that `user` may read."""
        return self.pubblicati()


class Articolo(LettoMixin, models.Model):
    """One article: where it stands in its act. What it says is in its versions."""

    norma = models.ForeignKey("pratiche.Norma", on_delete=models.CASCADE, related_name="articoli")
    #: as identifiers write it: "55", "4bis"
    numero = models.CharField("numero", max_length=20)
    ordine = models.PositiveIntegerField("ordine", default=0)
    dove = models.CharField("dove sta", max_length=300, blank=True, help_text="Titolo VII, Capo I")

    #: Its links are to its own act: an index of them would cost as many writes as an act has articles.
    wagtail_reference_index_ignore = True

    objects = ArticoloQuerySet.as_manager()

    class Meta:
        verbose_name = "articolo"
        verbose_name_plural = "articoli"
        ordering = ["ordine", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["norma", "numero"],
                name="articolo_unico",
                violation_error_message="L’atto ha già un articolo con questo numero.",
            )
        ]
        indexes = [models.Index(fields=["norma", "ordine"], name="articolo_ordine")]

    def __str__(self) -> str:
        return f"Art. {spelled(self.numero)}, {self.norma}"

    def get_absolute_url(self) -> str:
        return article_url(self.norma.dati.slug, self.numero)

    @property
    def etichetta(self) -> str:
        return f"Art. {spelled(self.numero)}"

    @property
    def identificatore(self) -> str:
        return f"{self.norma.dati.identificatore}~art{self.numero}"


class AllegatoNorma(models.Model):
    """An annex of an act that has words and no articles; one with articles is an act of its own."""

    norma = models.ForeignKey("pratiche.Norma", on_delete=models.CASCADE, related_name="allegati")
    numero = models.CharField("numero", max_length=20, blank=True)
    titolo = models.CharField("titolo", max_length=500, blank=True)
    #: `Comma.as_json()` of each
    commi = models.JSONField("testo", default=list)
    importazione = models.ForeignKey(
        "pratiche.ImportazioneTesto",
        null=True,
        on_delete=models.SET_NULL,
        related_name="allegati",
    )

    class Meta:
        verbose_name = "allegato"
        verbose_name_plural = "allegati"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.titolo or f"Allegato {self.numero}"

    @property
    def elenco_commi(self) -> list[Comma]:
        return [Comma.from_json(one) for one in self.commi]


class VersioneArticolo(BasePeriodo):
    """What an article says from a day to another: own words, official text, or both."""

    articolo = models.ForeignKey(Articolo, on_delete=models.CASCADE, related_name="versioni")
    rubrica = models.CharField("rubrica", max_length=500, blank=True)
    sintesi = RigheField("sintesi", blank=True, help_text="Che cosa dice, con parole tue.")
    #: `Comma.as_json()` of each
    commi = models.JSONField("commi", default=list, blank=True)
    dal = models.DateField("in vigore dal", null=True, blank=True)
    al = models.DateField("in vigore al", null=True, blank=True)
    per_effetto_di = IdentificatoreField("per effetto di", blank=True)
    fonte = models.CharField("fonte", max_length=600, blank=True)
    livello = models.CharField(
        "livello di verifica", max_length=20, choices=Livello.choices, default=Livello.DA_CONFERMARE
    )
    importazione = models.ForeignKey(
        "pratiche.ImportazioneTesto",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="versioni",
    )
    #: SHA-256 of our own words as the register's files had them, "" if they never did
    registrata = models.CharField(max_length=64, blank=True, editable=False)
    #: SHA-256 of the official text, "" without one
    impronta = models.CharField(max_length=64, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta(BasePeriodo.Meta):
        verbose_name = "versione di un articolo"
        verbose_name_plural = "versioni degli articoli"
        ordering = [F("dal").desc(nulls_last=True), "-pk"]

    def __str__(self) -> str:
        return f"{self.articolo.etichetta} dal {self.dal}" if self.dal else self.articolo.etichetta

    @property
    def elenco_commi(self) -> list[Comma]:
        return [Comma.from_json(one) for one in self.commi]

    @property
    def ha_testo(self) -> bool:
        """Whether an official text was imported."""
        return bool(self.impronta)

    @property
    def sintesi_dei_commi(self) -> dict[str, str]:
        """Comma → our words, of those that have some."""
        return {one.numero: one.sintesi for one in self.elenco_commi if one.sintesi}

    def with_summaries(self, summaries: dict[str, str]) -> list[dict[str, Any]]:
        """`commi` with these words of ours, by number; an official text says which commas there are."""
        if not self.ha_testo:
            return [Comma(number, words).as_json() for number, words in summaries.items()]
        return [
            Comma(one.numero, summaries.get(one.numero, ""), one.testo, one.rinvii).as_json()
            for one in self.elenco_commi
        ]
