"""The voices of the glossary, as the rest of the site reads them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html_join

from piattaforma.lingua import fold, lines_of
from piattaforma.nucleo.contents import Contenuto, Voce, Zona, register_content
from piattaforma.nucleo.querysets import Reader
from piattaforma.nucleo.righe import Riga, in_shape
from piattaforma.nucleo.visibilita import PUBBLICO

from ..models import VoceGlossario

#: What stands above the zones of a voice.
INTESTAZIONE = "Termine e sinonimi"
#: Zone → the id of its heading in the page.
ANCORE = {"definizione": "definizione-t", "nota": "nota-t", "fonte": "dati-t"}


@register_content
class ContenutoVoce(Contenuto):
    """No page: its reading is kept by `nucleo.letture`."""

    modello = VoceGlossario
    base = VoceGlossario
    genere = "Voce del glossario"
    plurale = "voci del glossario"
    schema = "DefinedTerm"
    nomi_zone = ("definizione", "nota", "fonte")

    def visibili(self, user: Reader) -> "QuerySet[Any]":
        return VoceGlossario.objects.visibile_a(user)

    def righe(self, keys: Iterable[int]) -> "QuerySet[Any]":
        voices = VoceGlossario.objects.filter(pk__in=list(keys), live=True)
        return in_shape(voices, "termine", "codice")

    def voce(self, riga: Riga) -> Voce:
        _, term, code, _ = riga
        # After every page, whose order is made of figures and capital letters.
        return Voce(term, VoceGlossario(codice=code).get_absolute_url(), f"~{in_order(term)}")

    def pubblicati(self) -> "QuerySet[Any]":
        return VoceGlossario.objects.pubblicate()

    def zone(self, oggetto: Any) -> list[Zona]:
        return [
            Zona("definizione", "Definizione", _paragraphs(oggetto.definizione)),
            Zona("nota", "Nota", _paragraphs(oggetto.nota)),
            Zona("fonte", "Fonte", _paragraphs(oggetto.fonte)),
        ]

    def data(self, oggetto: Any) -> dt.date | None:
        published = oggetto.last_published_at
        return timezone.localdate(published) if published else None

    def termini(self, oggetto: Any) -> list[int]:
        return [tema.pk for tema in oggetto.temi.all()]

    def lettori(self, oggetto: Any) -> str:
        """Whoever reads: see `VoceQuerySet.visibile_a`."""
        return ""

    def da_cercare(self, keys: Iterable[int]) -> list[Any]:
        return list(self.pubblicati().filter(pk__in=list(keys)).prefetch_related("temi"))

    def visibilita(self, oggetto: Any) -> frozenset[str]:
        return frozenset({PUBBLICO})

    def nomi(self, oggetto: Any) -> list[str]:
        return list(oggetto.elenco_sinonimi)

    def ancora(self, oggetto: Any, zona: str) -> str:
        return ANCORE[zona]

    def testo(self, oggetto: Any, zone: Sequence[Zona]) -> str:
        names = "; ".join([oggetto.termine, *oggetto.elenco_sinonimi])
        return f"{names}\n\n{super().testo(oggetto, zone)}"

    def parti(self, testo: str) -> list[tuple[str, str]]:
        names, _, zones = testo.partition("\n\n")
        return [(INTESTAZIONE, names), *super().parti(zones)]


def in_order(term: str) -> str:
    """Terms sort as in a dictionary: accents and case do not count."""
    return fold(term).casefold()


def _paragraphs(text: str) -> str:
    return format_html_join("\n", "<p>{}</p>", ((line,) for line in lines_of(text)))
