"""The two indexes of a generation, documents and sections, opened and written together.

Sections are committed first, so whoever sees a document finds its sections. Only what documents show
counts as written: if the second commit fails, the sections wait for the next.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import tantivy

from ...contract import Document
from ..base import Building
from .failures import UNWRITABLE, index_failures
from .fields import entries_of, schema, schema_of_sections
from .generations import Generations

SECTIONS = "sezioni"
#: Bytes a writer keeps before it writes a segment: a few documents, a whole site.
_HEAP, _LARGE_HEAP = 15_000_000, 64_000_000


@dataclass(frozen=True, slots=True)
class Ready:
    """A document with nothing left to read: a text that cannot be indexed has failed before."""

    uid: str
    entry: tantivy.Document
    sections: list[tantivy.Document]

    @classmethod
    def of(cls, document: Document) -> "Ready":
        return cls(document.uid, *entries_of(document))


@dataclass(frozen=True, slots=True)
class Indexes:
    documents: tantivy.Index
    sections: tantivy.Index

    @classmethod
    def create(cls, directory: Path) -> "Indexes":
        """In an empty directory."""
        (directory / SECTIONS).mkdir()
        return cls(
            tantivy.Index(schema(), path=str(directory)),
            tantivy.Index(schema_of_sections(), path=str(directory / SECTIONS)),
        )

    @classmethod
    def open(cls, directory: Path) -> "Indexes":
        found = cls(
            tantivy.Index.open(str(directory)), tantivy.Index.open(str(directory / SECTIONS))
        )
        for index in (found.documents, found.sections):
            # Whoever asks looks for news himself: no thread has to.
            index.config_reader("manual")
        found.reload()
        return found

    def reload(self) -> None:
        self.documents.reload()
        self.sections.reload()

    @contextmanager
    def written(self) -> Iterator["Writers"]:
        """Writers whose work is committed at the end, or was never done."""
        with index_failures(UNWRITABLE):
            writers = Writers(self, _HEAP)
            try:
                yield writers
            except BaseException:
                writers.rollback()
                raise
            writers.commit()
            writers.close()


class Writers:
    def __init__(self, indexes: Indexes, heap: int) -> None:
        self._documents = indexes.documents.writer(heap, 1)
        self._sections = indexes.sections.writer(heap, 1)
        for writer in (self._documents, self._sections):
            # Deletions are in files named after how many changes there were: one that a killed process
            # left keeps its name from the next who makes as many.
            writer.garbage_collect_files()

    def put(self, documents: Iterable[Ready], removed: Iterable[str] = ()) -> None:
        """Put documents in the place of those with their uids, and take others away."""
        for uid in removed:
            self._remove(uid)
        for one in documents:
            self._remove(one.uid)
            self._documents.add_document(one.entry)
            for entry in one.sections:
                self._sections.add_document(entry)

    def _remove(self, uid: str) -> None:
        self._documents.delete_documents_by_term("uid", uid)
        self._sections.delete_documents_by_term("uid", uid)

    def commit(self) -> None:
        self._sections.commit()
        self._documents.commit()

    def rollback(self) -> None:
        self._sections.rollback()
        self._documents.rollback()

    def close(self) -> None:
        for writer in (self._sections, self._documents):
            # What was committed stays, merged or not; what was not, was told when it failed.
            with suppress(ValueError):
                writer.wait_merging_threads()


class Generation(Building):
    """A generation that grows. Documents come in order; it is committed when it is swapped."""

    def __init__(self, name: str, generations: Generations) -> None:
        self.nome = name
        self._generations = generations
        with index_failures(UNWRITABLE):
            indexes = Indexes.create(generations.path(name))
            self._writers: Writers | None = Writers(indexes, _LARGE_HEAP)

    def add(self, documents: Iterable[Document]) -> None:
        assert self._writers is not None
        for ready in map(Ready.of, documents):
            with index_failures(UNWRITABLE):
                self._writers.put([ready])

    def remove(self, uids: Iterable[str]) -> None:
        assert self._writers is not None
        with index_failures(UNWRITABLE):
            self._writers.put((), uids)

    def swap(self) -> None:
        assert self._writers is not None
        with index_failures(UNWRITABLE):
            self._writers.commit()
            self.close()
            self._generations.use(self.nome)

    def close(self) -> None:
        writers, self._writers = self._writers, None
        if writers is not None:
            writers.close()


def stamp(directory: Path) -> tuple[int, int]:
    """Another one after each commit: tantivy replaces the file that lists its segments."""
    found = os.stat(directory / "meta.json")
    return found.st_mtime_ns, found.st_ino
