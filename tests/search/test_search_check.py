"""`search_check`: what is missing, old or too much is told, and put right where it is asked for."""

import datetime as dt
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from piattaforma.lavori.registry import registry
from search import comparison, jobs
from search.comparison import Confronto, check
from search.contract import Document
from search.engines import local_engine
from search.indexing import drain
from search.models import DaIndicizzare
from search.uids import uid_of
from sussidiario.models import SchedaPage
from tests.factories import make_scheda
from tests.search.due_motori import fallen

pytestmark = pytest.mark.django_db


@pytest.fixture
def harmed(indice: Any) -> dict[str, str]:
    """One document is missing, one is old, two are too much; and no row says so."""
    missing, old, extra = (make_scheda(codice=f"4.{number}") for number in (1, 2, 3))
    drain()
    with indice.writing():
        indice.update(
            [Document("tolta.app:7", "Di un’app tolta")], [uid_of(SchedaPage, missing.pk)]
        )
    SchedaPage.objects.filter(pk=old.pk).update(title="Cambiata senza dirlo")
    SchedaPage.objects.filter(pk=extra.pk).update(live=False)
    names = {"manca": missing, "vecchio": old, "di troppo": extra}
    return {label: uid_of(SchedaPage, page.pk) for label, page in names.items()}


def run(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    code = 0
    try:
        call_command("search_check", *options)
    except SystemExit as exc:
        code = int(str(exc.code))
    return code, capsys.readouterr().out


def test_differences_are_told_then_put_right(
    harmed: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(capsys)
    assert code == 1
    for label, uid in {**harmed, "di troppo": "tolta.app:7"}.items():
        assert f"{label}: {uid}\n" in said
    assert f"di troppo: {harmed['di troppo']}\n" in said
    assert run(capsys, "--repair")[0] == 0
    assert run(capsys) == (0, f"{local_engine().nome}:\nL’indice è uguale ai contenuti.\n")


def test_what_waits_is_no_difference(indice: Any) -> None:
    make_scheda()
    assert DaIndicizzare.objects.exists()
    assert check() == Confronto()


def test_an_index_that_does_not_answer_is_told_and_built(
    indice: Any, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    from pathlib import Path

    (Path(settings.SEARCH_DIR) / "in-uso").unlink()
    code, said = run(capsys)
    assert code == 1
    assert "L’indice è vuoto." in said
    assert run(capsys, "--repair")[0] == 0
    assert indice.health().stato == "ok"


def test_the_job_compares_once_a_day_whichever_process_did_it_last(
    harmed: dict[str, str], indice: Any
) -> None:
    (job,) = [one for one in registry.all() if one.funzione is jobs.compare_once_a_day]
    assert job.ogni == dt.timedelta(days=1)
    assert jobs.compare_once_a_day() == 4
    assert check() == Confronto()


def test_a_busy_index_is_no_failure_of_the_job(
    harmed: dict[str, str], indice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparison, "PAZIENZA", 0.1)
    with indice.writing():
        assert jobs.compare_once_a_day() == 0
    drain()
    assert jobs.compare_once_a_day() > 0
    assert check() == Confronto()


def test_why_a_cluster_does_not_answer_is_told(
    indice: Any, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SEARCH_ENGINE = "elasticsearch"
    with fallen():
        code, said = run(capsys)
        assert (code, "Elasticsearch non risponde: ConnectionError\n" in said) == (1, True)
        with pytest.raises(CommandError, match="Non tutti"):
            run(capsys, "--repair")
        assert f"{local_engine().nome}:\nL’indice è uguale ai contenuti.\n" in said
