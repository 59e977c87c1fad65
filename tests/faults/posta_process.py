"""What the killed worker runs: our SMTP transport, that stops at a chosen point and waits there.

All of production's code runs (`manage.py lavori --once`, claim, session, close); only the transport
is a subclass. It says on standard output where it is and sleeps; the test kills the process.
"""

import os
import smtplib
import sys
import time

from piattaforma.posta.transports.base import Busta, Esito
from piattaforma.posta.transports.smtp import SmtpTransport

#: Where the process stops; and at which message of its run, counted from 0.
POINT = os.environ.get("PUNTO", "")
AT = int(os.environ.get("AL_MESSAGGIO", "0"))
POINTS = ("before_claim", "after_claim", "before_data", "after_data", "before_close")


class StoppingSmtp(SmtpTransport):
    """Waits to be killed at `PUNTO`."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0

    def _pass(self, point: str) -> None:
        if point == POINT and self.number == AT:
            sys.stdout.write(f"{point}\n")
            sys.stdout.flush()
            time.sleep(60)

    def open(self) -> None:
        # The worker opens the way out just before it takes a message.
        super().open()
        self._pass("before_claim")

    def send(self, busta: Busta) -> Esito:
        self._pass("after_claim")
        esito = super().send(busta)
        self._pass("before_close")
        self.number += 1
        return esito

    def _start_data(self, session: smtplib.SMTP) -> Esito | None:
        self._pass("before_data")
        return super()._start_data(session)

    def _final_reply(self, session: smtplib.SMTP) -> tuple[int, bytes]:
        # The final dot has left: the server may already have taken the message.
        self._pass("after_data")
        return super()._final_reply(session)
