"""The worker, from the ledger to a real server."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from pytest_django import Settings

from piattaforma.posta import delivery
from piattaforma.posta.delivery import Worker, insist
from piattaforma.posta.jobs import consegna
from piattaforma.posta.models import Messaggio
from piattaforma.posta.operations import queue_free_message
from piattaforma.posta.transports import get_transport
from piattaforma.posta.transports.base import TransportUnavailableError
from tests.posta.sink import Sink

pytestmark = pytest.mark.django_db(transaction=True)


def queue(*names: str) -> None:
    for name in names:
        queue_free_message(destinatario=f"{name}@example.org", oggetto="x", testo="y")


def states() -> dict[str, str]:
    rows = Messaggio.objects.values_list("destinatario", "stato")
    return {destinatario.partition("@")[0]: stato for destinatario, stato in rows}


def test_every_answer_ends_in_its_state_and_stops_nobody_else(sink: Sink) -> None:
    queue("anna", "occupato", "ignoto", "tace", "vietato", "cade", "bruno")
    assert consegna() == 7
    assert states() == {
        "anna": "accettata",
        "occupato": "da_inviare",
        "ignoto": "respinta",
        "tace": "incerta",
        "vietato": "respinta",
        "cade": "da_inviare",
        "bruno": "accettata",
    }
    assert consegna() == 0
    assert set(sink.copies().values()) == {1}


def test_a_server_that_is_away_costs_no_message_a_try(sink: Sink, settings: Settings) -> None:
    queue("anna")
    port = settings.POSTA_SMTP_PORT
    settings.POSTA_SMTP_PORT = 1
    with pytest.raises(TransportUnavailableError):
        consegna()
    row = Messaggio.objects.get()
    assert (row.stato, row.tentativi) == ("da_inviare", 0)
    settings.POSTA_SMTP_PORT = port
    assert consegna() == 1
    assert states() == {"anna": "accettata"}


def test_with_nothing_due_no_server_is_called(settings: Settings) -> None:
    settings.POSTA_TRASPORTO, settings.POSTA_SMTP_PORT = "smtp", 1
    assert consegna() == 0


def test_a_run_ends_with_its_time(sink: Sink) -> None:
    queue("anna")
    assert Worker(get_transport(), durata=timedelta(0)).run() == 0
    assert states() == {"anna": "da_inviare"}


def test_a_row_that_makes_no_mail_is_refused_and_not_sent(sink: Sink) -> None:
    queue("anna", "bruno")
    Messaggio.objects.filter(destinatario__startswith="anna").update(oggetto="x\r\nBcc: z")
    assert consegna() == 2
    assert states() == {"anna": "respinta", "bruno": "accettata"}
    assert [address for address, _ in sink.accepted] == ["bruno@example.org"]


def test_a_known_outcome_is_written_again_when_the_database_comes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delivery, "PAUSE", (0.0, 0.0))
    tries = iter([OperationalError("via"), OperationalError("via"), None])

    def write() -> bool:
        fault = next(tries)
        if fault is not None:
            raise fault
        return True

    assert insist(write)
    assert next(tries, "finiti") == "finiti"
