"""A part of an act, and a run of them as it stands in a text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .identificatori import Identificatore

#: acts whose last article is known, and how many they have: a higher one is something else
_LAST = {
    "urn:nir:stato:costituzione:1947-12-27": 139,
    "urn:nir:stato:regio.decreto:1942-03-16;262:2": 2969,
    "urn:nir:stato:regio.decreto:1930-10-19;1398:1": 734,
    "urn:nir:stato:regio.decreto:1940-10-28;1443:1": 840,
    "urn:nir:stato:decreto.del.presidente.della.repubblica:1988-09-22;447": 746,
}


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
    #: of which annex the parts are: its number, "?" where that is not known
    annex: str = ""
    #: where "e art." joins two lists: end of the first, start of the second, how many in the first
    splits: tuple[tuple[int, int, int], ...] = ()

    @property
    def is_point(self) -> bool:
        """A number of nothing that is said: the point of a judgment."""
        return all(one.numero and one == Partition(numero=one.numero) for one in self.partitions)

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


def beyond_the_last(act: Identificatore, parts: Iterable[Partition]) -> bool:
    """Whether one of the parts is an article that the act does not have."""
    last = _LAST.get(str(act.atto))
    numbers = (one.articolo for one in parts if one.articolo.isdigit())
    return last is not None and any(int(number) > last for number in numbers)


def with_articles(run: tuple[Parts, ...]) -> list[Parts]:
    """Commi that stand after an article, without one of their own, are of that article."""
    article = ""
    found: list[Parts] = []
    for parts in run:
        if parts.annex and article and not parts.has_article:
            found.append(replace(parts, partitions=()))  # "art. 51 dell'allegato 1"
            continue
        if parts.has_article or not article:
            article = parts.partitions[-1].articolo or article
            found.append(parts)
            continue
        if found[-1].partitions[-1] == Partition(articolo=article):
            # the article alone was only the way to the comma
            found[-1] = replace(found[-1], partitions=found[-1].partitions[:-1])
        below = tuple(replace(one, articolo=article) for one in parts.partitions)
        found.append(replace(parts, partitions=below))
    return found


def ids_of(act: Identificatore, parts: tuple[Partition, ...]) -> list[str]:
    """Every target, each once; the act alone where no article of it is named."""
    spelled = [one for one in dict.fromkeys(expand(parts)) if one]
    return [f"{act}~{one}" for one in spelled] or [str(act)]
