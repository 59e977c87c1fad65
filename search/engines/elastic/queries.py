"""The tree of a plan as Elasticsearch's queries. No text is ever parsed: only terms are built."""

from collections.abc import Iterable, Sequence

from elasticsearch.dsl.function import FieldValueFactor
from elasticsearch.dsl.query import (
    Bool,
    ConstantScore,
    DisMax,
    FunctionScore,
    MatchAll,
    MatchNone,
    MatchPhrase,
    Query,
    Terms,
)
from elasticsearch.dsl.query import Nested as NestedQuery
from elasticsearch.dsl.query import Term as TermQuery

from ...contract import FACETS, Filters
from ...plan import Plan
from ...planning.tree import (
    CORPO,
    CORPO_ESATTO,
    IDENTITA,
    NOME,
    TITOLO,
    TITOLO_ESATTO,
    Best,
    Boost,
    Constant,
    Every,
    Node,
    Phrase,
    Sum,
    Term,
)
from .client import QuestionRefused
from .mapping import FRASE, HOLE

#: Fields of the tree that hold words; the others hold whole values.
_WORDS = frozenset({TITOLO, CORPO, TITOLO_ESATTO, CORPO_ESATTO})
_NOT_OF_SECTIONS = frozenset({IDENTITA, NOME})
SECTIONS = "sezioni"
#: Clauses of one query: a cluster takes 1024 at least, filters among them.
_MOST_CLAUSES = 1000
#: Codes of one facet, at most.
_MOST_CODES = 10_000


class Compiler:
    """Compiles one query for documents, or with `inside` for what is nested in them there.

    `QuestionRefused` for one with more clauses than a cluster takes.
    """

    def __init__(self, inside: str = "") -> None:
        self._inside = inside
        self._clauses = 0

    def plan(self, plan: Plan) -> Bool:
        """What scores and what must or must not be there."""
        must = [self.node(one) for one in plan.richieste]
        should = [self.node(plan.accanto)] if plan.accanto is not None else []
        if plan.radice is not None:
            # What must be there may be all there is.
            (should if must else must).append(self.node(plan.radice))
        return Bool(
            must=must or [MatchAll()],
            should=should,
            must_not=[self.node(one) for one in plan.escluse],
        )

    def node(self, node: Node) -> Query:
        match node:
            case Term(field, text):
                return self._term(field, text)
            case Phrase(field, words):
                asked = {"query": _with_holes(words), "analyzer": FRASE}
                self._count()
                return MatchPhrase(**{self._name(field): asked})
            case Best(nodes, tie):
                return DisMax(queries=[self.node(one) for one in nodes], tie_breaker=tie)
            case Sum(nodes) | Every(nodes):
                found = [self.node(one) for one in nodes]
                some = isinstance(node, Sum)
                return Bool(should=found, minimum_should_match=1) if some else Bool(must=found)
            case Boost(inner, by):
                return Bool(must=[self.node(inner)], boost=by)
            case Constant(inner, points):
                return ConstantScore(filter=self._found(inner), boost=points)

    def _found(self, node: Node) -> Query:
        """What finds and gives no points: values of one field are one clause, whole runs of articles."""
        terms = node.nodes if isinstance(node, Best) else ()
        asked = [one for one in terms if isinstance(one, Term)]
        fields = {one.field for one in asked}
        if not asked or len(asked) < len(terms) or len(fields) > 1:
            return self.node(node)
        (field,) = fields
        if self._is_of_none(field):
            return MatchNone()
        self._count()
        return values(self._name(field), (one.text for one in asked))

    def _is_of_none(self, field: str) -> bool:
        """Whether it is a field of documents, asked of what is nested in them."""
        return bool(self._inside) and field in _NOT_OF_SECTIONS

    def _term(self, field: str, text: str) -> Query:
        if self._is_of_none(field):
            return MatchNone()
        self._count()
        asked = TermQuery(**{self._name(field): text})
        return asked if field in _WORDS else ConstantScore(filter=asked, boost=1.0)

    def _count(self) -> None:
        self._clauses += 1
        if self._clauses > _MOST_CLAUSES:
            raise QuestionRefused("Una domanda ha più parti di quante ne prende Elasticsearch.")

    def _name(self, field: str) -> str:
        return f"{self._inside}.{field}" if self._inside else field


def _with_holes(words: Sequence[tuple[int, str]]) -> str:
    """Words apart, with a hole for each place that has none."""
    said: list[str] = []
    for place, word in words:
        said += [HOLE] * (place - len(said))
        said.append(word)
    return " ".join(said)


def values(field: str, wanted: Iterable[str]) -> Query:
    """Whatever bears one of these values: for filters."""
    return Terms(field, sorted(set(wanted)))


def open_to(readers: Iterable[str], inside: str = "") -> list[Query]:
    """What readers may find, and what is in one document."""
    found = [values("visibilita", readers)]
    return [*found, values("dentro", [inside])] if inside else found


def chosen(filters: Filters) -> list[Query]:
    """What the choices made in facets leave."""
    return [values(f"facce.{facet}", codes) for facet, codes in filters.scelte.items() if codes]


def narrowed(query: Query, filters: Sequence[Query]) -> Query:
    """What of it passes these filters; they give no points."""
    return Bool(must=[query], filter=[*filters])


def weighed(query: Query) -> Query:
    """Points multiplied by the weight of each document."""
    weight = FieldValueFactor(field="peso")
    return FunctionScore(query=query, functions=[weight], boost_mode="multiply")


def best_sections(query: Query, each: int) -> Query:
    """Documents whose sections answer, and in each of them the numbers of those that answer best."""
    return NestedQuery(
        path=SECTIONS,
        query=query,
        inner_hits={
            "size": each,
            "_source": False,
            "docvalue_fields": [f"{SECTIONS}.numero"],
            "sort": ["_score", {f"{SECTIONS}.numero": "asc"}],
        },
    )


def facet_counts(filters: Filters, facets: Sequence[str]) -> dict[str, object]:
    """Aggregations: each facet counted under the choices made in all others."""
    return {
        facet: {
            "filter": Bool(filter=chosen(filters.but(facet))).to_dict(),
            "aggs": {"codici": {"terms": {"field": f"facce.{facet}", "size": _MOST_CODES}}},
        }
        for facet in FACETS
        if facet in facets
    }
