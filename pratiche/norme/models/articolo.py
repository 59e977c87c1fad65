"""An article of an act, and its versions: rows of their own, which no draft of the act can undo."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
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


def places(numeri: Iterable[str]) -> list[str]:
    """A name for each comma: its number; of several with one number, also which ("#2": the second without)."""
    seen: Counter[str] = Counter()
    names = []
    for numero in numeri:
        seen[numero] += 1
        names.append(numero if seen[numero] == 1 else f"{numero}#{seen[numero]}")
    return names


def place_label(place: str) -> str:
    number = place.partition("#")[0]
    return f"comma {spelled(number)}" if number else "capoverso senza numero"


@dataclass(frozen=True, slots=True)
class Accostamento:
    """Our words beside the commas of a text."""

    commi: list[Comma]
    #: commas whose words stand beside the paragraph that comes in their place: the text has no numbers
    al_posto: list[str]
    #: words of commas that the text has not
    rimaste: dict[str, str]

    @classmethod
    def of(cls, commi: Sequence[Comma], sintesi: dict[str, str]) -> "Accostamento":
        names = places(one.numero for one in commi)
        given = {name: words for name, words in sintesi.items() if name in names}
        others = {name: words for name, words in sintesi.items() if words and name not in names}
        moved: list[str] = []
        if not any(one.numero for one in commi):
            for number in [one for one in others if one.isdecimal()]:
                name = names[int(number) - 1] if 0 < int(number) <= len(names) else None
                if name is not None and not given.get(name):
                    given[name] = others.pop(number)
                    moved.append(number)
        joined = [
            replace(one, sintesi=given.get(name, ""))
            for name, one in zip(names, commi, strict=True)
        ]
        return cls(joined, moved, others)


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
        """Comma, as `places` names it → our words, of those that have some."""
        commas = self.elenco_commi
        names = places(one.numero for one in commas)
        return {name: one.sintesi for name, one in zip(names, commas, strict=True) if one.sintesi}

    def with_summaries(self, summaries: dict[str, str]) -> list[dict[str, Any]]:
        """`commi` with these words of ours; an official text says which commas there are."""
        return [one.as_json() for one in self._joined(summaries).commi]

    def take_summaries(self, summaries: dict[str, str]) -> Accostamento:
        """The same on this row; words of commas that the text has not go to the summary of the article."""
        joined = self._joined(summaries)
        self.commi = [one.as_json() for one in joined.commi]
        lines = [
            f"{place_label(name).capitalize()}: {words}" if name.partition("#")[0] else words
            for name, words in joined.rimaste.items()
        ]
        self.sintesi = "\n".join(filter(None, [self.sintesi, *lines]))
        return joined

    def _joined(self, summaries: dict[str, str]) -> Accostamento:
        if self.ha_testo:
            return Accostamento.of(self.elenco_commi, summaries)
        ours = [Comma(name.partition("#")[0], words) for name, words in summaries.items()]
        return Accostamento(ours, [], {})
