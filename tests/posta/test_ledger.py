"""The ledger: rows are asked for once, move by the rules of the states, and forget."""

from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from piattaforma.posta import operations, workers
from piattaforma.posta.models import Allegato, Messaggio
from piattaforma.posta.operations import File, claim_next, close, queue_free_message, queue_message
from piattaforma.posta.tipi import Categoria, TipoMessaggio, register_message_type
from piattaforma.posta.transports.base import Esito, Fine

S = Messaggio.Stato
WORKER = "prova:1:1:1"

#: What the types of these tests answer when asked whether a row is still due.
answers: dict[str, bool] = {}


def ask(messaggio: Messaggio) -> bool:
    return answers[messaggio.dati["chi"]]


register_message_type(
    TipoMessaggio(
        codice="prova.avviso",
        etichetta="Avviso di prova",
        categoria=Categoria.AVVISO,
        template="posta/libero.html",
        still_due=ask,
    )
)


def queue(**changes: object) -> Messaggio:
    arguments = {"destinatario": "a@example.org", "oggetto": "Prova", "testo": "Ciao"} | changes
    return queue_free_message(**arguments)  # type: ignore[arg-type]


def queue_asking(chi: str, chiave: str | None = None) -> Messaggio:
    return queue_message(
        tipo="prova.avviso",
        destinatario="a@example.org",
        contesto={"oggetto_libero": "Prova", "corpo": "Ciao"},
        chiave=chiave,
        dati={"chi": chi},
    )


def take() -> Messaggio:
    messaggio = claim_next(worker=WORKER)
    assert messaggio is not None
    return messaggio


@pytest.mark.django_db
class TestAsking:
    def test_the_same_key_makes_one_row_for_a_type(self) -> None:
        first, again = queue_asking("x", chiave="k"), queue_asking("x", chiave="k")
        assert first.pk == again.pk
        assert queue_asking("x", chiave="altra").pk != first.pk
        assert Messaggio.objects.count() == 2

    def test_a_row_lives_and_dies_with_the_transaction_of_who_asks(self) -> None:
        with transaction.atomic():
            queue()
            transaction.set_rollback(True)
        assert not Messaggio.objects.exists()

    @pytest.mark.parametrize(
        "bad", ["a\nBcc: x@example.org", "a\r\n\r\ncorpo", "a\x00b", "a\x0bb", "a\u2028b", "a\x85b"]
    )
    def test_header_injection_is_refused_everywhere(self, bad: str) -> None:
        for where in ({"oggetto": bad}, {"destinatario": f"{bad}@example.org"}):
            with pytest.raises(BadHeaderError):
                queue(**where)
        with pytest.raises(BadHeaderError):
            queue(intestazioni={"X-Prova": bad})
        with pytest.raises(BadHeaderError):
            queue(intestazioni={f"X-{bad}": "v"})
        with pytest.raises(BadHeaderError):
            queue(allegati=[File(bad, "text/plain", b"")])
        with pytest.raises(BadHeaderError):
            queue_message(
                tipo="posta.libero",
                destinatario="a@example.org",
                contesto={"oggetto_libero": bad, "corpo": ""},
            )
        assert not Messaggio.objects.exists()

    @pytest.mark.parametrize(
        "bad", ["", "nessuno", "a@b@c", "a@example.org, b@example.org", "ü@example.org"]
    )
    def test_what_is_no_single_address_is_refused(self, bad: str) -> None:
        with pytest.raises(ValidationError):
            queue(destinatario=bad)

    def test_names_are_dropped_and_domains_written_in_ascii(self) -> None:
        assert queue(destinatario="Anna <anna@perché.example>").destinatario == (
            "anna@xn--perch-fsa.example"
        )


@pytest.mark.django_db
class TestTaking:
    def test_the_oldest_due_row_is_taken_once(self) -> None:
        first, second = queue(), queue()
        taken = take()
        assert (taken.pk, taken.stato, taken.worker, taken.tentativi) == (
            first.pk, S.IN_INVIO, WORKER, 1,
        )  # fmt: skip
        assert taken.presa_il is not None
        assert taken.primo_tentativo_il is not None
        assert take().pk == second.pk
        assert claim_next(worker=WORKER) is None

    def test_what_is_not_due_any_more_is_suppressed_when_its_turn_comes(self) -> None:
        answers["x"] = True
        row = queue_asking("x")
        answers["x"] = False
        assert take().stato == S.SOPPRESSA
        row.refresh_from_db()
        assert row.chiusa_il is not None
        assert row.worker == ""

    def test_a_question_that_fails_puts_the_row_off_and_lets_the_others_pass(self) -> None:
        answers.pop("nessuno", None)
        row = queue_asking("nessuno")
        other = queue()
        assert take().stato == S.DA_INVIARE
        assert take().pk == other.pk
        row.refresh_from_db()
        assert "KeyError" in row.risposta
        assert row.prossimo_tentativo_il > timezone.now()

    def test_a_row_of_a_type_that_is_gone_waits(self) -> None:
        row = queue()
        Messaggio.objects.update(tipo="prova.sparito")
        assert take().stato == S.DA_INVIARE
        row.refresh_from_db()
        assert "UnknownMessageTypeError" in row.risposta


