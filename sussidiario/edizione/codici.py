"""A code names one scheda of an edition: it is in the address that is quoted."""

import re
from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..models import EdizionePage, SchedaPage

_NAMED = re.compile(r"(\bscheda (\d+(?:\.\d+)+))\b")


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


def link_codes(text: str) -> SafeString:
    """A sentence in which "scheda 1.3" leads there."""
    pieces = _NAMED.split(text)
    linked = [
        format_html('<a href="{}">{}</a>', reverse("sussidiario_scheda", args=[code]), words)
        for words, code in zip(pieces[1::3], pieces[2::3], strict=True)
    ]
    return format_html_join("", "{}{}", zip(pieces[::3], [*linked, ""], strict=True))
