"""Rebuilding: beside the index in use, with all that changed meanwhile, and by itself when it must be."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search import indexing
from search.contract import Document
from search.engines import get_engine
from search.engines.base import WriterBusy
from search.engines.embedded import engine as embedded
from search.indexing import drain, rebuild
from search.jobs import build_what_is_missing
from search.models import DaIndicizzare
from search.uids import uid_of
from sussidiario.models import SchedaPage
from tests.factories import make_scheda, publish

pytestmark = pytest.mark.django_db


def uids(engine: Any) -> set[str]:
    return set(engine.hashes())


def test_what_changes_meanwhile_is_in_the_new_one(
    indice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed, gone, late = (make_scheda(codice=f"3.{n}") for n in (1, 2, 3))
    drain()
    before = indice.health().generazione
    batches = indexing.batches

    def meanwhile() -> Iterator[list[Document]]:
        yield from batches()
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

    def breaks() -> Iterator[list[Document]]:
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


def test_one_content_that_cannot_be_read_stops_no_index(
    indice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from search.indice import reading

    good, bad = make_scheda(codice="3.1"), make_scheda(codice="3.2")
    documents_of = reading.documents_of

    def broken(model: Any, keys: Any) -> Any:
        if model is SchedaPage and bad.pk in keys:
            raise TypeError("blocco rotto")
        return documents_of(model, keys)

    monkeypatch.setattr(reading, "documents_of", broken)
    rebuild()
    assert uid_of(SchedaPage, good.pk) in uids(indice)
    assert [row.object_id for row in DaIndicizzare.objects.all()] == [bad.pk]


@pytest.mark.parametrize("harm", ["mai costruito", "altra analisi", "elenco rotto", "pezzo perso"])
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
    else:
        for piece in generation.glob("*.store"):
            piece.unlink()
    get_engine.cache_clear()
    assert get_engine().health().stato != "ok"
    assert build_what_is_missing() > 0
    assert get_engine().health().stato == "ok"
    assert uid_of(SchedaPage, scheda.pk) in uids(get_engine())
    assert build_what_is_missing() == 0
