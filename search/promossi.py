"""What editors put first."""

from dataclasses import dataclass

from .contract import Document
from .engines.base import Readers


@dataclass(frozen=True, slots=True)
class Promosso:
    documento: Document
    perche: str


def promoted_for(text: str, readers: Readers) -> list[Promosso]:
    return []
