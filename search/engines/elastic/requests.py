"""What is asked of the index in use."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl.query import Bool, MatchAll, Query

from piattaforma.nucleo.visibilita import PUBBLICO

from ...contract import Document
from ..base import Readers, SearchUnavailable
from ..parole import NO_WORD
from .client import cluster_failures, timed
from .queries import open_to, values

#: Entries of one page of a list that is read to its end, and how long the cluster keeps it as it is.
_BATCH, _KEEP = 1000, "1m"
#: Words of one answer, and characters by which a word may be looked for: a pattern of 1000 is refused.
_MOST_WORDS, _LONGEST_PREFIX = 10_000, 300
#: Documents that share a name or an address, at most.
_MOST_ALIKE = 100
BY_POINTS: list[Any] = ["_score", {"ordine": "desc"}]
BY_ORDER: list[Any] = [{"ordine": "desc"}]
_KEPT: Any = ["documento"]


class Requests:
    """Requests to one index, by its alias."""

    def __init__(self, client: Elasticsearch, index: str) -> None:
        self._client = client
        self._index = index

    def ask(self, query: Query, *, source: Any = _KEPT, **asked: Any) -> Any:
        """Search. What is None is not said."""
        with cluster_failures():
            answer = timed(self._client).search(
                index=self._index,
                query=query.to_dict(),
                source=source,
                allow_partial_search_results=False,
                **asked,
            )
        if not isinstance(answer.body, dict) or "hits" not in answer.body:
            raise SearchUnavailable("Elasticsearch risponde con altro.")
        return answer.body

    def every(self, query: Query, *fields: str) -> Iterator[dict[str, list[Any]]]:
        """These fields of all that is found, by `ordine`, as it was when the first was read."""
        with cluster_failures():
            pit = timed(self._client).open_point_in_time(index=self._index, keep_alive=_KEEP)["id"]
        try:
            after: Any = None
            while True:
                with cluster_failures():
                    found = timed(self._client).search(
                        pit={"id": pit, "keep_alive": _KEEP},
                        query=query.to_dict(),
                        sort=BY_ORDER,
                        size=_BATCH,
                        search_after=after,
                        docvalue_fields=[{"field": one} for one in fields],
                        source=False,
                        track_total_hits=False,
                    )
                # Each answer may call it otherwise.
                pit, hits = found.get("pit_id", pit), found["hits"]["hits"]
                yield from (hit["fields"] for hit in hits)
                if len(hits) < _BATCH:
                    return
                after = hits[-1]["sort"]
        finally:
            with suppress(SearchUnavailable), cluster_failures():
                timed(self._client).close_point_in_time(id=pit)

    def bearing(
        self, field: str, wanted: list[str], readers: Readers, most: int = _MOST_ALIKE
    ) -> list[Document]:
        """Documents that bear one of these values, the heaviest first."""
        if not wanted:
            return []
        query = Bool(filter=[values(field, wanted), *open_to(readers)])
        found = self.ask(query, sort=BY_ORDER, size=most)
        documents = [read(hit) for hit in found["hits"]["hits"]]
        return sorted(documents, key=lambda one: -one.peso)

    def total(self) -> int:
        with cluster_failures():
            return int(timed(self._client).count(index=self._index)["count"])

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """Of stems, how many documents have each in their body."""
        with cluster_failures():
            answer = timed(self._client).termvectors(
                index=self._index,
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

    def words(self, prefix: str) -> list[tuple[str, int]]:
        """Exact words of documents open to anyone that begin so, with how many have each."""
        if len(prefix) > _LONGEST_PREFIX:
            return []
        found: dict[str, int] = {}
        for part in [f"{_literally(prefix)}.*"] if prefix else self._parts():
            counted = {"terms": {"field": "parole", "size": _MOST_WORDS, "include": part}}
            answer = self.ask(values("visibilita", [PUBBLICO]), aggs={"parole": counted}, size=0)
            found |= counts(answer["aggregations"]["parole"])
        found.pop(NO_WORD, None)
        return sorted(found.items())

    def _parts(self) -> list[dict[str, int]]:
        """All words, in parts that an answer has room for."""
        counted = {"cardinality": {"field": "parole"}}
        answer = self.ask(MatchAll(), aggs={"parole": counted}, size=0)
        parts = 1 + answer["aggregations"]["parole"]["value"] // (_MOST_WORDS // 2)
        return [{"partition": part, "num_partitions": parts} for part in range(parts)]

    def changes(self) -> str:
        """Another text after each change of the index."""
        with cluster_failures():
            found = timed(self._client).indices.stats(
                index=self._index, metric="docs", level="shards"
            )
        return " ".join(
            f"{name} {one['uuid']} {shard['seq_no']['max_seq_no']}"
            for name, one in sorted(found["indices"].items())
            for shard in one["shards"]["0"]
            if shard["routing"]["primary"]
        )

    def bytes(self) -> int:
        """Of one copy, segment by segment: the sum that a cluster tells is ten seconds old."""
        with cluster_failures():
            found = timed(self._client).indices.segments(index=self._index)
        return sum(
            segment["size_in_bytes"]
            for index in found["indices"].values()
            for copy in index["shards"]["0"]
            if copy["routing"]["primary"]
            for segment in copy["segments"].values()
        )


def _literally(text: str) -> str:
    """For a regular expression of Lucene."""
    return "".join(f"\\{char}" if not char.isalnum() else char for char in text)


def read(hit: Any) -> Document:
    return Document.da_json(hit["_source"]["documento"])


def counts(answer: Any) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}
