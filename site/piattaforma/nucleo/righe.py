"""Rows of one shape, whatever table they come from: so that lists of all kinds are one query."""

from typing import Any

from django.db.models import (
    BigIntegerField,
    Expression,
    F,
    IntegerField,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast

#: How many texts a row has.
TESTI = 3

#: Primary key, and the texts of which an entry is made.
Riga = tuple[int, str, str, str]


def in_shape(rows: "QuerySet[Any]", *testi: "str | Expression") -> "QuerySet[Any]":
    """`rows` as `Riga`: their primary key and these columns, at most three, as texts.

    Every column has its type written: databases join only tables whose columns agree.
    """
    columns = [F(one) if isinstance(one, str) else one for one in testi]
    columns += [Value("")] * (TESTI - len(columns))
    named = {f"testo_{n}": Cast(one, TextField()) for n, one in enumerate(columns)}
    return (
        rows.order_by()
        .annotate(chiave=Cast("pk", BigIntegerField()), **named)
        .values_list("chiave", *named)
    )


def together(tables: "list[QuerySet[Any]]") -> "list[list[Riga]]":
    """The rows of each of these, all in the shape above: one query."""
    if not tables:
        return []
    marked = [
        rows.annotate(tavola=Value(number, IntegerField())) for number, rows in enumerate(tables)
    ]
    first, *others = marked
    found: list[list[Riga]] = [[] for _ in tables]
    for *row, number in first.union(*others, all=True) if others else first:
        found[number].append(tuple(row))  # type: ignore[arg-type]
    return found
