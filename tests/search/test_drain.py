"""Draining: exactly what was read is settled, and nothing waits because somebody was busy."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DataError, OperationalError

from search.engines import kept_engines, local_engine
from search.indexing import drain
from search.indice import reading
from search.indice.documents import documents_of
from search.indice.outbox import generation_of
from search.models import DaIndicizzare
from search.uids import uid_of
from sussidiario.models import SchedaPage
from tests.factories import make_scheda

pytestmark = pytest.mark.django_db

Change = Callable[[str], None]


@pytest.fixture
def scheda() -> Any:
    return make_scheda()


@pytest.fixture
def change(scheda: Any) -> Change:
    """Another title, and the row that says so."""

    def write(title: str) -> None:
        SchedaPage.objects.filter(pk=scheda.pk).update(title=title)
        add_row(scheda.pk)

    return write


def add_row(key: int, indice: str = "") -> None:
    content_type = ContentType.objects.get_for_model(SchedaPage)
    DaIndicizzare.objects.create(
        indice=indice or local_engine().nome, content_type=content_type, object_id=key
    )


def title(engine: Any, key: int) -> str:
    uid = uid_of(SchedaPage, key)
    return engine.get([uid], readers=frozenset({"tutti"}))[uid].titolo


def test_a_change_made_while_its_content_was_written_is_not_lost(
    indice: Any, scheda: Any, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    drain()
    update, changes = indice.update, iter(["Terzo"])

    def meanwhile(*args: Any, **kwargs: Any) -> None:
        update(*args, **kwargs)
        for text in changes:
            change(text)

    monkeypatch.setattr(indice, "update", meanwhile)
    change("Secondo")
    drain()
    assert title(indice, scheda.pk) == "Terzo"
    assert not DaIndicizzare.objects.exists()


def test_who_held_the_lock_looks_again_after_letting_go(
    indice: Any, scheda: Any, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    drain()
    writing, changes = indice.writing, iter(["Di chi ha trovato occupato"])

    @contextmanager
    def held(**kwargs: Any) -> Iterator[None]:
        with writing(**kwargs):
            yield
            for text in changes:
                change(text)
                assert drain() == 0, "occupato"

    monkeypatch.setattr(indice, "writing", held)
    change("Primo")
    drain()
    assert title(indice, scheda.pk) == "Di chi ha trovato occupato"


@pytest.mark.parametrize("error", [TypeError, DataError])
def test_one_that_cannot_be_read_keeps_its_row_and_stops_no_other(
    error: type[Exception], indice: Any, scheda: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = make_scheda(codice="6.6")

    def broken(model: Any, keys: Any) -> Any:
        if model is SchedaPage and bad.pk in keys:
            raise error("blocco rotto")
        return documents_of(model, keys)

    monkeypatch.setattr(reading, "documents_of", broken)
    with pytest.raises(error, match="blocco rotto"):
        drain()
    assert uid_of(SchedaPage, scheda.pk) in indice.hashes()
    assert {row.object_id for row in DaIndicizzare.objects.all()} == {bad.pk}
    monkeypatch.undo()
    drain()
    assert uid_of(SchedaPage, bad.pk) in indice.hashes()


def test_a_database_that_does_not_answer_stops_all(
    indice: Any, scheda: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def gone(model: Any, keys: Any) -> Any:
        asked.append(keys)
        raise OperationalError("connessione persa")

    monkeypatch.setattr(reading, "documents_of", gone)
    with pytest.raises(OperationalError):
        drain()
    assert len(asked) == 1


def test_an_index_that_is_not_there_consumes_nothing(settings: Any, tmp_path: Any) -> None:
    settings.SEARCH_DIR = str(tmp_path / "mai")
    kept_engines.cache_clear()
    make_scheda()
    before = DaIndicizzare.objects.count()
    assert before
    assert drain() == 0
    assert DaIndicizzare.objects.count() == before
    kept_engines.cache_clear()


def test_rows_wait_for_the_generation_that_is_being_built_and_go_with_it(
    indice: Any, scheda: Any, change: Change
) -> None:
    with indice.building() as generation:
        change("Durante")
        drain()
        waiting = {row.indice for row in DaIndicizzare.objects.all()}
        assert waiting == {generation_of(indice.nome, generation.nome)}
        assert title(indice, scheda.pk) == "Durante", "chi cerca trova già"
    add_row(scheda.pk, indice="un-altro-indice/g-1")
    change("Dopo")
    drain()
    assert [row.indice for row in DaIndicizzare.objects.all()] == ["un-altro-indice/g-1"]
