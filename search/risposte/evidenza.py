"""What editors put first stands once on a page: above, or marked where it is found."""

from collections.abc import Sequence
from dataclasses import replace

from ..contract import Document, Filters
from .risposta import Promosso, Trovato


def is_within(document: Document, filters: Filters) -> bool:
    """Whether a document is among what the reader chose to see."""
    return all(
        set(codes).intersection(document.facce.get(facet, ()))
        for facet, codes in filters.scelte.items()
    )


def put_first(shown: Sequence[Trovato], promoted: Sequence[Promosso]) -> tuple[Trovato, ...]:
    """What is found and promoted before the rest, and marked."""
    reasons = {one.uid: one.perche for one in promoted}
    marked = [
        replace(one, in_evidenza=True, perche=reasons[one.uid])
        for one in shown
        if one.uid in reasons
    ]
    return (*marked, *(one for one in shown if one.uid not in reasons))


def not_found(promoted: Sequence[Promosso], shown: Sequence[Trovato]) -> tuple[Promosso, ...]:
    """What is promoted and not among what is shown."""
    found = {one.uid for one in shown}
    return tuple(one for one in promoted if one.uid not in found)
