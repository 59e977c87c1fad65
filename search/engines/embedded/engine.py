"""The embedded engine: asks and writes one index of tantivy."""

import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy
from tantivy import Occur, Query

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
from ...plan import Plan, make_plan
from ...planning.typed import LONGEST
from ..base import Building, Readers, RebuildNeeded, SearchEngine, SearchUnavailable
from ..parole import BEGINS, beginnings, completions, telling_words, whole_beginning
from .compile import Compiler, narrowing, values
from .damage import noted, question, whole
from .failures import UNWRITABLE, index_failures
from .fields import (
    OF_DOCUMENTS,
    OF_SECTIONS,
    read_document,
    schema,
    schema_of_sections,
    shape,
    stored,
)
from .generations import BUILDER, WRITER, Generations
from .indexes import Generation, Indexes, Ready, stamp
from .ranking import BEYOND, below, count, facets_of, query_of, ranked

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class _Open:
    """A generation as this process has it open."""

    name: str
    indexes: Indexes
    stamp: tuple[int, int]


class EmbeddedEngine(SearchEngine):
    """An index under `root`, on a disk of this machine; several processes may ask and write."""

    def __init__(self, root: str | Path) -> None:
        self._generations = Generations(Path(root))
        self._opened: _Open | None = None
        self._lock = threading.Lock()

    @property
    def nome(self) -> str:
        """Of its directory: whoever empties it has another index, which heard of nothing yet."""
        with index_failures(UNWRITABLE):
            return f"embedded-{self._generations.identity()}"

    # --- writing ------------------------------------------------------------------------------------

    def writing(self, *, wait: float = 0) -> AbstractContextManager[None]:
        return self._generations.locked(WRITER, wait=wait)

    def update(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> None:
        # All is read before anything is locked: a text that cannot be indexed spoils nothing.
        ready = [Ready.of(document) for document in documents]
        with self._open().indexes.written() as writers:
            writers.put(ready, removed)

    @contextmanager
    def building(self) -> Iterator[Building]:
        with self._generations.locked(BUILDER, wait=1):
            with index_failures(UNWRITABLE):
                name = self._generations.start(shape())
            building: Generation | None = None
            try:
                building = Generation(name, self._generations)
                yield building
            finally:
                if building is not None:
                    building.close()
                if self._generations.current() != name:
                    self._generations.discard(name)

    def in_costruzione(self) -> str:
        return self._generations.building()

    # --- asking -------------------------------------------------------------------------------------

    @question
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
        searcher = self._searcher()
        query = query_of(plan, readers, filters)
        # Tantivy panics at 0.
        wanted = max(1, offset + limit)
        if order == DATA or not plan.cerca:
            found = searcher.search(
                query, limit=wanted, order_by_field="ordine", order=tantivy.Order.Desc
            )
            hits = [(0.0, address) for _, address in found.hits]
            total = count(found)
        else:
            hits, total = ranked(searcher, query, wanted)
        return Results(
            hits=tuple(
                Hit(read_document(searcher.doc(address)), points)
                for points, address in hits[offset : offset + limit]
            ),
            totale=total,
            facce=facets_of(searcher, plan, readers, filters, facets),
        )

    @question
    def sections(
        self, plan: Plan, uids: Sequence[str], *, readers: Readers, each: int = 4
    ) -> Mapping[str, list[int]]:
        if not uids or not plan.cerca:
            return {}
        searcher = self._open().indexes.sections.searcher()
        schema = schema_of_sections()
        compiler = Compiler(schema, OF_SECTIONS)
        found: dict[str, list[int]] = {}
        scoring = Query.boolean_query([(Occur.Should, compiler.node(one)) for one in plan.nodi])
        for uid in uids:
            query = Query.boolean_query(
                [
                    (Occur.Must, scoring),
                    (Occur.Must, values(schema, "uid", [uid])),
                    (Occur.Must, values(schema, "visibilita", readers)),
                ]
            )
            hits = searcher.search(query, limit=each, count=False).hits
            numbers = [
                (points, int(searcher.doc(address).get_first("numero") or 0))
                for points, address in hits
            ]
            found[uid] = [number for _, number in sorted(numbers, key=lambda n: (-n[0], n[1]))]
        return found

    def scan(self, plan: Plan, *, readers: Readers, filters: Filters = NO_FILTERS) -> Iterator[str]:
        with noted(self._generations):
            searcher = self._searcher()
        query = query_of(plan, readers, filters)
        last: int | None = None
        while True:
            with noted(self._generations):
                found = searcher.search(
                    query if last is None else below(query, last),
                    limit=_BATCH,
                    count=False,
                    order_by_field="ordine",
                    order=tantivy.Order.Desc,
                )
                hits = whole(found.hits)
                uids = [read_document(searcher.doc(address)).uid for _, address in hits]
            yield from uids
            if len(uids) < _BATCH:
                return
            last = hits[-1][0]

    @question
    def get(self, uids: Iterable[str], *, readers: Readers) -> Mapping[str, Document]:
        return {one.uid: one for one in self._with("uid", list(uids), readers)}

    @question
    def at(self, url: str, *, readers: Readers) -> Document | None:
        return next(iter(self._with("url", [url], readers)), None)

    @question
    def named(self, text: str, *, readers: Readers, limit: int = 5) -> list[Document]:
        name = name_of(text[:LONGEST])
        return self._with("nome", [name], readers)[:limit] if name else []

    @question
    def complete(self, text: str, *, readers: Readers, limit: int = 8) -> list[Completion]:
        typed = beginnings(text)
        if not typed:
            return []
        searcher = self._searcher()
        clauses = [(Occur.Must, values(schema(), "completamento", [word])) for word in typed]
        clauses += [
            (Occur.Must, Query.const_score_query(Query.all_query(), 1.0)),
            (Occur.Should, values(schema(), "inizio", [whole_beginning(text)], BEGINS)),
            *narrowing(schema(), NO_FILTERS, readers),
        ]
        hits, _ = ranked(searcher, Query.boolean_query(clauses), limit)
        return completions([read_document(searcher.doc(one)) for _, one in hits[:limit]], text)

    @question
    def similar(self, uid: str, *, readers: Readers, limit: int = 4) -> list[Hit]:
        document = self.get([uid], readers=readers).get(uid)
        if document is None:
            return []
        searcher = self._searcher()
        corpo = OF_DOCUMENTS["corpo"]

        def frequencies(terms: Sequence[str]) -> dict[str, int]:
            return {term: searcher.doc_freq(corpo, term) for term in terms}

        telling = telling_words(document, searcher.num_docs, frequencies)
        if not telling:
            return []
        away = [uid, *document.dentro]
        query = Query.boolean_query(
            [
                (
                    Occur.Must,
                    Query.boolean_query(
                        [
                            (Occur.Should, Query.term_query(schema(), corpo, term, "freq"))
                            for term in telling
                        ]
                    ),
                ),
                *narrowing(schema(), NO_FILTERS, readers),
                (Occur.MustNot, values(schema(), "uid", away)),
                (Occur.MustNot, values(schema(), "dentro", [uid])),
            ]
        )
        hits, _ = ranked(searcher, query, limit)
        return [
            Hit(read_document(searcher.doc(address)), points) for points, address in hits[:limit]
        ]

    @question
    def words(self, prefix: str = "") -> list[tuple[str, int]]:
        # With a filter, whatever it is, words of deleted documents are left out.
        return self._searcher().terms_with_prefix("parole", prefix, Query.all_query())

    @question
    def points(self, plan: Plan, uid: str, *, readers: Readers) -> float | None:
        searcher = self._searcher()
        query = query_of(plan, readers, NO_FILTERS)
        only = Query.boolean_query(
            [(Occur.Must, query), (Occur.Must, values(schema(), "uid", [uid]))]
        )
        hits = searcher.search(only, limit=1, count=False).hits
        if not hits:
            return None
        # The weight is no part of what tantivy explains, which is told as JSON alone.
        return float(json.loads(query.explain(searcher, hits[0][1]).to_json())["value"])

    # --- looking after ------------------------------------------------------------------------------

    @question
    def hashes(self) -> Mapping[str, str]:
        searcher = self._searcher()
        found = searcher.search(Query.all_query(), limit=max(1, searcher.num_docs), count=False)
        pairs = (searcher.doc(address) for _, address in found.hits)
        return {read_document(e).uid: stored(e, "impronta") for e in pairs}

    @question
    def versione(self) -> str:
        opened = self._open()
        return f"{opened.name} {opened.stamp}"

    @question
    def size(self) -> int:
        files = self._generations.path(self._open().name).rglob("*")
        return sum(one.stat().st_size for one in files if one.is_file())

    def health(self) -> Health:
        name = self._generations.current()
        if not name:
            return Health("vuoto")
        try:
            with index_failures():
                total = self._tried()
        except RebuildNeeded:
            return Health("da-ricostruire", generazione=name)
        except SearchUnavailable:
            return Health("guasto", generazione=name)
        if self._generations.damage(name):
            return Health("guasto", generazione=name)
        return Health("ok", total, name)

    def _tried(self) -> int:
        """How many documents there are; one of them is looked for as readers do."""
        searcher = self._searcher()
        newest = searcher.search(
            Query.all_query(), limit=1, order_by_field="ordine", order=tantivy.Order.Desc
        )
        for _, address in newest.hits:
            document = read_document(searcher.doc(address))
            plan = make_plan(name_of(document.titolo)[:LONGEST])
            self.search(plan, readers=document.visibilita, facets=FACETS, limit=1)
            self.sections(plan, [document.uid], readers=document.visibilita)
        return int(searcher.num_docs)

    # --- the open index -----------------------------------------------------------------------------

    def _searcher(self) -> tantivy.Searcher:
        return self._open().indexes.documents.searcher()

    def _open(self) -> _Open:
        """The generation in use, with all that was committed to it by any process."""
        with self._lock:
            while True:
                name = self._generations.current()
                try:
                    self._opened = self._opened_now(name)
                except RebuildNeeded:
                    # Two swaps while we opened, and it went away: there is a newer one.
                    if self._generations.current() == name:
                        raise
                else:
                    return self._opened

    def _opened_now(self, name: str) -> _Open:
        if not name:
            raise RebuildNeeded("L’indice non è mai stato costruito.")
        opened = self._opened
        try:
            seen = stamp(self._generations.path(name))
            if opened is None or opened.name != name:
                return self._opened_anew(name, seen)
            if opened.stamp != seen:
                opened.indexes.reload()
        except FileNotFoundError:
            raise RebuildNeeded("L’indice non c’è: va ricostruito.") from None
        except ValueError as exc:
            raise RebuildNeeded(f"L’indice non si apre: {exc}") from exc
        return _Open(name, opened.indexes, seen)

    def _opened_anew(self, name: str, seen: tuple[int, int]) -> _Open:
        if self._generations.shape(name) != shape():
            raise RebuildNeeded("L’analisi dei testi è cambiata: l’indice va ricostruito.")
        return _Open(name, Indexes.open(self._generations.path(name)), seen)

    def _with(self, field: str, wanted: list[str], readers: Readers) -> list[Document]:
        """Documents that bear one of these values, the heaviest first."""
        if not wanted:
            return []
        searcher = self._searcher()
        query = Query.boolean_query(
            [
                (Occur.Must, values(schema(), field, wanted)),
                *narrowing(schema(), NO_FILTERS, readers),
            ]
        )
        found = searcher.search(
            query,
            limit=max(len(wanted), BEYOND),
            count=False,
            order_by_field="ordine",
            order=tantivy.Order.Desc,
        )
        read = [read_document(searcher.doc(address)) for _, address in found.hits]
        return sorted(read, key=lambda one: -one.peso)
