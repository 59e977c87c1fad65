"""Two versions of a content side by side: what differs, zone by zone."""

from collections.abc import Sequence
from dataclasses import dataclass

from piattaforma.lingua import Brano, Sintesi, abridged, compare, summary

#: heading and text of a zone, a line for each paragraph
Parte = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ZonaConfrontata:
    """One zone of both versions."""

    titolo: str
    brani: list[Brano]
    sintesi: Sintesi


def compare_zones(
    prima: Sequence[Parte], dopo: Sequence[Parte], *, context: int = 1
) -> list[ZonaConfrontata]:
    """Every zone, in the order of `dopo`; those that are gone stand after the one they followed."""
    before, after = dict(prima), dict(dopo)
    found = []
    for heading in _in_order([h for h, _ in prima], [h for h, _ in dopo]):
        brani = compare(before.get(heading, ""), after.get(heading, ""))
        found.append(ZonaConfrontata(heading, abridged(brani, context=context), summary(brani)))
    return found


def total(zones: Sequence[ZonaConfrontata]) -> Sintesi:
    """The count of what differs in all of them."""
    return sum((zona.sintesi for zona in zones), Sintesi())


def _in_order(before: list[str], after: list[str]) -> list[str]:
    order = list(dict.fromkeys(after))
    for place, heading in enumerate(before):
        if heading not in order:
            followed = order.index(before[place - 1]) + 1 if place else 0
            order.insert(followed, heading)
    return order
