"""A generation that grows beside the one in use."""

from collections.abc import Callable, Iterable
from typing import Any

from elasticsearch import Elasticsearch

from ...contract import Document
from ..base import Building
from .bulk import write
from .client import timed
from .lifecycle import Lifecycle, grown
from .mapping import entry_of


class Generation(Building):
    """`number`: of the turn in which it is built, shown again each time."""

    def __init__(
        self, client: Elasticsearch, life: Lifecycle, name: str, number: Callable[[], int]
    ) -> None:
        self.nome = name
        self._client = client
        self._life = life
        self._number = number

    def add(self, documents: Iterable[Document]) -> None:
        self._write({one.uid: entry_of(one) for one in documents})

    def remove(self, uids: Iterable[str]) -> None:
        self._write({}, uids)

    def swap(self) -> None:
        self._number()
        self._life.use(self.nome)

    def _write(self, entries: dict[str, Any], removed: Iterable[str] = ()) -> None:
        write(timed(self._client), grown(self.nome), entries, removed, number=self._number)
