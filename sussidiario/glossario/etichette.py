"""What the voices of the glossary are called, and the matcher of all their names: pure."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from piattaforma.lingua import fold, inflected

#: Raise it when the same names would be marked otherwise.
REGOLE = "1"
_SEPARATORS = re.compile(r"[\s\-‐‑–]+")


class Etichetta(NamedTuple):
    """A name and the code of the voice that bears it."""

    testo: str
    codice: str


class Trovata(NamedTuple):
    """A place of a text that names a voice."""

    inizio: int
    fine: int
    codice: str


def same_label(label: str) -> str:
    """The same for two spellings of one name: case, accents, spaces and hyphens do not count."""
    return _SEPARATORS.sub("", fold(label.replace("’", "'")).casefold())


class Etichette:
    """Every name of a glossary, ready to be found."""

    def __init__(self, labels: Iterable[Etichetta]) -> None:
        self._codes: dict[str, str] = {}
        for label in labels:
            self._codes.setdefault(label.testo, label.codice)
        self._matcher = inflected(self._codes)
        names = "\n".join(f"{text}\t{code}" for text, code in self._codes.items())
        self.versione = hashlib.sha256(f"{REGOLE}\n{names}".encode()).hexdigest()[:12]

    def find(self, text: str) -> Iterator[Trovata]:
        """What names a voice, in order: leftmost first, at one place the longest."""
        for start, end, term in self._matcher.find(text):
            yield Trovata(start, end, self._codes[term])


@lru_cache(maxsize=4)
def etichette(labels: tuple[Etichetta, ...]) -> Etichette:
    """Built once a process for the same names."""
    return Etichette(labels)
