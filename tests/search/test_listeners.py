"""Several indexes: each hears of every change, is drained and built by itself, and is forgotten in time."""

import datetime as dt
import logging
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from piattaforma.lavori.registry import Rinviato, registry
from search import indexing, jobs
from search.comparison import Confronto, check
from search.contract import Document
from search.engines.base import SearchUnavailable, WriterBusy
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.generations import Generations
from search.indexing import bring_up_to_date, drain, drain_after_commit, is_to_be_built, rebuild
from search.indice.listeners import ASSENZA, follows, forget_the_absent, listen
from search.indice.outbox import generation_of, rows_of
from search.models import DaIndicizzare, IndiceTenuto
from search.uids import uid_of
from sussidiario.models import SchedaPage
from tests.factories import make_scheda, publish
from tests.search.due_motori import kept

pytestmark = pytest.mark.django_db


class Shared(EmbeddedEngine):
    """Plays the index that all machines share."""

    @property
    def nome(self) -> str:
        return super().nome.replace("embedded", "elasticsearch")

    down = False

    def _open(self) -> Any:
        if self.down:
            raise SearchUnavailable("Non risponde.")
        return super()._open()

    def in_costruzione(self) -> str:
        if self.down:
            raise SearchUnavailable("Non risponde.")
        return super().in_costruzione()


@pytest.fixture
def shared(indice: Any, tmp_path: Path) -> Iterator[Shared]:
    made = Shared(tmp_path / "di-tutti")
    with kept(made, indice):
        rebuild(made)
        yield made


def elsewhere(folder: Path) -> EmbeddedEngine:
    """The index of another machine, as it was built there."""
    engine = EmbeddedEngine(folder)
    rebuild(engine)
    return engine


def waiting(engine: Any) -> set[int]:
    return {row.object_id for row in rows_of(engine.nome)}


def has(engine: Any, scheda: Any) -> bool:
    return uid_of(SchedaPage, scheda.pk) in engine.hashes()


def last_seen(engine: Any, ago: dt.timedelta) -> None:
    IndiceTenuto.objects.filter(nome=engine.nome).update(visto=timezone.now() - ago)


def test_each_index_hears_of_a_change_and_of_a_withdrawal(
    indice: Any, shared: Shared, tmp_path: Path
) -> None:
    other = elsewhere(tmp_path / "altrove")
    every = [indice, shared, other]
    scheda = make_scheda()
    assert all(scheda.pk in waiting(engine) for engine in every)
    for number, engine in enumerate(every, 1):
        assert drain(engine)
        assert [has(one, scheda) for one in every] == [n < number for n in range(3)]
    scheda.unpublish()
    for engine in every:
        drain(engine)
        assert not has(engine, scheda)
    assert not DaIndicizzare.objects.exists()


def test_while_one_is_down_the_other_is_kept_and_what_went_meanwhile_goes_from_both(
    indice: Any, shared: Shared, caplog: pytest.LogCaptureFixture
) -> None:
    went, came = make_scheda(codice="5.1"), make_scheda(codice="5.2", live=False)
    jobs.index_changes_for_all()
    drain()
    shared.down = True
    went.unpublish()
    publish(came)
    drain_after_commit()
    assert (has(indice, went), has(indice, came)) == (False, True)
    with caplog.at_level(logging.WARNING):
        for job in (jobs.index_changes_for_all, jobs.build_what_is_missing_for_all):
            with pytest.raises(Rinviato):
                job()
    assert not caplog.records, "lo dice il motore, una volta al minuto"
    assert {went.pk, came.pk} <= waiting(shared)
    shared.down = False
    assert jobs.index_changes_for_all() >= 2
    assert (has(shared, went), has(shared, came)) == (False, True)
    assert check(shared) == check(indice) == Confronto()


