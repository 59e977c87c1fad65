"""The outbox: whatever changes a document writes a row in the same transaction, and never fails it."""

import datetime as dt
import logging
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from piattaforma.nucleo.contents import content_of, contents_touched
from piattaforma.nucleo.jobs import publish_scheduled
from search import indexing
from search.engines.base import SearchUnavailable
from search.indexing import drain, drain_after_commit, enqueue
from search.models import DaIndicizzare
from search.uids import uid_of
from sussidiario.models import SchedaPage
from tests.factories import make_edition, make_part, make_scheda, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    for bucket in (indexing._promptness, indexing._told):
        bucket.reset()


def waiting() -> set[tuple[str, int]]:
    rows = DaIndicizzare.objects.select_related("content_type")
    return {(row.content_type.model, row.object_id) for row in rows}


def is_indexed(engine: Any, page: Any) -> bool:
    return uid_of(type(page), page.pk) in engine.hashes()


def test_what_goes_live_and_away_is_heard(indice: Any) -> None:
    scheda = make_scheda()
    assert ("schedapage", scheda.pk) in waiting()
    drain()
    assert waiting() == set()
    assert is_indexed(indice, scheda)
    before = indice.hashes()[uid_of(SchedaPage, scheda.pk)]
    scheda.title = "Titolo nuovo"
    publish(scheda)
    drain()
    assert indice.hashes()[uid_of(SchedaPage, scheda.pk)] != before
    scheda.unpublish()
    drain()
    assert not is_indexed(indice, scheda)


def test_a_page_goes_with_all_that_stands_below(indice: Any) -> None:
    edition = make_edition()
    part = make_part(edition)
    scheda = make_scheda(part)
    drain()
    family = [edition, part, scheda]
    assert all(is_indexed(indice, page) for page in family)
    keys = {(type(page).__name__.lower(), page.pk) for page in family}
    edition.delete()
    assert keys <= waiting()
    drain()
    assert not any(is_indexed(indice, page) for page in family)


def test_the_clock_is_heard_when_the_kernel_s_job_obeys_it(indice: Any) -> None:
    scheda = make_scheda(live=False)
    drain()
    scheda.go_live_at = timezone.now() + dt.timedelta(hours=1)
    revision = scheda.save_revision()
    revision.publish()
    assert ("schedapage", scheda.pk) not in waiting(), "solo programmata"
    past = timezone.now() - dt.timedelta(minutes=1)
    revision.refresh_from_db()
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    assert publish_scheduled() == 1
    drain()
    assert is_indexed(indice, scheda)
    SchedaPage.objects.filter(pk=scheda.pk).update(expire_at=past)
    assert publish_scheduled() == 1
    drain()
    assert not is_indexed(indice, scheda)


def test_a_change_that_is_undone_leaves_no_row(indice: Any) -> None:
    scheda = make_scheda()
    drain()
    with transaction.atomic():
        publish(scheda, testo="Mai stato.")
        assert waiting()
        transaction.set_rollback(True)
    assert waiting() == set()


def test_a_transaction_asks_once_and_is_found_at_once(
    indice: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        one, other = make_scheda(codice="7.1"), make_scheda(codice="7.2")
    assert callbacks.count(drain_after_commit) == 1
    drain_after_commit()
    assert is_indexed(indice, one)
    assert is_indexed(indice, other)


def test_many_at_once_are_one_statement(indice: Any) -> None:
    contenuto = content_of(SchedaPage)
    keys = [make_scheda(codice=f"8.{number}").pk for number in range(3)]
    drain()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        contents_touched.send(
            sender=SchedaPage,
            contenuto=contenuto,
            keys=SchedaPage.objects.filter(pk__in=keys).values("page_ptr"),
        )
    assert waiting() == {("schedapage", key) for key in keys}
    inserts = [
        query
        for query in queries
        if "da_indicizzare" in query["sql"].lower() or "daindicizzare" in query["sql"].lower()
    ]
    assert len(inserts) == 1


def test_what_search_leaves_out_is_not_written(indice: Any) -> None:
    class LeftOut(type(content_of(SchedaPage))):  # type: ignore[misc]
        si_cerca = False

    enqueue(LeftOut(), [1, 2])
    assert waiting() == set()


def test_an_index_that_fails_fails_no_save_and_tells_it_once_a_minute(
    indice: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise SearchUnavailable("Disco pieno.")

    monkeypatch.setattr(indice, "update", fail)
    with caplog.at_level(logging.WARNING), django_capture_on_commit_callbacks(execute=True):
        one = make_scheda(codice="7.1")
    with caplog.at_level(logging.WARNING), django_capture_on_commit_callbacks(execute=True):
        other = make_scheda(codice="7.2")
    assert {("schedapage", one.pk), ("schedapage", other.pk)} <= waiting()
    told = [record for record in caplog.records if "search.drain_failed" in record.getMessage()]
    assert len(told) == 1
    monkeypatch.undo()
    drain()
    assert is_indexed(indice, one)
    assert is_indexed(indice, other)


def test_a_thousand_commits_do_not_mean_a_thousand_drains(
    indice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = []
    monkeypatch.setattr(indexing, "drain", lambda **kwargs: times.append(kwargs))
    for _ in range(1000):
        drain_after_commit()
    assert 10 <= len(times) <= 20


def test_a_busy_index_is_left_to_who_writes_it(
    indice: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with indice.writing(), django_capture_on_commit_callbacks(execute=True):
        scheda = make_scheda()
    assert ("schedapage", scheda.pk) in waiting()
    drain()
    assert is_indexed(indice, scheda)
