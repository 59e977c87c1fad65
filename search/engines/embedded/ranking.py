"""What a question finds among documents: the best first, how many, and how many of each facet."""

from collections.abc import Sequence
from heapq import nsmallest
from typing import Any

import tantivy
from tantivy import Occur, Query

from ...contract import FACETS, Filters
from ...plan import Plan
from ..base import Readers
from .compile import Compiler, narrowing
from .damage import whole, whole_values
from .fields import OF_DOCUMENTS, SCALE, facet_field, schema

#: Hits asked for beyond a page, so that ties across its end are seen.
BEYOND = 16
_MOST_CODES = 10_000


def query_of(plan: Plan, readers: Readers, filters: Filters) -> Query:
    clauses = Compiler(schema(), OF_DOCUMENTS).plan(plan)
    return Query.boolean_query([*clauses, *narrowing(schema(), filters, readers)])


def below(query: Query, last: int) -> Query:
    older = Query.range_query(
        schema(), "ordine", tantivy.FieldType.Integer, upper_bound=last, include_upper=False
    )
    return Query.boolean_query(
        [(Occur.Must, query), (Occur.Must, Query.const_score_query(older, 0.0))]
    )


def ranked(
    searcher: tantivy.Searcher, query: Query, wanted: int
) -> tuple[list[tuple[float, tantivy.DocAddress]], int]:
    """The first `wanted` hits, by points, then by `ordine`; and how many there are in all.

    Equal points come in no order of ours: all that share those of the last are read, then sorted.
    """
    limit = wanted + BEYOND
    while True:
        found = searcher.search(query, limit=limit, weight_by_field="peso")
        hits = whole(found.hits)
        if len(hits) < limit or hits[-1][0] < hits[wanted - 1][0]:
            break
        limit *= 16
    orders = whole_values(searcher.fast_field_values("ordine", [one for _, one in hits]))
    best = nsmallest(wanted, zip(hits, orders, strict=True), key=lambda one: (-one[0][0], -one[1]))
    return [(points / SCALE, address) for (points, address), _ in best], count(found)


def count(found: Any) -> int:
    """How many were found: tantivy tells, its types do not."""
    return int(found.count)


def facets_of(
    searcher: tantivy.Searcher,
    plan: Plan,
    readers: Readers,
    filters: Filters,
    facets: Sequence[str],
) -> dict[str, dict[str, int]]:
    """Each facet counted under the choices made in all others; those not chosen, in one pass."""
    chosen = [facet for facet in facets if filters.scelte.get(facet)]
    others = [facet for facet in facets if facet not in chosen]
    counts: dict[str, dict[str, int]] = {}
    passes = [(filters, others), *((filters.but(facet), [facet]) for facet in chosen)]
    for narrowed, counted in passes:
        if not counted:
            continue
        asked = {
            facet: {"terms": {"field": facet_field(facet), "size": _MOST_CODES}}
            for facet in counted
        }
        answer = searcher.aggregate(query_of(plan, readers, narrowed), asked)
        for facet in counted:
            buckets = answer[facet]["buckets"]
            counts[facet] = {bucket["key"]: int(bucket["doc_count"]) for bucket in buckets}
    return {facet: counts[facet] for facet in FACETS if facet in counts}
