"""The pages below a page, as a reader may see them."""

import datetime as dt
from dataclasses import dataclass

from wagtail.models import Page

from .querysets import Reader, visible_to


@dataclass(frozen=True, slots=True)
class VoceElenco:
    """One row of a listing."""

    titolo: str
    url: str
    sommario: str
    data: dt.date | None


def children_of(page: Page, user: Reader) -> list[VoceElenco]:
    """The visible children: dated ones newest first, the others in the order of the tree.

    One query whatever their number: the types are joined, not asked one by one.
    """
    from .page_types import joined, specific_of

    children = [specific_of(row) for row in joined(visible_to(page.get_children(), user))]
    rows = [
        VoceElenco(
            child.title, child.url, getattr(child, "sommario", ""), getattr(child, "data", None)
        )
        for child in children
    ]
    return sorted(rows, key=lambda row: row.data or dt.date.min, reverse=True)
