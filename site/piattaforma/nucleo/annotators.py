"""Annotators: who finds something in the words of contents, and what it leads to when it is shown.

An app registers one; the kernel names none. Marks are found when a version goes live and kept with
its rendering: spans and keys, nothing else. Where a key leads is asked at each view, in one call.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from .contents import Contenuto, Zona
from .linking import Legame, Legato, dress, place
from .reading import Lettura, read_html


@dataclass(frozen=True, slots=True)
class Segno:
    """Something found in the plain text of a zone; `chiavi` are its annotator's."""

    inizio: int
    fine: int
    chiavi: tuple[str, ...]
    #: a kind that the annotator gives it
    genere: str = ""
    #: where an editor's link stands already, in the HTML
    html: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ZonaLetta(Zona):
    """A zone, its plain text, and what annotators found in it, by annotator."""

    lettura: Lettura
    segni: dict[str, list[Segno]] = field(default_factory=dict)
    #: the marks that may be shown as links
    legati: list[Legato] = field(default_factory=list)

    @property
    def testo(self) -> str:
        return self.lettura.testo


class Annotatore(ABC):
    """Subclass and `register_annotator()`."""

    #: for ever: it is in the database
    nome: ClassVar[str]

    @abstractmethod
    def versione(self) -> str:
        """A few letters that change when the same text would be marked otherwise."""

    @abstractmethod
    def find(
        self, contenuto: Contenuto, oggetto: Any, zone: Sequence[ZonaLetta]
    ) -> Mapping[str, list[Segno]]:
        """Zone name → what is found in it, in order, never overlapping."""

    @abstractmethod
    def links(
        self, oggetto: Any, chiavi: Iterable[tuple[str, ...]]
    ) -> Mapping[tuple[str, ...], Legame]:
        """Keys of a mark → where it leads; what leads nowhere is not in the answer."""


AnnotatorT = TypeVar("AnnotatorT", bound=type[Annotatore])
_registry: dict[str, Annotatore] = {}


def register_annotator(annotator: AnnotatorT) -> AnnotatorT:
    """Class decorator. Where two mark the same words, the first registered keeps them."""
    _registry[annotator.nome] = annotator()
    return annotator


def annotators_version() -> str:
    """What marks of today are made with."""
    return " ".join(f"{name}:{one.versione()}" for name, one in _registry.items())[:100]


def annotate(contenuto: Contenuto, oggetto: Any, zone: Iterable[Zona]) -> list[ZonaLetta]:
    """Read the zones and ask every annotator; writes nothing."""
    # Databases do not keep the order of a rendering's zones.
    names = {name: number for number, name in enumerate(contenuto.nomi_zone)}
    ordered = sorted(zone, key=lambda z: (names.get(z.nome, len(names)), z.nome))
    read = [ZonaLetta(z.nome, z.titolo, z.html, read_html(z.html)) for z in ordered]
    for name, annotator in _registry.items():
        found = annotator.find(contenuto, oggetto, read)
        for zona in read:
            zona.segni[name] = list(found.get(zona.nome, []))
            zona.legati.extend(_placed(zona, name))
    return read


def _placed(zona: ZonaLetta, name: str) -> list[Legato]:
    """Where the marks of one annotator may be links: never inside a link or over another mark."""
    taken = [(mark.inizio, mark.fine) for mark in zona.legati]
    marks = []
    for segno in zona.segni[name]:
        where = segno.html or place(zona.html, zona.lettura, segno.inizio, segno.fine)
        if where and not any(begins < where[1] and where[0] < ends for begins, ends in taken):
            marks.append(Legato(*where, name, segno.chiavi))
    return marks


def show(
    oggetto: Any, html: Mapping[str, str], marks: Mapping[str, list[Legato]]
) -> dict[str, Any]:
    """Zone name → HTML with its links; each annotator that marked something is asked once."""
    links: dict[tuple[str, Any], Legame] = {}
    for name, annotator in _registry.items():
        if keys := keys_of(marks, name):
            answers = annotator.links(oggetto, keys)
            links |= {(name, key): link for key, link in answers.items()}
    return {zona: dress(source, marks.get(zona, []), links) for zona, source in html.items()}


def keys_of(marks: Mapping[str, list[Legato]], name: str) -> list[tuple[str, ...]]:
    """What one annotator marked, each key once, in order."""
    found = (mark.chiavi for zona in marks.values() for mark in zona if mark.annotatore == name)
    return list(dict.fromkeys(found))
