"""The port: what a transport gets, what it answers, and what it must never blur.

The one thing that matters is the *point of no return*: before it a failure may be tried again,
after it an answer that does not come leaves the message *incerta*, and nobody sends it twice.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum

import structlog

logger = structlog.get_logger(__name__)


class TransportUnavailableError(Exception):
    """There is no way out now; no message was touched."""


class Fine(Enum):
    """How an attempt ended."""

    ACCETTATA = "accettata"
    #: A definite "not now", or a failure before the point of no return: safe to try again.
    RINVIATA = "rinviata"
    #: A definite no.
    RESPINTA = "respinta"
    #: It may have gone or not.
    INCERTA = "incerta"


@dataclass(frozen=True)
class Esito:
    """How an attempt ended, and the words of whoever decided it."""

    fine: Fine
    risposta: str = ""


@dataclass(frozen=True)
class Busta:
    """What goes out: envelope addresses, the message in CRLF bytes, the row's own code."""

    mittente: str
    destinatario: str
    contenuto: bytes
    codice: str


class Transport(ABC):
    """Opened once for many messages; used by one thread."""

    def open(self) -> None:  # noqa: B027 - many engines have nothing to open
        """Get ready, if not ready yet. `TransportUnavailableError` if it cannot."""

    def close(self) -> None:  # noqa: B027
        """Let go of what `open` took. Never raises."""

    def send(self, busta: Busta) -> Esito:
        """Try once. Never raises: a fault that the engine did not foresee counts as *incerta*."""
        try:
            return self._send(busta)
        except Exception as exc:
            logger.exception("posta.transport_fault", codice=busta.codice)
            return Esito(Fine.INCERTA, f"guasto del trasporto: {type(exc).__name__}")

    @abstractmethod
    def _send(self, busta: Busta) -> Esito: ...

    def __enter__(self) -> "Transport":
        self.open()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()
