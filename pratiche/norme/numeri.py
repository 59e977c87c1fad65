"""Numbers of articles, and the order in which they stand: 4, 4-bis, 4-ter, 5."""

import re

from django.db import transaction

from .models import Articolo, Norma

_NUMBER = re.compile(r"(\d+)([a-z]*)(?:\.(\d+))?")
_SUFFIXES = [
    "", "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies",
    "undecies", "duodecies", "terdecies", "quaterdecies", "quinquiesdecies", "sexiesdecies",
]  # fmt: skip


def place(numero: str) -> tuple[int, int, str, int]:
    """Where an article stands among those of its act: 4, 4bis, 4ter, 5."""
    match = _NUMBER.fullmatch(numero)
    if match is None:
        return (10**6, 0, numero, 0)
    suffix = match[2]
    known = _SUFFIXES.index(suffix) if suffix in _SUFFIXES else len(_SUFFIXES)
    return (int(match[1]), known, suffix, int(match[3] or 0))


@transaction.atomic
def make_room(*, norma: Norma, numero: str) -> int:
    """The `ordine` of a new article: after the last one whose number comes before, as the act has them."""
    Norma.objects.select_for_update().get(pk=norma.pk)
    articles = list(norma.articoli.all())
    position = max(
        (n for n, one in enumerate(articles, start=1) if place(one.numero) < place(numero)),
        default=0,
    )
    low = articles[position - 1].ordine if position else 0
    high = articles[position].ordine if position < len(articles) else low + 20
    if low < high - 1:
        return (low + high) // 2
    for n, article in enumerate(articles):
        order = (n + 1 + (n >= position)) * 10
        Articolo.objects.filter(pk=article.pk).update(ordine=order)
    return (position + 1) * 10
