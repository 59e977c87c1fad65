"""The tree of a plan as tantivy's queries. No text is ever parsed: only terms are built."""

from collections.abc import Iterable, Iterator, Mapping

from tantivy import Occur, Query, Schema

from ...contract import Filters
from ...plan import Plan
from ...planning.tree import Best, Boost, Constant, Every, Node, Phrase, Sum, Term
from .fields import WORDS, facet_field

Fields = Mapping[str, str]


class Compiler:
    """Compiles for one kind of entries: `fields` says where theirs stand."""

    def __init__(self, schema: Schema, fields: Fields) -> None:
        self._schema = schema
        self._fields = fields

    def plan(self, plan: Plan) -> list[tuple[Occur, Query]]:
        """What scores and what must or must not be there; [] for a plan without words."""
        clauses = [(Occur.Must, self.node(one)) for one in plan.richieste]
        if plan.radice is not None:
            # What must be there may be all there is.
            needed = Occur.Should if clauses else Occur.Must
            clauses.append((needed, self.node(plan.radice)))
        if plan.accanto is not None:
            clauses.append((Occur.Should, self.node(plan.accanto)))
        return clauses + [(Occur.MustNot, self.node(one)) for one in plan.escluse]

    def node(self, node: Node) -> Query:
        match node:
            case Term(field, text):
                return self._term(field, text)
            case Phrase(field, words):
                return Query.phrase_query(self._schema, self._fields[field], list(words))
            case Best(nodes, tie):
                return Query.disjunction_max_query([self.node(one) for one in nodes], tie)
            case Sum() | Every():
                occur = Occur.Should if isinstance(node, Sum) else Occur.Must
                return Query.boolean_query([(occur, self.node(one)) for one in _addends(node)])
            case Boost(inner, by):
                return Query.boost_query(self.node(inner), by)
            case Constant(inner, points):
                return Query.const_score_query(self.node(inner), points)

    def _term(self, field: str, text: str) -> Query:
        name = self._fields[field]
        if not name:
            return Query.empty_query()
        if name in WORDS:
            return Query.term_query(self._schema, name, text, "freq")
        return values(self._schema, name, [text], 1.0)


def _addends(node: Sum | Every) -> Iterator[Node]:
    """What it adds up, and what sums in a sum add up: each level costs again for every document."""
    for one in node.nodes:
        if isinstance(node, Sum) and isinstance(one, Sum):
            yield from _addends(one)
        else:
            yield one


def values(schema: Schema, field: str, wanted: Iterable[str], points: float = 0.0) -> Query:
    """Whatever bears one of these values; all get the same points."""
    found = sorted(set(wanted))
    if not found:
        return Query.empty_query()
    terms = [Query.term_query(schema, field, one, "basic") for one in found]
    one_of = (
        terms[0] if len(terms) == 1 else Query.boolean_query([(Occur.Should, t) for t in terms])
    )
    return Query.const_score_query(one_of, points)


def narrowing(
    schema: Schema, filters: Filters, readers: Iterable[str]
) -> list[tuple[Occur, Query]]:
    """What readers may find and the filters leave."""
    clauses = [(Occur.Must, values(schema, "visibilita", readers))]
    for facet, chosen in filters.scelte.items():
        if chosen:
            clauses.append((Occur.Must, values(schema, facet_field(facet), chosen)))
    if filters.dentro:
        clauses.append((Occur.Must, values(schema, "dentro", [filters.dentro])))
    return clauses
