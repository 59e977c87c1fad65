"""The engine of a cluster: asks and writes one index of Elasticsearch."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl.query import Bool, ConstantScore, MatchAll, MatchNone, Prefix, Term

from ...contract import (
    DATA,
    FACETS,
    NO_FILTERS,
    PERTINENZA,
    Completion,
    Document,
    Filters,
    Health,
    Hit,
    Results,
    name_of,
)
from ...plan import Plan
from ...planning.typed import LONGEST
from ..base import Building, Readers, RebuildNeeded, SearchEngine, SearchUnavailable
from ..breaker import Breaker
from ..parole import BEGINS, beginnings, completions, telling_words, whole_beginning
from .bulk import write
from .client import HURRY, QuestionRefused, timed, within
from .generation import Generation
from .lifecycle import Lifecycle, number_of
from .mapping import entry_of, shape
from .queries import (
    SECTIONS,
    Compiler,
    best_sections,
    chosen,
    facet_counts,
    narrowed,
    open_to,
    values,
    weighed,
)
from .requests import BY_ORDER, BY_POINTS, Requests, counts, read
from .turns import BUILDER, WRITER, Turn, Turns


class ElasticEngine(SearchEngine):
    """The index of a site on a cluster, the same for all its machines."""

    def __init__(self, client: Elasticsearch, prefix: str) -> None:
        # Another mapping, another index: each version of the site feeds its own.
        self._nome = f"elasticsearch-{shape()}"
        self._client = client
        self._life = Lifecycle(client, prefix)
        self._turns = Turns(client, prefix)
        self._requests = Requests(client, self._life.reading)
        self._breaker = Breaker("elasticsearch")
        self._mine = threading.local()

    @property
    def nome(self) -> str:
        return self._nome

    # --- writing ------------------------------------------------------------------------------------

    @contextmanager
    def writing(self, *, wait: float = 0) -> Iterator[None]:
        with self._telling(), self._turns.held(WRITER, wait=wait) as turn:
            self._mine.writing = turn
            try:
                yield
            finally:
                self._mine.writing = None

    def update(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> None:
        # All is read before anything is sent: a text that cannot be indexed spoils nothing.
        entries = {one.uid: entry_of(one) for one in documents}
        gone = [uid for uid in removed if uid not in entries]
        number = self._mine.writing.number
        write(timed(self._client), self._life.writing, entries, gone, number=number)

    @contextmanager
    def building(self) -> Iterator[Building]:
        with self._telling(), self._turns.held(BUILDER, wait=1) as turn:
            name = self._life.create(turn.number())
            try:
                turn.nome = name
                turn.number()
                yield Generation(self._client, self._life, name, lambda: self._number(turn))
            finally:
                with suppress(SearchUnavailable):
                    if self._life.current() != name:
                        self._life.discard(name)

    def in_costruzione(self) -> str:
        return self._turns.building()

    def _number(self, building: Turn) -> int:
        """Of the turn to write, where it is held as well: what a late writer still sends is older."""
        number = building.number()
        writing: Turn | None = getattr(self._mine, "writing", None)
        return writing.number() if writing else number

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """What fails is logged as readers' questions are, and no more often with them."""
        try:
            yield
        except RebuildNeeded:
            raise  # nobody has to see to that
        except SearchUnavailable as exc:
            self._breaker.tell(str(exc))
            raise

    # --- asking -------------------------------------------------------------------------------------

    @contextmanager
    def hurried(self) -> Iterator[None]:
        if not self._breaker.allows():
            raise SearchUnavailable("Elasticsearch non risponde da poco: si riprova fra poco.")
        try:
            with within(HURRY) as hurry:
                yield
        except (RebuildNeeded, QuestionRefused) as exc:
            if isinstance(exc, QuestionRefused):
                # Whoever asks what is refused takes the cluster away from nobody.
                self._breaker.tell(str(exc))
            if hurry.is_asked:
                self._breaker.succeeded()  # it answers
            raise
        except SearchUnavailable as exc:
            self._breaker.failed(str(exc))
            raise
        else:
            if hurry.is_asked:
                self._breaker.succeeded()

    def search(
        self,
        plan: Plan,
        *,
        readers: Readers,
        filters: Filters = NO_FILTERS,
        offset: int = 0,
        limit: int = 10,
        order: str = PERTINENZA,
        facets: Sequence[str] = (),
    ) -> Results:
        by_points = order != DATA and plan.cerca
        query = narrowed(Compiler().plan(plan), open_to(readers, filters.dentro))
        left = chosen(filters)
        found = self._requests.ask(
            weighed(query) if by_points else query,
            post_filter=Bool(filter=left).to_dict() if left else None,
            aggs=facet_counts(filters, facets),
            sort=BY_POINTS if by_points else BY_ORDER,
            from_=offset,
            size=limit,
            track_total_hits=True,
        )
        return Results(
            hits=tuple(
                Hit(read(hit), float(hit["_score"]) if by_points else 0.0)
                for hit in found["hits"]["hits"]
            ),
            totale=found["hits"]["total"]["value"],
            facce={
                facet: counts(found["aggregations"][facet]["codici"])
                for facet in FACETS
                if facet in facets
            },
        )

    def sections(
        self, plan: Plan, uids: Sequence[str], *, readers: Readers, each: int = 4
    ) -> Mapping[str, list[int]]:
        if not uids or not plan.cerca:
            return {}
        compiler = Compiler(SECTIONS)
        scoring = Bool(should=[compiler.node(one) for one in plan.nodi], minimum_should_match=1)
        found = self._requests.ask(
            narrowed(best_sections(scoring, each), [values("uid", uids), *open_to(readers)]),
            size=len(uids),
            docvalue_fields=["uid"],
            source=False,
        )
        numbers = {
            hit["fields"]["uid"][0]: _numbers(hit["inner_hits"][SECTIONS])
            for hit in found["hits"]["hits"]
        }
        return {uid: numbers.get(uid, []) for uid in uids}

    def scan(self, plan: Plan, *, readers: Readers, filters: Filters = NO_FILTERS) -> Iterator[str]:
        query = narrowed(
            Compiler().plan(plan), [*open_to(readers, filters.dentro), *chosen(filters)]
        )
        for hit in self._requests.every(query, "uid"):
            yield hit["uid"][0]

    def get(self, uids: Iterable[str], *, readers: Readers) -> Mapping[str, Document]:
        wanted = list(uids)
        return {one.uid: one for one in self._requests.bearing("uid", wanted, readers, len(wanted))}

    def at(self, url: str, *, readers: Readers) -> Document | None:
        return next(iter(self._requests.bearing("url", [url], readers)), None)

    def named(self, text: str, *, readers: Readers, limit: int = 5) -> list[Document]:
        name = name_of(text[:LONGEST])
        return self._requests.bearing("nome", [name], readers)[:limit] if name else []

    def complete(self, text: str, *, readers: Readers, limit: int = 8) -> list[Completion]:
        typed = beginnings(text)
        if not typed:
            return []
        begins = [Term(**{"titolo.inizi": word}) for word in typed]
        whole = Prefix(nome=whole_beginning(text))
        query = Bool(
            must=[MatchAll()],
            should=[ConstantScore(filter=whole, boost=BEGINS)],
            filter=[*begins, *open_to(readers)],
        )
        found = self._requests.ask(weighed(query), sort=BY_POINTS, size=limit)
        return completions([read(hit) for hit in found["hits"]["hits"]], text)

    def similar(self, uid: str, *, readers: Readers, limit: int = 4) -> list[Hit]:
        document = self.get([uid], readers=readers).get(uid)
        if document is None:
            return []
        telling = telling_words(document, self._requests.total(), self._requests.frequencies)
        if not telling:
            return []
        query = Bool(
            must=[Bool(should=[Term(corpo=term) for term in telling], minimum_should_match=1)],
            filter=open_to(readers),
            must_not=[values("uid", [uid, *document.dentro]), values("dentro", [uid])],
        )
        found = self._requests.ask(weighed(query), sort=BY_POINTS, size=limit)
        return [Hit(read(hit), float(hit["_score"])) for hit in found["hits"]["hits"]]

    def words(self, prefix: str = "") -> list[tuple[str, int]]:
        """Read into the memory of the cluster: for measuring, and where there is no other vocabulary."""
        return self._requests.words(prefix)

    def points(self, plan: Plan, uid: str, *, readers: Readers) -> float | None:
        query = narrowed(Compiler().plan(plan), [values("uid", [uid]), *open_to(readers)])
        hits = self._requests.ask(query, size=1, source=False)["hits"]["hits"]
        return float(hits[0]["_score"]) if hits else None

    # --- looking after ------------------------------------------------------------------------------

    def hashes(self) -> Mapping[str, str]:
        return {
            hit["uid"][0]: hit["impronta"][0]
            for hit in self._requests.every(MatchAll(), "uid", "impronta")
        }

    def versione(self) -> str:
        return self._requests.changes()

    def size(self) -> int:
        return self._requests.bytes()

    def forget(self) -> None:
        """Delete all that this prefix ever had, turns as well: see `apart`."""
        for name in (*self._life.all(), self._turns.index):
            self._life.discard(name)

    def health(self) -> Health:
        name = self._life.current()
        if not name:
            return Health("da-ricostruire" if self._life.all() else "vuoto")
        self._requests.ask(MatchNone(), size=1)
        if self._turns.last_number() < number_of(name):
            return Health("da-ricostruire", generazione=name)
        return Health("ok", self._requests.total(), name)


def _numbers(inner: Any) -> list[int]:
    return [int(hit["fields"][f"{SECTIONS}.numero"][0]) for hit in inner["hits"]["hits"]]
