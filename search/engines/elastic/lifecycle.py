"""The indices of a site on the cluster: generations, the two aliases of the one in use, and turns.

A turn is a document with a lease. Each time that its holder shows it again it gets another number, higher
than all before: what is written bears it, and whatever comes late with a lower one is refused. So a
machine that slept through its lease spoils nothing, whatever it still thinks that it holds.
"""

import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from elasticsearch import ApiError, ConflictError, Elasticsearch, NotFoundError

from ..base import SearchUnavailable, WriterBusy
from .client import cluster_failures, seconds_left
from .mapping import analysis, mapping, shape

WRITER, BUILDER = "scrittura", "costruzione"
#: Seconds for which a turn is kept without being shown again: whoever died holds others up as long.
LEASE = {WRITER: 60.0, BUILDER: 180.0}
#: Seconds by which the clocks of two machines may differ.
SKEW = 60.0
#: Seconds between two looks at a turn that somebody holds.
_PAUSE = 0.05
_TURNS_MAPPING = {
    "dynamic": "strict",
    "properties": {
        "nome": {"type": "keyword"},
        "scade": {"type": "double"},
    },
}


class Lifecycle:
    """The indices whose names begin with `prefix`."""

    def __init__(self, client: Elasticsearch, prefix: str) -> None:
        self._client = client
        self._prefix = prefix
        #: what is read, and what is written: of this mapping alone, whatever others the site had
        self.reading = f"{prefix}-{shape()}"
        self.writing = f"{prefix}-{shape()}-scrittura"
        self.turns = f"{prefix}-turni"

    @property
    def client(self) -> Elasticsearch:
        """With the time that is left for the next request."""
        return self._client.options(request_timeout=seconds_left())

    def current(self) -> str:
        """The name of the generation in use, read and written; "" if there is none."""
        mine = {self.reading, self.writing}
        with cluster_failures():
            try:
                found = self.client.indices.get_alias(name=[*mine])
            except NotFoundError:
                return ""
        return next((name for name, one in found.body.items() if mine <= {*one["aliases"]}), "")

    def all(self) -> dict[str, list[str]]:
        """The names of all generations, of any mapping, with the aliases of each."""
        with cluster_failures():
            found = self.client.indices.get(index=f"{self._prefix}-*", filter_path="*.aliases")
        pattern = re.compile(rf"{re.escape(self._prefix)}-[0-9a-f]{{8}}-\d+-[0-9a-f]{{4}}")
        return {
            name: list(one.get("aliases", ()))
            for name, one in found.body.items()
            if pattern.fullmatch(name)
        }

    def create(self, number: int) -> str:
        """Make an empty generation that nobody reads."""
        # Numbers begin anew where somebody deleted the turns: names do not.
        name = f"{self._prefix}-{shape()}-{number}-{secrets.token_hex(2)}"
        with cluster_failures():
            self.client.indices.create(
                index=name,
                mappings=mapping(),
                settings={
                    "analysis": analysis(),
                    # Points are made with how many documents a shard has: see the how-to on sizes.
                    "number_of_shards": 1,
                    "auto_expand_replicas": "0-1",
                    # Deletes are remembered, so that what comes late does not bring back what went.
                    "gc_deletes": "1h",
                },
            )
        return name

    def use(self, name: str) -> None:
        """From here on every process reads and writes `name`; the one before stays until the next."""
        generations = self.all()
        mine = (self.reading, self.writing)
        before = {one for one, aliases in generations.items() if set(aliases) & {*mine}}
        # The first of this mapping: machines that still run another version read theirs.
        kept = before or {one for one, aliases in generations.items() if aliases}
        with cluster_failures():
            self.client.indices.update_aliases(
                actions=[
                    *(
                        {"remove": {"index": one, "aliases": [*mine], "must_exist": False}}
                        for one in before - {name}
                    ),
                    {"add": {"index": name, "aliases": [*mine]}},
                ]
            )
        for one in generations.keys() - kept - {name}:
            self.discard(one)

    def discard(self, name: str) -> None:
        with cluster_failures():
            self.client.indices.delete(index=name, ignore_unavailable=True)

    # --- turns --------------------------------------------------------------------------------------

    @contextmanager
    def turn(self, kind: str, *, wait: float = 0) -> Iterator["Turn"]:
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

    def held(self, kind: str) -> tuple[dict[str, Any], dict[str, int]]:
        """A turn as it was last shown, and what to name so that nobody shows it in between."""
        with cluster_failures():
            try:
                found = self.client.get(index=self.turns, id=kind)
            except NotFoundError:
                return {}, {}
        seen = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
        return found["_source"], seen

    def building(self) -> str:
        """The generation that is being built; "" if none."""
        source, _ = self.held(BUILDER)
        return source["nome"] if source and source["scade"] > time.time() else ""

    def has_lost_count(self, name: str) -> bool:
        """Whether numbers began anew after this generation was built: all that is written would come late."""
        _, seen = self.held(BUILDER)
        return not seen or seen["if_seq_no"] < number_of(name)

    def show(
        self, kind: str, source: dict[str, Any], seen: dict[str, int]
    ) -> dict[str, int] | None:
        """Write a turn, if it is as it was `seen`; None if it is not."""
        options: dict[str, Any] = dict(seen) if seen else {"op_type": "create"}
        with cluster_failures():
            if not seen:
                self._make_turns()
            try:
                written = self.client.index(index=self.turns, id=kind, document=source, **options)
            except ConflictError:
                return None
        return {"if_seq_no": written["_seq_no"], "if_primary_term": written["_primary_term"]}

    def _make_turns(self) -> None:
        if self.client.indices.exists(index=self.turns):
            return
        try:
            self.client.indices.create(
                index=self.turns,
                mappings=_TURNS_MAPPING,
                settings={"number_of_shards": 1, "auto_expand_replicas": "0-1"},
            )
        except ApiError as exc:
            if exc.error != "resource_already_exists_exception":
                raise


class Turn:
    """The right to write or to build, for as long as it is shown."""

    def __init__(self, lifecycle: Lifecycle, kind: str) -> None:
        self._lifecycle = lifecycle
        self._kind = kind
        self._seen: dict[str, int] = {}
        self._until = 0.0
        #: of the generation that is built
        self.nome = ""

    def take(self) -> bool:
        source, seen = self._lifecycle.held(self._kind)
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
            self._lifecycle.show(self._kind, self._source(0.0), self._seen)

    def _show(self, seen: dict[str, int]) -> bool:
        lease = LEASE[self._kind]
        shown = self._lifecycle.show(self._kind, self._source(time.time() + lease), seen)
        if shown is not None:
            self._seen, self._until = shown, time.monotonic() + lease - SKEW
        return shown is not None

    def _source(self, until: float) -> dict[str, Any]:
        return {"nome": self.nome, "scade": until}


def number_of(name: str) -> int:
    """With what number a generation was begun."""
    return int(name.split("-")[-2])
