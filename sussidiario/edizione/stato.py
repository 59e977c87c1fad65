"""What an edition is today: the current one, one that was, one that is being prepared."""

from enum import Enum
from typing import NamedTuple


class Stato(Enum):
    """The state of an edition, in the word that readers see."""

    CORRENTE = "corrente"
    SUPERATA = "superata"
    IN_PREPARAZIONE = "in preparazione"

    def __str__(self) -> str:
        return self.value

    @property
    def is_corrente(self) -> bool:
        return self is Stato.CORRENTE

    @property
    def is_superata(self) -> bool:
        return self is Stato.SUPERATA


class Anno(NamedTuple):
    """An edition, as far as its state asks."""

    pk: int
    anno: int


def state_of(edition: Anno, current: Anno | None) -> Stato:
    """The state of an edition beside today's (None: there is none, and none is superseded)."""
    if current is not None and edition.pk == current.pk:
        return Stato.CORRENTE
    if current is None or edition.anno > current.anno:
        return Stato.IN_PREPARAZIONE
    return Stato.SUPERATA
