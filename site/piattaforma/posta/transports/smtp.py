"""SMTP, step by step: `smtplib`'s own `sendmail` cannot tell a lost answer from a refusal."""

import re
import smtplib
import ssl
from contextlib import suppress

from django.conf import settings

from .base import Busta, Esito, Fine, Transport, TransportUnavailableError

#: A line that begins with a dot gets another one (RFC 5321, 4.5.2).
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
STARTTLS, TLS, CLEAR = "starttls", "tls", "no"


class SmtpTransport(Transport):
    """One session for many messages. The end of DATA is the point of no return.

    `POSTA_SMTP_TLS`: "starttls" (default) or "tls", both with a verified certificate and nothing
    sent if they fail; "no" only for a server on the same machine or network.
    """

    def __init__(self) -> None:
        self.host: str = settings.POSTA_SMTP_HOST
        self.port: int = settings.POSTA_SMTP_PORT
        self.user: str = settings.POSTA_SMTP_USER
        self.password: str = settings.POSTA_SMTP_PASSWORD
        self.tls: str = settings.POSTA_SMTP_TLS
        #: Seconds for one answer; twice as many for the one that matters, after the final dot.
        self.timeout: float = settings.POSTA_SMTP_TIMEOUT
        self._session: smtplib.SMTP | None = None

    # --- session -----------------------------------------------------------------------------

    def open(self) -> None:
        if self._session is not None:
            return
        session: smtplib.SMTP | None = None
        try:
            session = self._connect()
            session.ehlo_or_helo_if_needed()
            if self.tls == STARTTLS:
                session.starttls(context=ssl.create_default_context())
                session.ehlo()
            if self.user:
                session.login(self.user, self.password)
        except (OSError, smtplib.SMTPException) as exc:
            if session is not None:
                session.close()
            raise TransportUnavailableError(f"{self.host}:{self.port}: {exc}") from exc
        self._session = session

    def _connect(self) -> smtplib.SMTP:
        if self.tls == TLS:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=context)
        if self.tls not in {STARTTLS, CLEAR}:
            raise TransportUnavailableError(f"POSTA_SMTP_TLS non può essere «{self.tls}»")
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout)

    def close(self) -> None:
        if self._session is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._session.quit()
            self._session.close()
            self._session = None

    def _drop(self) -> None:
        """Forget a session whose state is unknown, without speaking to it."""
        if self._session is not None:
            self._session.close()
            self._session = None

    # --- one message -------------------------------------------------------------------------

    def _send(self, busta: Busta) -> Esito:
        try:
            self.open()
            session = self._session
            assert session is not None
            refusal = self._announce(session, busta) or self._start_data(session)
            if refusal is None:
                self._write_body(session, busta.contenuto)
        except (OSError, smtplib.SMTPException, TransportUnavailableError) as exc:
            # The server never saw the end of the message: it must throw away what it has.
            self._drop()
            return Esito(Fine.RINVIATA, str(exc))
        if refusal is not None:
            self._reset(session)
            return refusal
        return self._commit(session)

    def _announce(self, session: smtplib.SMTP, busta: Busta) -> Esito | None:
        """MAIL and RCPT; the refusal, if one of them is refused."""
        return _refusal(session.mail(busta.mittente)) or _refusal(session.rcpt(busta.destinatario))

    def _start_data(self, session: smtplib.SMTP) -> Esito | None:
        return _refusal(session.docmd("DATA"), expected=3)

    def _write_body(self, session: smtplib.SMTP, content: bytes) -> None:
        body = _LEADING_DOT.sub(b"..", content)
        session.send(body if body.endswith(b"\r\n") else body + b"\r\n")

    def _commit(self, session: smtplib.SMTP) -> Esito:
        """The final dot and its answer: from here on nothing is ever sent again by itself."""
        try:
            if session.sock is not None:
                session.sock.settimeout(self.timeout * 2)
            session.send(b".\r\n")
            code, words = self._final_reply(session)
            if session.sock is not None:
                session.sock.settimeout(self.timeout)
        except (OSError, smtplib.SMTPException) as exc:
            self._drop()
            return Esito(Fine.INCERTA, f"nessuna risposta dopo DATA: {exc}")
        if code == 421:
            self._drop()
        return _esito(code, words)

    def _final_reply(self, session: smtplib.SMTP) -> tuple[int, bytes]:
        return session.getreply()

    def _reset(self, session: smtplib.SMTP) -> None:
        """Make the session ready for the next message, or drop it."""
        try:
            if session.rset()[0] == 250:
                return
        except (OSError, smtplib.SMTPException):
            pass
        self._drop()


def _words(code: int, reply: bytes) -> str:
    return f"{code} {reply.decode('utf-8', 'replace')}"


def _refusal(answer: tuple[int, bytes], *, expected: int = 2) -> Esito | None:
    """None if the answer's first digit is the expected one. Here no answer can mean *accettata*."""
    code, reply = answer
    if code // 100 == expected:
        return None
    return Esito(Fine.RESPINTA if code // 100 == 5 else Fine.RINVIATA, _words(code, reply))


def _esito(code: int, reply: bytes) -> Esito:
    """What the answer to the final dot means; an answer outside the standard means nothing."""
    fine = {2: Fine.ACCETTATA, 4: Fine.RINVIATA, 5: Fine.RESPINTA}.get(code // 100, Fine.INCERTA)
    return Esito(fine, _words(code, reply))
