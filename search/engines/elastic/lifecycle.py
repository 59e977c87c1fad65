"""The indices of a site on the cluster: generations, and the two aliases of the one in use."""

import re
import secrets

from elasticsearch import Elasticsearch, NotFoundError

from .client import cluster_failures, timed
from .mapping import analysis, mapping, shape


class Lifecycle:
    """The indices whose names begin with `prefix`."""

    def __init__(self, client: Elasticsearch, prefix: str) -> None:
        self._client = client
        self._prefix = prefix
        #: what is read, and what is written: of this mapping alone, whatever others the site had
        self.reading = f"{prefix}-{shape()}"
        self.writing = f"{prefix}-{shape()}-scrittura"

    def current(self) -> str:
        """The name of the generation in use, read and written; "" if there is none."""
        mine = {self.reading, self.writing}
        with cluster_failures():
            try:
                found = timed(self._client).indices.get_alias(name=[*mine])
            except NotFoundError:
                return ""
        return next((name for name, one in found.body.items() if mine <= {*one["aliases"]}), "")

    def all(self) -> dict[str, list[str]]:
        """The names of all generations, of any mapping, with the aliases of those that were ever in use."""
        with cluster_failures():
            found = timed(self._client).indices.get(
                index=f"{self._prefix}-*", filter_path="*.aliases"
            )
        pattern = re.compile(rf"{re.escape(self._prefix)}-[0-9a-f]{{8}}-\d+-[0-9a-f]{{4}}")
        return {
            name: [alias for alias in one.get("aliases", ()) if alias != grown(name)]
            for name, one in found.body.items()
            if pattern.fullmatch(name)
        }

    def create(self, number: int) -> str:
        """Make an empty generation that nobody reads."""
        # Numbers begin anew where somebody deleted the turns: names do not.
        name = f"{self._prefix}-{shape()}-{number}-{secrets.token_hex(2)}"
        with cluster_failures():
            timed(self._client).indices.create(
                index=name,
                mappings=mapping(),
                # By which it is written: one that somebody deletes meanwhile is not made again by the next
                # document, with fields that are guessed.
                aliases={grown(name): {}},
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
            timed(self._client).indices.update_aliases(
                actions=[
                    *(
                        {"remove": {"index": one, "aliases": [*mine], "must_exist": False}}
                        for one in before - {name}
                    ),
                    {"remove": {"index": name, "alias": grown(name), "must_exist": True}},
                    {"add": {"index": name, "aliases": [*mine]}},
                ]
            )
        for one in generations.keys() - kept - {name}:
            self.discard(one)

    def discard(self, name: str) -> None:
        with cluster_failures():
            timed(self._client).indices.delete(index=name, ignore_unavailable=True)


def grown(name: str) -> str:
    """The alias of a generation that is being built."""
    return f"{name}-costruzione"


def number_of(name: str) -> int:
    """With what number a generation was begun."""
    return int(name.split("-")[-2])
