"""The groups of today: kept by each process, read again at once after a change anywhere."""

import threading
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from piattaforma.lingua import tokens
from piattaforma.nucleo.models import Generazione
from search.bootstrap import bootstrap
from search.models import GruppoSinonimi
from search.risposte.sinonimi import CHIAVE, current_synonyms

pytestmark = pytest.mark.django_db


def others(typed: str) -> set[str]:
    """What else is looked for when this is typed."""
    matches = current_synonyms().matches(tokens(typed))
    return {one.testo for match in matches for one in match.alternative}


def queries(ask: Any) -> int:
    with CaptureQueriesContext(connection) as caught:
        ask()
    return len(caught)


def test_a_group_is_in_effect_at_once_and_costs_one_query() -> None:
    assert others("un frullatore") == set()
    group = GruppoSinonimi.objects.create(espressioni="frullatore\nmixer da cucina")
    assert others("i frullatori") == {"mixer da cucina"}
    assert queries(current_synonyms) == 1
    group.espressioni += "\nsbattitore"
    group.save()
    assert others("frullatore") == {"mixer da cucina", "sbattitore"}
    group.attivo = False
    group.save()
    assert others("frullatore") == set()
    group.attivo = True
    group.save()
    group.delete()
    assert others("frullatore") == set()


def test_what_a_transaction_takes_back_is_not_kept() -> None:
    with transaction.atomic():
        GruppoSinonimi.objects.create(espressioni="frullatore\nmixer")
        assert others("frullatore") == {"mixer"}
        transaction.set_rollback(True)
    assert others("frullatore") == set()


@pytest.mark.django_db(transaction=True)
def test_another_thread_that_has_read_them_reads_them_again() -> None:
    """A server's thread has its own connection; what processes share is the table alone."""
    changed, read = threading.Event(), threading.Event()
    seen: list[set[str]] = []

    def serve() -> None:
        seen.append(others("frullatore"))
        read.set()
        changed.wait(10)
        seen.append(others("frullatore"))
        connection.close()

    server = threading.Thread(target=serve)
    server.start()
    assert read.wait(10)
    GruppoSinonimi.objects.create(espressioni="frullatore\nmixer")
    changed.set()
    server.join(10)
    assert seen == [set(), {"mixer"}]


def test_the_first_groups_come_once_and_are_real() -> None:
    assert GruppoSinonimi.objects.count() >= 40
    assert "Società della Salute" in others("sds toscane")
    assert "avviso pubblico" in others("bandi aperti")
    assert others("senza dimora a Livorno") >= {"senzatetto", "homeless"}
    # Two letters are an acronym in capitals alone.
    assert others("la PA")
    assert not others("pa")
    gone = GruppoSinonimi.objects.get(espressioni__startswith="SdS")
    gone.delete()
    bootstrap()
    assert not others("sds")
    GruppoSinonimi.objects.all().delete()
    bootstrap()
    assert not GruppoSinonimi.objects.exists()


def test_the_token_of_synonyms_is_not_that_of_the_frame() -> None:
    frame = Generazione.current()
    before = Generazione.current(CHIAVE)
    GruppoSinonimi.objects.create(espressioni="frullatore\nmixer")
    assert (Generazione.current(), Generazione.current(CHIAVE) != before) == (frame, True)
