"""Numbers of articles, and the order in which they stand: 4, 4-bis, 4-ter, 5."""

import re

from django.db import transaction
from django.db.models import F

from .models import Norma

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
    articles = list(norma.articoli.all())
    before = [article for article in articles if place(article.numero) < place(numero)]
    if not before:
        first = articles[0].ordine if articles else 0
        if articles and first == 0:
            norma.articoli.update(ordine=F("ordine") + 1)
        return max(first - 1, 0) if articles else 10
    wanted = before[-1].ordine + 1
    if norma.articoli.filter(ordine=wanted).exists():
        norma.articoli.filter(ordine__gte=wanted).update(ordine=F("ordine") + 1)
    return wanted
