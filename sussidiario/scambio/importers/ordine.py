"""Where the schede of an import stand in their part."""

from collections.abc import Sequence
from typing import Any

from wagtail.models import Page

from ...models import EdizionePage, PartePage, SchedaImportata, SchedaPage
from .markdown import SchedaFile


def reorder(edition: EdizionePage, schede: Sequence[SchedaFile]) -> None:
    """Put the schede just written where their file says, moving nothing that already stands right.

    Those that somebody moved in the admin stay where they are.
    """
    pages = dict(SchedaPage.objects.descendant_of(edition).values_list("codice", "pk"))
    for part in PartePage.objects.child_of(edition):
        here = sorted((s for s in schede if s.parte == part.slug), key=lambda s: s.ordine)
        if here:
            _reorder_part(part, [(pages[s.codice], s.ordine) for s in here])


def _reorder_part(part: PartePage, wanted: Sequence[tuple[int, int]]) -> None:
    """Each of `wanted` (page, order) after those of the part that come before it."""
    standing = list(SchedaPage.objects.child_of(part).order_by("path").values_list("pk", flat=True))
    orders = dict(
        SchedaImportata.objects.filter(scheda__in=standing).values_list("scheda_id", "ordine")
    )
    for key, order in wanted:
        others = [pk for pk in standing if pk != key]
        before = [pk for pk in others if orders.get(pk, order + 1) <= order]
        place = others.index(before[-1]) + 1 if before else 0
        moved = [*others[:place], key, *others[place:]]
        if moved != standing:
            _move(key, part, before[-1] if before else None)
            standing = moved


def _move(key: int, part: PartePage, after: int | None) -> None:
    # Read again: each move changes the paths of others.
    page: Any = SchedaPage.objects.get(pk=key)
    if after is None:
        page.move(Page.objects.get(pk=part.pk), "first-child")
    else:
        page.move(Page.objects.get(pk=after), "right")
