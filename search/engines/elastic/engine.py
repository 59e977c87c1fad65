"""The engine of a cluster: asks and writes one index of Elasticsearch."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl.query import Bool, ConstantScore, MatchAll, MatchNone, Prefix, Query, Term

from piattaforma.nucleo.visibilita import PUBBLICO

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
from ..parole import BEGINS, NO_WORD, beginnings, completions, telling_words, whole_beginning
from .bulk import write
from .client import HURRY, cluster_failures, within
from .generation import Generation
from .lifecycle import BUILDER, WRITER, Lifecycle
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

#: Entries of one page of a list that is read to its end, and how long the cluster keeps it as it is.
_BATCH, _KEEP = 1000, "1m"
#: Words of one answer, and characters by which a word may be looked for: a pattern of 1000 is refused.
_MOST_WORDS, _LONGEST_PREFIX = 10_000, 300
#: Documents that share a name or an address, at most.
_MOST_ALIKE = 100
_BY_POINTS: list[Any] = ["_score", {"ordine": "desc"}]
_KEPT: Any = ["documento"]
_BY_ORDER: list[Any] = [{"ordine": "desc"}]


class ElasticEngine(SearchEngine):
    """The index of a site on a cluster, the same for all its machines."""

    def __init__(self, client: Elasticsearch, prefix: str) -> None:
        # Another mapping, another index: each version of the site feeds its own.
        self._nome = f"elasticsearch-{shape()}"
        self._life = Lifecycle(client, prefix)
        self._breaker = Breaker("elasticsearch")
        self._turns = threading.local()

    @property
    def nome(self) -> str:
        return self._nome

    # --- writing ------------------------------------------------------------------------------------

    @contextmanager
    def writing(self, *, wait: float = 0) -> Iterator[None]:
        with self._telling(), self._life.turn(WRITER, wait=wait) as turn:
            self._turns.writing = turn
            try:
                yield
            finally:
                self._turns.writing = None

    def update(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> None:
        # All is read before anything is sent: a text that cannot be indexed spoils nothing.
        entries = {one.uid: entry_of(one) for one in documents}
        gone = [uid for uid in removed if uid not in entries]
        write(
            self._life.client,
            self._life.writing,
            entries,
            gone,
            version=self._turns.writing.number(),
            is_alias=True,
        )

    @contextmanager
    def building(self) -> Iterator[Building]:
        with self._telling(), self._life.turn(BUILDER, wait=1) as turn:
            name = self._life.create(turn.number())
            try:
                turn.nome = name
                turn.number()
                yield Generation(self._life, turn, self._turns)
            finally:
                with suppress(SearchUnavailable):
                    if self._life.current() != name:
                        self._life.discard(name)

    def in_costruzione(self) -> str:
        return self._life.building()

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
        except RebuildNeeded:
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
        found = self._ask(
            query=weighed(query) if by_points else query,
            post_filter=Bool(filter=left) if left else None,
            aggs=facet_counts(filters, facets),
            sort=_BY_POINTS if by_points else _BY_ORDER,
            from_=offset,
            size=limit,
            track_total_hits=True,
        )
        return Results(
            hits=tuple(
                Hit(_read(hit), float(hit["_score"]) if by_points else 0.0)
                for hit in found["hits"]["hits"]
            ),
            totale=found["hits"]["total"]["value"],
            facce={
                facet: _counts(found["aggregations"][facet]["codici"])
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
        nodes = [*([plan.radice] if plan.radice else []), *plan.richieste]
        scoring = Bool(should=[compiler.node(one) for one in nodes], minimum_should_match=1)
        found = self._ask(
            query=narrowed(best_sections(scoring, each), [values("uid", uids), *open_to(readers)]),
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
        for hit in self._all(query, "uid"):
            yield hit["uid"][0]

    def get(self, uids: Iterable[str], *, readers: Readers) -> Mapping[str, Document]:
        wanted = list(uids)
        return {one.uid: one for one in self._with("uid", wanted, readers, len(wanted))}

    def at(self, url: str, *, readers: Readers) -> Document | None:
        return next(iter(self._with("url", [url], readers)), None)

    def named(self, text: str, *, readers: Readers, limit: int = 5) -> list[Document]:
        name = name_of(text[:LONGEST])
        return self._with("nome", [name], readers)[:limit] if name else []

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
        found = self._ask(query=weighed(query), sort=_BY_POINTS, size=limit)
        return completions([_read(hit) for hit in found["hits"]["hits"]], text)

    def similar(self, uid: str, *, readers: Readers, limit: int = 4) -> list[Hit]:
        document = self.get([uid], readers=readers).get(uid)
        if document is None:
            return []
        telling = telling_words(document, self._total(), self._frequencies)
        if not telling:
            return []
        query = Bool(
            must=[Bool(should=[Term(corpo=term) for term in telling], minimum_should_match=1)],
            filter=open_to(readers),
            must_not=[values("uid", [uid, *document.dentro]), values("dentro", [uid])],
        )
        found = self._ask(query=weighed(query), sort=_BY_POINTS, size=limit)
        return [Hit(_read(hit), float(hit["_score"])) for hit in found["hits"]["hits"]]

    def words(self, prefix: str = "") -> list[tuple[str, int]]:
        """Read into the memory of the cluster: for measuring, and where there is no other vocabulary."""
        if len(prefix) > _LONGEST_PREFIX:
            return []
        found: list[tuple[str, int]] = []
        parts = 1 if prefix else 1 + self._count_words() // (_MOST_WORDS // 2)
        for part in range(parts):
            asked: Any = (
                f"{_literally(prefix)}.*"
                if prefix
                else {"partition": part, "num_partitions": parts}
            )
            answer = self._ask(
                query=values("visibilita", [PUBBLICO]),
                aggs={
                    "parole": {"terms": {"field": "parole", "size": _MOST_WORDS, "include": asked}}
                },
                size=0,
            )
            found += _counts(answer["aggregations"]["parole"]).items()
        return sorted(one for one in found if one[0] != NO_WORD)

    def points(self, plan: Plan, uid: str, *, readers: Readers) -> float | None:
        query = narrowed(Compiler().plan(plan), [values("uid", [uid]), *open_to(readers)])
        hits = self._ask(query=query, size=1, source=False)["hits"]["hits"]
        return float(hits[0]["_score"]) if hits else None

    # --- looking after ------------------------------------------------------------------------------

    def hashes(self) -> Mapping[str, str]:
        return {
            hit["uid"][0]: hit["impronta"][0] for hit in self._all(MatchAll(), "uid", "impronta")
        }

    def versione(self) -> str:
        with cluster_failures():
            found = self._life.client.indices.stats(
                index=self._life.reading, metric="docs", level="shards"
            )
        return " ".join(
            f"{name} {one['uuid']} {shard['seq_no']['max_seq_no']}"
            for name, one in sorted(found["indices"].items())
            for shard in one["shards"]["0"]
            if shard["routing"]["primary"]
        )

    def size(self) -> int:
        """Of one copy, segment by segment: the sum that a cluster tells is ten seconds old."""
        with cluster_failures():
            found = self._life.client.indices.segments(index=self._life.reading)
        return sum(
            segment["size_in_bytes"]
            for index in found["indices"].values()
            for copy in index["shards"]["0"]
            if copy["routing"]["primary"]
            for segment in copy["segments"].values()
        )

    def forget(self) -> None:
        """Delete all that this prefix ever had, turns as well: for an index made to be measured."""
        for name in (*self._life.all(), self._life.turns):
            self._life.discard(name)

    def health(self) -> Health:
        name = self._life.current()
        if not name:
            return Health("da-ricostruire" if self._life.all() else "vuoto")
        self._ask(query=MatchNone(), size=1)
        if self._life.has_lost_count(name):
            return Health("da-ricostruire", generazione=name)
        return Health("ok", self._total(), name)

    # --- requests -----------------------------------------------------------------------------------

    def _ask(self, *, query: Query, source: Any = None, **asked: Any) -> Any:
        parts = {key: value for key, value in asked.items() if value is not None}
        if "post_filter" in parts:
            parts["post_filter"] = parts["post_filter"].to_dict()
        with cluster_failures():
            found = self._life.client.search(
                index=self._life.reading,
                query=query.to_dict(),
                source=_KEPT if source is None else source,
                allow_partial_search_results=False,
                **parts,
            ).body
        if not isinstance(found, dict) or "hits" not in found:
            raise SearchUnavailable("Elasticsearch risponde con altro.")
        return found

    def _all(self, query: Query, *fields: str) -> Iterator[dict[str, list[Any]]]:
        """These fields of all that is found, by `ordine`, as it was when the first was read."""
        with cluster_failures():
            pit = self._life.client.open_point_in_time(index=self._life.reading, keep_alive=_KEEP)[
                "id"
            ]
        try:
            after: Any = None
            while True:
                with cluster_failures():
                    hits = self._life.client.search(
                        pit={"id": pit, "keep_alive": _KEEP},
                        query=query.to_dict(),
                        sort=_BY_ORDER,
                        size=_BATCH,
                        search_after=after,
                        docvalue_fields=[{"field": one} for one in fields],
                        source=False,
                        track_total_hits=False,
                    )["hits"]["hits"]
                yield from (hit["fields"] for hit in hits)
                if len(hits) < _BATCH:
                    return
                after = hits[-1]["sort"]
        finally:
            with suppress(SearchUnavailable), cluster_failures():
                self._life.client.close_point_in_time(id=pit)

    def _with(
        self, field: str, wanted: list[str], readers: Readers, most: int = _MOST_ALIKE
    ) -> list[Document]:
        """Documents that bear one of these values, the heaviest first."""
        if not wanted:
            return []
        query = Bool(filter=[values(field, wanted), *open_to(readers)])
        found = self._ask(query=query, sort=_BY_ORDER, size=most)
        read = [_read(hit) for hit in found["hits"]["hits"]]
        return sorted(read, key=lambda one: -one.peso)

    def _total(self) -> int:
        with cluster_failures():
            return int(self._life.client.count(index=self._life.reading)["count"])

    def _frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        with cluster_failures():
            answer = self._life.client.termvectors(
                index=self._life.reading,
                doc={"corpo": " ".join(terms)},
                # They are stems already.
                per_field_analyzer={"corpo": "whitespace"},
                fields=["corpo"],
                term_statistics=True,
                positions=False,
                offsets=False,
                payloads=False,
            )
        found = answer["term_vectors"].get("corpo", {}).get("terms", {})
        return {term: told["doc_freq"] for term, told in found.items() if "doc_freq" in told}

    def _count_words(self) -> int:
        answer = self._ask(
            query=MatchAll(), aggs={"parole": {"cardinality": {"field": "parole"}}}, size=0
        )
        return int(answer["aggregations"]["parole"]["value"])


def _literally(text: str) -> str:
    """For a regular expression of Lucene."""
    return "".join(f"\\{char}" if not char.isalnum() else char for char in text)


def _read(hit: Any) -> Document:
    return Document.da_json(hit["_source"]["documento"])


def _counts(answer: Any) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}


def _numbers(inner: Any) -> list[int]:
    return [int(hit["fields"][f"{SECTIONS}.numero"][0]) for hit in inner["hits"]["hits"]]
