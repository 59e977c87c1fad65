"""A part of an act, and a run of them as it stands in a text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Partition:
    articolo: str = ""
    comma: str = ""
    lettera: str = ""
    numero: str = ""

    def __str__(self) -> str:
        pairs = (
            ("art", self.articolo),
            ("com", self.comma),
            ("let", self.lettera),
            ("num", self.numero),
        )
        return "-".join(word + value for word, value in pairs if value)


@dataclass(frozen=True, slots=True)
class Parts:
    """A run of partitions; `end` leaves out a closing bracket that no letter opened."""

    start: int
    end: int
    partitions: tuple[Partition, ...]
    #: only bare numbers: it counts if an act follows ("… e 97 Cost.")
    bare: bool = False
    #: where "e art." joins two lists: end of the first, start of the second, how many in the first
    splits: tuple[tuple[int, int, int], ...] = ()

    @property
    def has_article(self) -> bool:
        return any(one.articolo for one in self.partitions)


def expand(partitions: Iterable[Partition]) -> Iterator[str]:
    """The partitions as identifiers write them; "" for the whole act, nothing for a comma or a letter
    whose article is not said."""
    for one in partitions:
        if one.articolo:
            yield str(one)
        elif not (one.comma or one.lettera):
            yield ""
