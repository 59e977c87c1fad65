"""The loop: what is due runs, periods are honoured from the table, no job stops the others."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from piattaforma.lavori.journals import MachineJournal
from piattaforma.lavori.loop import Loop, due_at
from piattaforma.lavori.models import Esecuzione
from piattaforma.lavori.operations import CICLO
from piattaforma.lavori.registry import Lavoro, Registry, Rinviato, lavoro, registry
from piattaforma.lavori.stato import eta_ciclo

HOUR = timedelta(hours=1)
NOON = datetime(2027, 3, 28, 12, tzinfo=UTC)


def job(nome: str, funzione: object, ogni: timedelta = HOUR, *, ovunque: bool = False) -> Lavoro:
    assert callable(funzione)
    return Lavoro(nome=nome, ogni=ogni, etichetta=nome, funzione=funzione, ovunque=ovunque)


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, NOON),
        (NOON - 2 * HOUR, NOON - HOUR),
        (NOON - HOUR / 2, NOON + HOUR / 2),
        # The clock went back: a start in the future delays nothing.
        (NOON + 5 * HOUR, NOON),
    ],
)
def test_when_a_job_is_due(last: datetime | None, due: datetime) -> None:
    assert due_at(job("prova.uno", int), last, NOON) == due


def test_two_jobs_cannot_share_a_name_nor_have_no_period() -> None:
    mine = Registry()
    lavoro("prova.uno", ogni=HOUR, etichetta="Uno", registro=mine)(lambda: 1)
    with pytest.raises(ValueError, match="già registrato"):
        lavoro("prova.uno", ogni=HOUR, etichetta="Altro", registro=mine)(lambda: 2)
    with pytest.raises(ValueError, match="positivo"):
        lavoro("prova.due", ogni=timedelta(0), etichetta="Due", registro=mine)(lambda: 2)


def test_the_jobs_of_the_apps_are_found() -> None:
    assert {"posta.consegna", "posta.pulizia"} <= {j.nome for j in registry.all()}


@pytest.mark.django_db
def test_a_turn_runs_each_due_job_once_and_honours_the_periods_of_the_table() -> None:
    ran: list[str] = []
    Esecuzione.objects.create(nome="prova.recente", ultimo_inizio=timezone.now() - HOUR / 2)
    Esecuzione.objects.create(nome="prova.vecchio", ultimo_inizio=timezone.now() - 2 * HOUR)
    loop = Loop([job(n, lambda n=n: ran.append(n)) for n in ("prova.recente", "prova.vecchio")])

    wake = loop.turn()
    assert ran == ["prova.vecchio"]
    assert timedelta(minutes=29) < wake - timezone.now() <= timedelta(minutes=30)
    loop.turn()
    assert ran == ["prova.vecchio"]


@pytest.mark.django_db
def test_a_job_that_raises_is_written_down_and_the_others_run() -> None:
    def broken() -> int:
        raise RuntimeError("non va")

    Loop([job("prova.rotto", broken), job("prova.sano", lambda: 7)]).turn()

    rotto, sano = (Esecuzione.objects.get(nome=f"prova.{n}") for n in ("rotto", "sano"))
    assert (rotto.ultimo_esito, rotto.errore) == ("errore", "RuntimeError: non va")
    assert (sano.ultimo_esito, sano.errore, sano.quante) == ("ok", "", 7)
    assert sano.ultima_fine is not None


@pytest.mark.django_db
def test_each_machine_does_its_own_jobs_and_one_of_them_the_site_s(tmp_path: Path) -> None:
    ran: list[str] = []
    jobs = [
        job("prova.sito", lambda: ran.append("sito")),
        job("prova.qui", lambda: ran.append("qui"), ovunque=True),
    ]
    here, there = (MachineJournal(tmp_path / f"{name}.json") for name in ("qui", "là"))
    Loop(jobs, machine=here).turn()
    assert ran == ["sito", "qui"]
    Loop(jobs, machine=there).turn(site=False)
    assert ran == ["sito", "qui", "qui"]
    assert {row.nome for row in Esecuzione.objects.all()} == {CICLO, "prova.sito"}
    # A loop that starts anew on the same machine has done it already.
    Loop(jobs, machine=MachineJournal(tmp_path / "qui.json")).turn()
    assert ran == ["sito", "qui", "qui"]


@pytest.mark.parametrize("harm", ["{", "[1]", '{"prova.qui": 3}', '{"prova.qui": "2026-01-01"}'])
def test_a_spoilt_file_of_starts_counts_for_nothing(harm: str, tmp_path: Path) -> None:
    (tmp_path / "qui.json").write_text(harm)
    assert MachineJournal(tmp_path / "qui.json").last_starts() == {}


def test_a_disk_that_is_full_stops_no_job(tmp_path: Path) -> None:
    journal = MachineJournal(tmp_path / "mai" / "qui.json")
    journal.start("prova.qui")
    assert journal.last_starts()["prova.qui"] is not None


@pytest.mark.django_db
def test_a_job_that_has_told_why_is_written_down_and_not_told_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def waits() -> int:
        raise Rinviato("non risponde")

    Loop([job("prova.aspetta", waits)]).turn()
    row = Esecuzione.objects.get(nome="prova.aspetta")
    assert (row.ultimo_esito, row.errore) == ("errore", "Rinviato: non risponde")
    assert not caplog.records


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_breaks_under_a_job_is_renewed() -> None:
    def breaks_its_connection() -> int:
        connection.ensure_connection()
        connection.connection.close()
        return Esecuzione.objects.count()

    Loop(
        [job("prova.rompe", breaks_its_connection), job("prova.dopo", Esecuzione.objects.count)]
    ).turn()

    assert Esecuzione.objects.get(nome="prova.rompe").ultimo_esito == "errore"
    assert Esecuzione.objects.get(nome="prova.dopo").ultimo_esito == "ok"


@pytest.mark.django_db
def test_the_age_of_the_loop() -> None:
    assert eta_ciclo() is None
    Loop([]).turn()
    age = eta_ciclo()
    assert age is not None
    assert age < timedelta(seconds=5)
    Esecuzione.objects.filter(nome=CICLO).update(ultimo_inizio=timezone.now() - HOUR)
    assert eta_ciclo() >= HOUR
