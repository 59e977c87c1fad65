"""A generation that grows beside the one in use."""

import threading
from collections.abc import Iterable
from typing import Any

from ...contract import Document
from ..base import Building
from .bulk import write
from .lifecycle import Lifecycle, Turn
from .mapping import entry_of


class Generation(Building):
    def __init__(self, life: Lifecycle, turn: Turn, turns: threading.local) -> None:
        self.nome = turn.nome
        self._life = life
        self._turn = turn
        self._turns = turns

    def add(self, documents: Iterable[Document]) -> None:
        self._write({one.uid: entry_of(one) for one in documents})

    def remove(self, uids: Iterable[str]) -> None:
        self._write({}, uids)

    def swap(self) -> None:
        self._number()
        self._life.use(self.nome)

    def _write(self, entries: dict[str, Any], removed: Iterable[str] = ()) -> None:
        write(
            self._life.client,
            self.nome,
            entries,
            removed,
            version=self._number(),
            is_alias=False,
        )

    def _number(self) -> int:
        """Of the turn to write, where it is held as well: what a late writer still sends is older."""
        number = self._turn.number()
        writing: Turn | None = getattr(self._turns, "writing", None)
        return writing.number() if writing else number
