"""The annotator of the glossary: the first time a content uses a voice, the words lead to it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import piattaforma.riferimenti.annotatore  # noqa: F401  citations are registered first: they win
from piattaforma.lingua import sentences
from piattaforma.lingua.inflection import is_acronym
from piattaforma.nucleo.annotators import Annotatore, Segno, ZonaLetta, register_annotator
from piattaforma.nucleo.contents import Contenuto
from piattaforma.nucleo.linking import Legame, place

from ..models import VoceGlossario
from .etichette import Etichette, etichette

NOME = "glossario"
#: Longest explanation above a word.
SPIEGA_MAX = 200
#: Names of what follows, which are no running text: heads of tables, titles of boxes.
_TITLES = re.compile(
    r"<(th|caption)\b[^>]*>.*?</\1>|<p class=\"cd-\w+__t\">.*?</p>", re.DOTALL | re.IGNORECASE
)


@register_annotator
class AnnotatoreGlossario(Annotatore):
    """One mark a voice a content; where the annotators before it marked something, none."""

    nome = NOME

    def versione(self) -> str:
        return current_labels().versione

    def find(
        self, contenuto: Contenuto, oggetto: Any, zone: Sequence[ZonaLetta]
    ) -> Mapping[str, list[Segno]]:
        labels = current_labels()
        # A voice does not explain itself.
        seen = {oggetto.codice} if isinstance(oggetto, VoceGlossario) else set()
        return {zona.nome: _marks(zona, labels, seen) for zona in zone}

    def links(
        self, oggetto: Any, chiavi: Iterable[tuple[str, ...]]
    ) -> Mapping[tuple[str, ...], Legame]:
        codes = {code for keys in chiavi for code in keys}
        voices = VoceGlossario.objects.pubblicate().filter(codice__in=codes)
        return {
            (voce.codice,): Legame(
                voce.get_absolute_url(),
                classe="cd-term",
                nome=_name(voce),
                spiega=short(voce.definizione),
            )
            for voce in voices.only("codice", "termine", "sinonimi", "definizione")
        }


def _name(voce: VoceGlossario) -> str:
    """The term; an acronym is spelt out by its first synonym."""
    others = voce.elenco_sinonimi if is_acronym(voce.termine) else []
    return ", ".join([voce.termine, *others[:1]])


def current_labels() -> Etichette:
    """The names of the live voices of this moment (one query)."""
    return etichette(tuple(VoceGlossario.objects.pubblicate().etichette()))


@lru_cache(maxsize=1024)
def short(definition: str) -> str:
    """The first sentences of a definition that fit above a word."""
    text = " ".join(definition.split())
    if len(text) <= SPIEGA_MAX:
        return text
    ends = [one.end for one in sentences(text) if one.end <= SPIEGA_MAX]
    if ends:
        return text[: ends[-1]].rstrip()
    return text[: text.rfind(" ", 0, SPIEGA_MAX)].rstrip(" ,;:") + "…"


def _marks(zona: ZonaLetta, labels: Etichette, seen: set[str]) -> list[Segno]:
    """The first free place of each voice that is not in `seen`, which grows."""
    marks = []
    titles = [match.span() for match in _TITLES.finditer(zona.html)]
    for begins, ends in zona.lettura.blocchi:
        for found in labels.find(zona.testo[begins:ends]):
            start, end = begins + found.inizio, begins + found.fine
            if found.codice not in seen and _is_free(zona, titles, start, end):
                seen.add(found.codice)
                marks.append(Segno(start, end, (found.codice,)))
    return marks


def _is_free(zona: ZonaLetta, titles: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a link may stand over the whole of these words, and nobody marked any of them."""
    if any(one.inizio < end and start < one.fine for marks in zona.segni.values() for one in marks):
        return False
    if zona.lettura.open_parts(start, end) != [(start, end)]:
        return False
    where = place(zona.html, zona.lettura, start, end)
    if where is None:
        return False
    taken = [*titles, *((mark.inizio, mark.fine) for mark in zona.legati)]
    return not any(begins < where[1] and where[0] < ends for begins, ends in taken)