@pytest.mark.django_db
class TestClosing:
    @pytest.mark.parametrize(
        ("fine", "stato"),
        [(Fine.ACCETTATA, S.ACCETTATA), (Fine.RESPINTA, S.RESPINTA), (Fine.INCERTA, S.INCERTA)],
    )
    def test_a_definite_end(self, fine: Fine, stato: str) -> None:
        queue()
        row = take()
        assert close(messaggio=row, esito=Esito(fine, "parole"))
        row.refresh_from_db()
        assert (row.stato, row.risposta, row.worker) == (stato, "parole", "")
        assert row.chiusa_il is not None

    def test_only_the_worker_that_holds_the_row_closes_it(self) -> None:
        queue()
        row = take()
        Messaggio.objects.update(worker="altro")
        assert not close(messaggio=row, esito=Esito(Fine.ACCETTATA))
        Messaggio.objects.update(worker=WORKER, stato=S.INCERTA)
        assert not close(messaggio=row, esito=Esito(Fine.ACCETTATA))
        row.refresh_from_db()
        assert row.stato == S.INCERTA

    def test_not_now_is_tried_at_most_eight_times_in_seventy_two_hours(self) -> None:
        queue()
        waits = []
        for _ in range(7):
            row = take()
            close(messaggio=row, esito=Esito(Fine.RINVIATA, "451"))
            row.refresh_from_db()
            assert row.stato == S.DA_INVIARE
            waits.append(row.prossimo_tentativo_il - timezone.now())
            assert claim_next(worker=WORKER) is None
            Messaggio.objects.update(prossimo_tentativo_il=timezone.now())
        assert waits == sorted(waits)
        assert sum(waits, timedelta()) < timedelta(hours=72)
        row = take()
        close(messaggio=row, esito=Esito(Fine.RINVIATA, "451"))
        row.refresh_from_db()
        assert (row.stato, row.tentativi) == (S.RESPINTA, 8)
        assert row.risposta == "tentativi esauriti: 451"


def test_no_try_starts_after_seventy_two_hours() -> None:
    now = datetime(2027, 1, 4, tzinfo=UTC)
    row = Messaggio(tentativi=2, primo_tentativo_il=now - timedelta(hours=72))
    assert operations.next_try(row, now) is None
    row.primo_tentativo_il = now - timedelta(hours=71)
    assert operations.next_try(row, now) == now + timedelta(minutes=10)


@pytest.mark.django_db
class TestFindingTheLost:
    def test_rows_of_the_dead_and_of_the_silent_become_doubtful_the_others_fly_on(self) -> None:
        mine = workers.new_worker_name()
        host, pid, started, _ = mine.rsplit(":", 3)
        reused = f"{host}:{pid}:{int(started) + 1}:1"
        gone = f"{host}:4194305:1:1"
        elsewhere = "altra-macchina:1:1:1"
        rows = {}
        for worker in (mine, reused, gone, elsewhere):
            queue()
            claimed = claim_next(worker=worker)
            assert claimed is not None
            rows[worker] = claimed.pk
        late = queue()
        claim_next(worker=elsewhere)
        Messaggio.objects.filter(pk=late.pk).update(
            presa_il=timezone.now() - operations.LEASE - timedelta(minutes=1)
        )
        assert operations.reap_abandoned() == 3
        states = dict(Messaggio.objects.values_list("pk", "stato"))
        assert states[rows[mine]] == states[rows[elsewhere]] == S.IN_INVIO
        assert states[rows[reused]] == states[rows[gone]] == states[late.pk] == S.INCERTA


