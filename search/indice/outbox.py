"""The rows of the outbox: written with the change, gone when the index has it.

A row is never passed by its id: whoever reads takes those that are there, and deletes these alone.
So a change that commits after a later one is seen all the same.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice, product
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from piattaforma.nucleo.contents import Contenuto

from ..engines import kept_engines
from ..engines.base import SearchUnavailable, WriterBusy
from ..models import DaIndicizzare
from .listeners import listening

#: Rows written by one statement.
_AT_ONCE = 1000

Keys = Iterable[int] | QuerySet[Any, Any]


def write_rows(contenuto: Contenuto, keys: Keys, *, only: str = "") -> int:
    """A row for each content and index that listens, or for one `only`; says how many.

    In the transaction of whoever calls. Not even one that is there already is left out: it may be read just
    now, before the change.
    """
    numbers = _numbers(keys)
    if not numbers:
        return 0
    content_type = ContentType.objects.get_for_model(contenuto.modello)
    first = [only] if only else kept_here()
    written = _insert(content_type, numbers, first)
    if not only:
        # Asked after some were written: an index that begins to listen waits for whoever has written any.
        written += _insert(content_type, numbers, sorted(listening().difference(first)))
    return written


def kept_here() -> list[str]:
    """The names of this machine's indexes. One that cannot be written has none: it was never built."""
    names = []
    for engine in kept_engines():
        with suppress(SearchUnavailable, WriterBusy):
            names.append(engine.nome)
    return names


def _insert(content_type: ContentType, numbers: Sequence[int], indexes: Sequence[str]) -> int:
    rows = (
        DaIndicizzare(indice=index, content_type=content_type, object_id=number)
        for number, index in product(numbers, indexes)
    )
    written = 0
    while batch := list(islice(rows, _AT_ONCE)):
        written += len(DaIndicizzare.objects.bulk_create(batch))
    return written


def rows_of(index: str) -> QuerySet[DaIndicizzare]:
    """What waits for an index, or for a generation of it."""
    return DaIndicizzare.objects.filter(indice=index).order_by("pk")


def generation_of(index: str, name: str) -> str:
    """What rows that wait for a generation of an index call it."""
    return f"{index}/{name}"


def settle(rows: Iterable[int], *, keep_for: str = "") -> None:
    """The index has them: they go, or they wait for the generation that is being built."""
    keys = iter(rows)
    while some := list(islice(keys, _AT_ONCE)):
        found = DaIndicizzare.objects.filter(pk__in=some)
        if keep_for:
            found.update(indice=keep_for)
        else:
            found.delete()


def forget_generations(index: str) -> None:
    """Rows that wait for generations of which none is being built. Whoever calls holds `writing`."""
    DaIndicizzare.objects.filter(indice__startswith=generation_of(index, "")).delete()


def _numbers(keys: Keys) -> list[int]:
    """The keys, read at once: the rows that a query finds may be about to go."""
    if isinstance(keys, QuerySet):
        keys = [row[0] for row in keys.values_list(*keys.query.values_select or ["pk"])]
    return list(keys)
