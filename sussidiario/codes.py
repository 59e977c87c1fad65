"""A code names one scheda of an edition: it is in the address that is quoted."""

from collections import Counter
from typing import Any

from .models import EdizionePage, SchedaPage


def codes_used_twice(edition: EdizionePage) -> list[str]:
    """The codes that more than one scheda of an edition bears."""
    codes = SchedaPage.objects.descendant_of(edition).values_list("codice", flat=True)
    return sorted(code for code, count in Counter(codes).items() if count > 1)


def codes_taken(page: Any, parent: Any, *, stays: bool) -> list[str]:
    """The codes of a page and those below it that the edition of `parent` has already.

    `stays`: the page is copied, and counts itself; not, where it is moved.
    """
    edition = EdizionePage.objects.ancestor_of(parent, inclusive=True).first()
    if edition is None:
        return []
    coming = SchedaPage.objects.descendant_of(page, inclusive=True)
    there = SchedaPage.objects.descendant_of(edition)
    if not stays:
        there = there.exclude(pk__in=coming.values("pk"))
    taken = coming.filter(codice__in=there.values("codice"))
    return sorted(set(taken.values_list("codice", flat=True)))
