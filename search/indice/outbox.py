"""The rows of the outbox: written with the change, gone when the index has it.

A row is never passed by its id: whoever reads takes those that are there, and deletes these alone.
So a change that commits after a later one is seen all the same.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from piattaforma.nucleo.contents import Contenuto

from ..engines import get_engine
from ..models import DaIndicizzare

#: Rows written by one statement.
_AT_ONCE = 1000

Keys = Iterable[int] | QuerySet[Any, Any]


def indexes() -> list[str]:
    """The names of the indexes that hear of changes."""
    return [get_engine().nome]


def write_rows(contenuto: Contenuto, keys: Keys) -> int:
    """A row for each content and index, in the transaction of whoever calls; says how many.

    Not even one that is there already is left out: it may be read just now, before the change.
    """
    content_type = ContentType.objects.get_for_model(contenuto.modello)
    rows = (
        DaIndicizzare(indice=index, content_type=content_type, object_id=key)
        for key in _numbers(keys)
        for index in indexes()
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
