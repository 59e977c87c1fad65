"""How good an order of results is, for whoever knows the right ones. Pure.

Grades are those of a person: above 0 a document answers, and the higher the better. A place counts
for less the further down it is.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

#: Places that are looked at.
DEPTH = 10

Grades = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Quality:
    """Of one question, or the mean of many."""

    mrr: float = 0.0
    recall: float = 0.0
    ndcg: float = 0.0


def quality(found: Sequence[str], grades: Grades) -> Quality:
    """Of the first `DEPTH` documents found, none of them twice; `grades` has one above 0 at least."""
    best = sorted((grade for grade in grades.values() if grade > 0), reverse=True)
    gains = [max(0, grades.get(one, 0)) for one in found[:DEPTH]]
    first = next((place for place, gain in enumerate(gains, 1) if gain), 0)
    return Quality(
        mrr=1 / first if first else 0.0,
        recall=sum(map(bool, gains)) / len(best),
        ndcg=_discounted(gains) / _discounted(best[:DEPTH]),
    )


def mean(qualities: Iterable[Quality]) -> Quality:
    every = list(qualities)
    count = len(every) or 1
    return Quality(
        mrr=sum(one.mrr for one in every) / count,
        recall=sum(one.recall for one in every) / count,
        ndcg=sum(one.ndcg for one in every) / count,
    )


def percentile(values: Iterable[float], percent: int) -> float:
    """The smallest value that `percent` in a hundred do not exceed; 0 of none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)] if ordered else 0.0


def _discounted(gains: Iterable[int]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))