def test_a_change_during_the_rebuild_of_one_is_heard_by_both(indice: Any, shared: Shared) -> None:
    scheda = make_scheda()
    drain()
    drain(shared)
    with shared.building() as generation:
        scheda.title = "Durante"
        publish(scheda)
        drain()
        drain(shared)
        assert {row.indice for row in DaIndicizzare.objects.all()} == {
            generation_of(shared.nome, generation.nome)
        }


def test_a_late_write_that_is_refused_leaves_its_rows(
    indice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else took the lock meanwhile: what we read may be old."""
    scheda = make_scheda()
    before = list(rows_of(indice.nome).values_list("pk", flat=True))

    def late(*args: Any, **kwargs: Any) -> None:
        raise WriterBusy("scrittura")

    monkeypatch.setattr(indice, "update", late)
    assert drain() == 0
    assert list(rows_of(indice.nome).values_list("pk", flat=True)) == before
    monkeypatch.undo()
    drain()
    assert has(indice, scheda)


# --- forgetting -----------------------------------------------------------------------------------


def test_an_index_out_of_sight_for_a_week_is_forgotten_and_comes_back_whole(
    indice: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = elsewhere(tmp_path / "altrove")
    went, came = make_scheda(codice="5.1"), make_scheda(codice="5.2", live=False)
    drain()
    drain(away)
    with away.building() as generation:
        went.unpublish()
        drain(away)
        DaIndicizzare.objects.create(
            indice=generation_of(away.nome, generation.nome),
            content_type_id=DaIndicizzare.objects.values_list("content_type", flat=True)[0],
            object_id=went.pk,
        )
        last_seen(away, ASSENZA - dt.timedelta(hours=1))
        assert forget_the_absent() == 0
        last_seen(away, ASSENZA + dt.timedelta(hours=1))
        assert jobs.forget_once_a_day() == 1
    assert set(DaIndicizzare.objects.values_list("indice", flat=True)) == {indice.nome}
    publish(came)
    assert waiting(away) == set()
    # It comes back: it answers, and lacks what it never heard of.
    assert away.health().stato == "ok"
    assert drain(away) == 0
    assert is_to_be_built(away)
    assert check(away).guasto
    monkeypatch.setattr(jobs, "local_engine", lambda: away)
    assert jobs.build_what_is_missing() > 0
    assert (has(away, came), is_to_be_built(away)) == (True, False)
    assert check(away) == Confronto()


def test_one_that_came_back_and_died_while_it_was_built_is_not_whole(
    indice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    IndiceTenuto.objects.all().delete()

    def breaks(index: str) -> Iterator[list[Document]]:
        raise RuntimeError("ucciso")

    monkeypatch.setattr(indexing, "batches", breaks)
    with pytest.raises(RuntimeError):
        rebuild()
    scheda = make_scheda()
    assert scheda.pk in waiting(indice)
    assert is_to_be_built(indice)
    monkeypatch.undo()
    bring_up_to_date()
    assert not is_to_be_built(indice)
    assert has(indice, scheda)


def test_whoever_drains_is_in_sight_and_it_is_noted_once_an_hour(
    indice: Any, django_assert_num_queries: Any
) -> None:
    last_seen(indice, dt.timedelta(days=6))
    drain()
    row = IndiceTenuto.objects.get(nome=indice.nome)
    assert timezone.now() - row.visto < dt.timedelta(minutes=1)
    with django_assert_num_queries(1):
        assert follows(indice.nome)


def test_rows_that_no_index_waits_for_go_after_a_week(indice: Any) -> None:
    make_scheda()
    drain()
    make_scheda(codice="5.2")
    kept = waiting(indice)
    DaIndicizzare.objects.update(quando=timezone.now() - 2 * ASSENZA)
    row = DaIndicizzare.objects.all()[0]
    for name in ("embedded", "embedded/g-1"):
        DaIndicizzare.objects.create(
            indice=name, content_type=row.content_type, object_id=1, quando=row.quando
        )
    lately = DaIndicizzare.objects.create(
        indice="appena-nato", content_type=row.content_type, object_id=1
    )
    assert forget_the_absent() == 0
    assert waiting(indice) == kept
    assert set(DaIndicizzare.objects.exclude(indice=indice.nome)) == {lately}


# --- what is done where ---------------------------------------------------------------------------


def test_each_machine_keeps_its_own_and_one_of_them_what_all_share() -> None:
    where = {job.nome: job.ovunque for job in registry.all() if job.nome.startswith("search.")}
    for name in ("indicizza", "ricostruisci", "confronta"):
        assert where[f"search.{name}"]
        assert not where[f"search.{name}_elasticsearch"]
    assert not where["search.dimentica"]


def test_without_a_cluster_its_jobs_do_nothing(indice: Any) -> None:
    make_scheda()
    before = DaIndicizzare.objects.count()
    for job in (
        jobs.index_changes_for_all,
        jobs.build_what_is_missing_for_all,
        jobs.compare_once_a_day_for_all,
    ):
        assert job() == 0
    assert DaIndicizzare.objects.count() == before


def test_one_that_cannot_be_built_does_not_stop_the_other(
    indice: Any, shared: Shared, capsys: pytest.CaptureFixture[str]
) -> None:
    scheda = make_scheda()
    with shared.building(), pytest.raises(CommandError, match="Non tutti"):
        call_command("search_rebuild")
    said = capsys.readouterr()
    assert f"{indice.nome}: ricostruito" in said.out
    assert f"{shared.nome}: un altro processo" in said.err
    assert (has(indice, scheda), has(shared, scheda)) == (True, False)
    call_command("search_rebuild", "--solo", "elasticsearch")
    assert indice.nome not in capsys.readouterr().out
    assert has(shared, scheda)


def test_the_check_says_which_index_differs(
    indice: Any, shared: Shared, capsys: pytest.CaptureFixture[str]
) -> None:
    scheda = make_scheda()
    drain()
    drain(shared)
    with shared.writing():
        shared.update([], [uid_of(SchedaPage, scheda.pk)])
    with pytest.raises(SystemExit) as exit_:
        call_command("search_check")
    assert exit_.value.code == 1
    assert capsys.readouterr().out.splitlines()[:4] == [
        f"{shared.nome}:",
        f"manca: {uid_of(SchedaPage, scheda.pk)}",
        f"{indice.nome}:",
        "L’indice è uguale ai contenuti.",
    ]
    call_command("search_check", "--repair")
    assert has(shared, scheda)
    assert waiting(indice) == set(), "l’altro non c’entra"


# --- names ----------------------------------------------------------------------------------------


def test_whoever_asks_together_agrees_on_the_name_of_an_index(tmp_path: Path) -> None:
    """Each opens the files himself, as processes do."""
    together = threading.Barrier(8)

    def named(folder: Path) -> str:
        together.wait()
        return Generations(folder).identity()

    with ThreadPoolExecutor(8) as pool:
        agreed = [set(pool.map(named, [tmp_path / str(number)] * 8)) for number in range(20)]
    assert [len(names) for names in agreed] == [1] * 20
    assert len(set.union(*agreed)) == 20


def test_a_directory_that_was_emptied_is_another_index(indice: Any, settings: Any) -> None:
    before = indice.nome
    shutil.rmtree(settings.SEARCH_DIR)
    assert indice.nome != before
    assert is_to_be_built(indice)
    bring_up_to_date()
    assert follows(indice.nome)


def test_a_place_that_cannot_be_written_fails_no_save(
    indice: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    listen("embedded-altrove")

    def unwritable(self: Any) -> str:
        raise OSError("disco pieno")

    monkeypatch.setattr(Generations, "identity", unwritable)
    scheda = make_scheda()
    assert scheda.pk in {row.object_id for row in rows_of("embedded-altrove")}
