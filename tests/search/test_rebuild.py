"""Rebuilding: beside the index in use, with all that changed meanwhile, and by itself when it must be."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import DataError

from search import indexing
from search.comparison import check
from search.contract import Document
from search.engines import get_engine, kept_engines
from search.engines.base import WriterBusy
from search.engines.embedded import engine as embedded
from search.indexing import drain, rebuild
from search.jobs import build_what_is_missing
from search.models import DaIndicizzare
from search.uids import uid_of
from sussidiario.models import SchedaPage
from tests.factories import make_scheda, publish

pytestmark = pytest.mark.django_db


def overwrite_a_third(file: Path) -> None:
    """In place, as a bad disk does."""
    size = file.stat().st_size
    with file.open("r+b") as open_file:
        open_file.seek(size // 3)
        open_file.write(b"\xff" * (size // 3))


def uids(engine: Any) -> set[str]:
    return set(engine.hashes())


def test_what_changes_meanwhile_is_in_the_new_one(
    indice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed, gone, late = (make_scheda(codice=f"3.{n}") for n in (1, 2, 3))
    drain()
    before = indice.health().generazione
    batches = indexing.batches

    def meanwhile(index: str) -> Iterator[list[Document]]:
        yield from batches(index)
        # All was read: now it changes, and the index in use is told.
        changed.title = "Cambiata durante"
        publish(changed)
        gone.unpublish()
        drain()
        assert uid_of(SchedaPage, gone.pk) not in uids(indice)
        late.title = "Ancora in attesa"
        publish(late)

    monkeypatch.setattr(indexing, "batches", meanwhile)
    rebuild()
    assert indice.health().generazione != before
    readers = frozenset({"tutti"})
    uid = uid_of(SchedaPage, changed.pk)
    assert indice.get([uid], readers=readers)[uid].titolo == "Cambiata durante"
    assert uid_of(SchedaPage, gone.pk) not in uids(indice)
    drain()
    uid = uid_of(SchedaPage, late.pk)
    assert indice.get([uid], readers=readers)[uid].titolo == "Ancora in attesa"
    assert not DaIndicizzare.objects.exists()


def test_one_that_fails_leaves_the_old_one(indice: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    make_scheda()
    drain()
    before, found = indice.health(), uids(indice)

    def breaks(index: str) -> Iterator[list[Document]]:
        yield []
        raise RuntimeError("a metà")

    monkeypatch.setattr(indexing, "batches", breaks)
    with pytest.raises(RuntimeError, match="a metà"):
        rebuild()
    assert (indice.health(), uids(indice)) == (before, found)
    assert indice.in_costruzione() == ""


def test_there_is_one_at_a_time(indice: Any) -> None:
    with indice.building(), pytest.raises(WriterBusy):
        rebuild()
    with indice.building():
        assert build_what_is_missing() == 0


@pytest.mark.parametrize("error", [TypeError, DataError])
def test_one_content_that_cannot_be_read_stops_no_index(
    error: type[Exception], indice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from search.indice import reading

    good, bad = make_scheda(codice="3.1"), make_scheda(codice="3.2")
    documents_of = reading.documents_of

    def broken(model: Any, keys: Any) -> Any:
        if model is SchedaPage and bad.pk in keys:
            raise error("blocco rotto")
        return documents_of(model, keys)

    monkeypatch.setattr(reading, "documents_of", broken)
    rebuild()
    assert uid_of(SchedaPage, good.pk) in uids(indice)
    assert [row.object_id for row in DaIndicizzare.objects.all()] == [bad.pk]


@pytest.mark.parametrize("title", ["Surrogato \ud800", "Rifiutata"])
def test_one_document_that_cannot_be_written_stops_no_index(
    title: str, indice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from search.engines.embedded import indexes
    from search.indice import reading

    good, bad = make_scheda(codice="3.1"), make_scheda(codice="3.2")
    documents_of, entries_of = reading.documents_of, indexes.entries_of

    def odd(model: Any, keys: Any) -> Any:
        uid = uid_of(SchedaPage, bad.pk)
        return [
            replace(one, titolo=title) if one.uid == uid else one
            for one in documents_of(model, keys)
        ]

    def refuses(document: Document) -> Any:
        if document.titolo == "Rifiutata":
            raise TypeError("non si scrive")
        return entries_of(document)

    monkeypatch.setattr(reading, "documents_of", odd)
    monkeypatch.setattr(indexes, "entries_of", refuses)
    rebuild()
    assert uid_of(SchedaPage, good.pk) in uids(indice)
    assert [row.object_id for row in DaIndicizzare.objects.all()] == [bad.pk]
    check()
    monkeypatch.undo()
    drain()
    assert uid_of(SchedaPage, bad.pk) in uids(indice)


def test_one_that_breaks_while_the_new_one_is_told_waits_for_it(
    indice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from search.indice import reading

    good, bad = make_scheda(codice="3.1"), make_scheda(codice="3.2")
    drain()
    batches, documents_of = indexing.batches, reading.documents_of

    def broken(model: Any, keys: Any) -> Any:
        if model is SchedaPage and bad.pk in keys:
            raise TypeError("blocco rotto")
        return documents_of(model, keys)

    def meanwhile(index: str) -> Iterator[list[Document]]:
        yield from batches(index)
        for page in (good, bad):
            page.title = "Cambiata durante"
            publish(page)
        drain()
        monkeypatch.setattr(reading, "documents_of", broken)

    monkeypatch.setattr(indexing, "batches", meanwhile)
    rebuild()
    found = indice.get([uid_of(SchedaPage, good.pk)], readers=frozenset({"tutti"}))
    assert [one.titolo for one in found.values()] == ["Cambiata durante"]
    assert {(row.indice, row.object_id) for row in DaIndicizzare.objects.all()} == {
        (indice.nome, bad.pk)
    }


@pytest.mark.parametrize(
    "harm", ["mai costruito", "altra analisi", "elenco rotto", "pezzo perso", "valori rovinati"]
)
def test_the_job_builds_what_is_missing_old_or_damaged(
    harm: str, indice: Any, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    scheda = make_scheda()
    rebuild()
    folder = Path(settings.SEARCH_DIR)
    generation = folder / (folder / "in-uso").read_text()
    if harm == "mai costruito":
        (folder / "in-uso").unlink()
    elif harm == "altra analisi":
        monkeypatch.setattr(embedded, "shape", lambda: "altra")
    elif harm == "elenco rotto":
        (generation / "meta.json").write_text("{")
    elif harm == "valori rovinati":
        for piece in generation.glob("*.fast"):
            overwrite_a_third(piece)
    else:
        for piece in generation.glob("*.store"):
            piece.unlink()
    kept_engines.cache_clear()
    assert get_engine().health().stato != "ok"
    assert build_what_is_missing() > 0
    assert get_engine().health().stato == "ok"
    assert uid_of(SchedaPage, scheda.pk) in uids(get_engine())
    assert build_what_is_missing() == 0
