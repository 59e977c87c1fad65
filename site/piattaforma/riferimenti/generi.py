"""Kinds of content with how many of each: one order and one wording, wherever they are counted."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from piattaforma.nucleo.contents import contents_by_type


class Genere(NamedTuple):
    """A kind of content, as it is counted."""

    uno: str
    #: "schede", "decisioni": as addresses and readers name them
    molti: str
    guida: bool

    def counted(self, n: int) -> str:
        return f"{n}\u00a0{self.uno if n == 1 else self.molti}"


def kind_of(content_type: int) -> Genere:
    content = contents_by_type()[content_type]
    return Genere(content.genere.lower(), content.plurale, content.guida)


def by_kind(counts: Mapping[int, int]) -> dict[Genere, int]:
    """Content type → how many, told by kind: what readers come for first, then the most."""
    counted: dict[Genere, int] = defaultdict(int)
    for content_type, n in counts.items():
        counted[kind_of(content_type)] += n
    return dict(sorted(counted.items(), key=lambda item: place_of(*item)))


def place_of(kind: Genere, n: int) -> tuple[bool, int, str]:
    """Where a kind stands among others: what readers come for first, then the most."""
    return (not kind.guida, -n, kind.molti)


def in_words(counts: Mapping[Genere, int], *, solo_guida: bool = False) -> str:
    """Write "22 schede, 1 notizia"; with `solo_guida`, what readers come for, unless there is none of it."""
    said = [kind.counted(n) for kind, n in counts.items() if kind.guida or not solo_guida]
    return ", ".join(said) if said or not solo_guida else in_words(counts)