@pytest.mark.django_db
class TestOperators:
    def test_only_chosen_rows_that_may_go_again_do(self) -> None:
        rows = {stato: queue() for stato in S}
        for stato, row in rows.items():
            worker = "w" if stato == S.IN_INVIO else ""
            Messaggio.objects.filter(pk=row.pk).update(stato=stato, worker=worker, tentativi=8)
        emptied = queue()
        Messaggio.objects.filter(pk=emptied.pk).update(stato=S.INCERTA, svuotata_il=timezone.now())
        not_chosen = queue()
        Messaggio.objects.filter(pk=not_chosen.pk).update(stato=S.INCERTA)
        chosen = [row.pk for row in rows.values()] + [emptied.pk]
        assert operations.resend(pks=chosen, utente_id=None) == 2
        for stato, row in rows.items():
            row.refresh_from_db()
            expected = S.DA_INVIARE if stato in (S.INCERTA, S.RESPINTA) else stato
            assert row.stato == expected
        assert rows[S.INCERTA].tentativi == 0
        not_chosen.refresh_from_db()
        assert not_chosen.stato == S.INCERTA


@pytest.mark.django_db
class TestForgetting:
    def test_texts_go_after_a_month_and_addresses_after_a_year(self) -> None:
        row = queue(allegati=[File("a.txt", "text/plain", b"segreto")])
        young = queue()
        close(messaggio=take(), esito=Esito(Fine.ACCETTATA))
        close(messaggio=take(), esito=Esito(Fine.ACCETTATA))
        waiting = queue()
        now = timezone.now()
        Messaggio.objects.filter(pk=row.pk).update(chiusa_il=now - timedelta(days=31))
        Messaggio.objects.filter(pk=young.pk).update(chiusa_il=now - timedelta(days=29))

        assert operations.forget_texts() == 1
        row.refresh_from_db()
        assert (row.oggetto, row.testo, row.html, row.intestazioni) == ("", "", "", {})
        assert not Allegato.objects.exists()
        assert (row.stato, row.tipo, row.destinatario) == (
            S.ACCETTATA,
            "posta.libero",
            "a@example.org",
        )
        assert row.svuotata_il is not None
        assert operations.forget_texts() == 0

        Messaggio.objects.filter(pk=row.pk).update(chiusa_il=now - timedelta(days=366))
        assert operations.forget_addresses() == 1
        row.refresh_from_db()
        assert row.destinatario == ""
        for other in (young, waiting):
            other.refresh_from_db()
            assert other.testo
            assert other.destinatario


class Model:
    """What the ledger promises about one row, in plain Python, beside the row itself."""

    ENDS = MappingProxyType(
        {
            "accept": (Fine.ACCETTATA, "accettata"),
            "refuse": (Fine.RESPINTA, "respinta"),
            "lose": (Fine.INCERTA, "incerta"),
            "defer": (Fine.RINVIATA, "da_inviare"),
        }
    )
    EVENTS = ("claim", *ENDS, "die", "resend", "wait", "undue")

    def __init__(self) -> None:
        answers["modello"] = True
        self.row = queue_asking("modello")
        self.held: Messaggio | None = None
        self.stato, self.tries, self.ready = "da_inviare", 0, True

    def step(self, event: str) -> None:
        if event in self.ENDS:
            self.end(event)
        else:
            getattr(self, event)()

    def claim(self) -> None:
        self.held = claim_next(worker="altra-macchina:1:1:1") or self.held
        if self.stato == "da_inviare" and self.ready:
            self.tries += 1
            self.stato = "in_invio" if answers["modello"] else "soppressa"

    def end(self, event: str) -> None:
        if self.held is None:
            return
        fine, then = self.ENDS[event]
        done = close(messaggio=self.held, esito=Esito(fine))
        assert done == (self.stato == "in_invio")
        if done:
            over = event == "defer" and self.tries >= operations.MAX_TENTATIVI
            self.stato, self.ready = ("respinta" if over else then), event != "defer"

    def die(self) -> None:
        Messaggio.objects.update(presa_il=timezone.now() - timedelta(days=1))
        reaped = operations.reap_abandoned()
        assert reaped == (self.stato == "in_invio")
        self.stato = "incerta" if reaped else self.stato

    def resend(self) -> None:
        sent = operations.resend(pks=[self.row.pk], utente_id=None)
        assert sent == (self.stato in {"incerta", "respinta"})
        if sent:
            self.stato, self.tries, self.ready = "da_inviare", 0, True

    def wait(self) -> None:
        Messaggio.objects.update(prossimo_tentativo_il=timezone.now())
        self.ready = True

    def undue(self) -> None:
        answers["modello"] = False


class TestStateMachine(TestCase):
    """Any sequence of events, against the model."""

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.sampled_from(Model.EVENTS), max_size=25))
    def test_the_row_follows_the_model(self, events: list[str]) -> None:
        model = Model()
        for event in events:
            model.step(event)
            row = Messaggio.objects.get()
            assert (row.stato, row.tentativi) == (model.stato, model.tries), event
            assert (row.chiusa_il is not None) == (model.stato in Messaggio.CHIUSI)
            assert bool(row.worker) == (model.stato == "in_invio")
