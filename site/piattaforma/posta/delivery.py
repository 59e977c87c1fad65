"""The worker: takes due messages one by one and gives them to the transport."""

import time
from collections.abc import Callable
from datetime import timedelta

import structlog
from django.db import Error

from piattaforma.lavori.database import renew_connections
from piattaforma.lavori.stopping import stop_requested

from .mime import build_envelope
from .models import Messaggio
from .operations import claim_next, close, reap_abandoned
from .transports.base import Esito, Fine, Transport
from .workers import new_worker_name

logger = structlog.get_logger(__name__)

#: How long one run may go on taking messages: other jobs wait behind it.
DURATA = timedelta(seconds=30)
#: Seconds to wait before writing once more an outcome that the database did not take.
PAUSE = (0.5, 2.0, 5.0)


class Worker:
    """One run of deliveries. One message at a time: a crash leaves at most one in doubt."""

    def __init__(self, transport: Transport, *, durata: timedelta = DURATA) -> None:
        self.transport = transport
        self.durata = durata
        self.name = new_worker_name()

    def run(self) -> int:
        """Deliver until nothing is due, time is over or a stop is asked; how many were taken.

        `TransportUnavailableError` if there is no way out: no message is taken then.
        """
        reap_abandoned()
        deadline = time.monotonic() + self.durata.total_seconds()
        done = 0
        try:
            while time.monotonic() < deadline and not stop_requested():
                if not Messaggio.objects.due().exists():
                    break
                # Opened before taking: a server that is away costs no message a try.
                self.transport.open()
                if not self.deliver_next():
                    break
                done += 1
        finally:
            self.transport.close()
        return done

    def deliver_next(self) -> bool:
        """Take one message and carry it to its end; False if none is due."""
        messaggio = claim_next(worker=self.name)
        if messaggio is None:
            return False
        if messaggio.stato == Messaggio.Stato.IN_INVIO:
            esito = self._attempt(messaggio)
            insist(lambda: close(messaggio=messaggio, esito=esito))
        return True

    def _attempt(self, messaggio: Messaggio) -> Esito:
        try:
            busta = build_envelope(messaggio)
        except Exception as exc:
            # Nothing left this process: what cannot be written as a mail never will.
            logger.exception("posta.unwritable", messaggio=messaggio.pk)
            return Esito(Fine.RESPINTA, f"messaggio non componibile: {type(exc).__name__}")
        return self.transport.send(busta)


def insist(write: Callable[[], bool]) -> bool:
    """Write a known outcome, again if the database was away; in the end it raises.

    If it cannot be written at all the row stays in flight, and is found by `reap_abandoned`.
    """
    for pause in PAUSE:
        try:
            return write()
        except Error:
            logger.warning("posta.close_retried", exc_info=True)
            renew_connections()
            time.sleep(pause)
    return write()
