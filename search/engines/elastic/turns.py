"""Who may write and who may build, on all machines of a site.

A turn is a document with a lease. Each time that its holder shows it again it gets another number, higher
than all before: what is written bears it, and whatever comes late with a lower one is refused. So a
machine that slept through its lease spoils nothing, whatever it still thinks that it holds.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from elasticsearch import ApiError, ConflictError, Elasticsearch, NotFoundError

from ..base import SearchUnavailable, WriterBusy
from .client import cluster_failures, timed

WRITER, BUILDER = "scrittura", "costruzione"
#: Seconds for which a turn is kept without being shown again: whoever died holds others up as long.
LEASE = {WRITER: 60.0, BUILDER: 180.0}
#: Seconds by which the clocks of two machines may differ.
SKEW = 60.0
#: Seconds between two looks at a turn that somebody holds.
_PAUSE = 0.05
_MAPPING = {
    "dynamic": "strict",
    "properties": {"nome": {"type": "keyword"}, "scade": {"type": "double"}},
}
#: What names a turn as it was last shown, so that nobody shows it in between.
Seen = dict[str, int]


class Turns:
    """The turns of the indices whose names begin with `prefix`."""

    def __init__(self, client: Elasticsearch, prefix: str) -> None:
        self._client = client
        self.index = f"{prefix}-turni"

    @contextmanager
    def held(self, kind: str, *, wait: float = 0) -> Iterator["Turn"]:
        """Hold a turn; `WriterBusy` if somebody else still holds it after `wait` seconds."""
        turn = Turn(self, kind)
        until = time.monotonic() + wait
        while not turn.take():
            if time.monotonic() >= until:
                raise WriterBusy(kind)
            time.sleep(_PAUSE)
        try:
            yield turn
        finally:
            turn.let_go()

    def building(self) -> str:
        """The generation that is being built; "" if none."""
        source, _ = self.shown(BUILDER)
        return source["nome"] if source and source["scade"] > time.time() else ""

    def last_number(self) -> int:
        """Lower than those before, where somebody deleted the turns: numbers begin anew. -1 for none."""
        _, seen = self.shown(BUILDER)
        return seen.get("if_seq_no", -1)

    def shown(self, kind: str) -> tuple[dict[str, Any], Seen]:
        """A turn as it was last shown, and what to name so that nobody shows it in between."""
        with cluster_failures():
            try:
                found = timed(self._client).get(index=self.index, id=kind)
            except NotFoundError:
                return {}, {}
        seen = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
        return found["_source"], seen

    def show(self, kind: str, source: dict[str, Any], seen: Seen) -> Seen | None:
        """Write a turn, if it is as it was `seen`; None if it is not."""
        options: dict[str, Any] = dict(seen) if seen else {"op_type": "create"}
        with cluster_failures():
            if not seen:
                self._make()
            try:
                written = timed(self._client).index(
                    index=self.index, id=kind, document=source, **options
                )
            except ConflictError:
                return None
        return {"if_seq_no": written["_seq_no"], "if_primary_term": written["_primary_term"]}

    def _make(self) -> None:
        if timed(self._client).indices.exists(index=self.index):
            return
        try:
            timed(self._client).indices.create(
                index=self.index,
                mappings=_MAPPING,
                settings={"number_of_shards": 1, "auto_expand_replicas": "0-1"},
            )
        except ApiError as exc:
            if exc.error != "resource_already_exists_exception":
                raise


class Turn:
    """The right to write or to build, for as long as it is shown."""

    def __init__(self, turns: Turns, kind: str) -> None:
        self._turns = turns
        self._kind = kind
        self._seen: Seen = {}
        self._until = 0.0
        #: of the generation that is built
        self.nome = ""

    def take(self) -> bool:
        source, seen = self._turns.shown(self._kind)
        if source and source["scade"] > time.time():
            return False
        return self._show(seen)

    def number(self) -> int:
        """Show the turn again, and get the number that what is written now bears.

        `WriterBusy` where somebody else took it; or may have, of one that builds: changes that came
        meanwhile were not kept for it.
        """
        is_late = self._kind == BUILDER and time.monotonic() > self._until
        if is_late or not self._show(self._seen):
            raise WriterBusy(self._kind)
        return self._seen["if_seq_no"] + 1

    def let_go(self) -> None:
        """Whatever happens, it goes by itself when its lease is over."""
        with suppress(SearchUnavailable):
            self._turns.show(self._kind, self._source(0.0), self._seen)

    def _show(self, seen: Seen) -> bool:
        lease = LEASE[self._kind]
        shown = self._turns.show(self._kind, self._source(time.time() + lease), seen)
        if shown is not None:
            self._seen, self._until = shown, time.monotonic() + lease - SKEW
        return shown is not None

    def _source(self, until: float) -> dict[str, Any]:
        return {"nome": self.nome, "scade": until}
