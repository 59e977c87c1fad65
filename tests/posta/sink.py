"""An SMTP server that counts what it takes, and misbehaves on request."""

import socket
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage
from ssl import SSLContext
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

#: What the server answers to a recipient whose address begins so; else it accepts.
AT_RCPT = {"occupato": "451 greylisted", "ignoto": "550 no such user", "via": "421 closing"}
AT_END = {"pieno": "452 full", "vietato": "554 refused", "strano": "999 what"}


class Sink:
    """Keeps the bytes of every accepted message, by Message-ID and by recipient."""

    def __init__(self) -> None:
        self.accepted: list[tuple[str, bytes]] = []
        self.seen_mail_from = 0

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.seen_mail_from += 1
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        name = address.partition("@")[0]
        if name == "cade":
            server.transport.abort()
        if answer := AT_RCPT.get(name):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        address = envelope.rcpt_tos[0]
        name = address.partition("@")[0]
        if answer := AT_END.get(name):
            return answer
        content = envelope.original_content
        assert content is not None
        self.accepted.append((address, content))
        if name == "tace":
            # Taken, and the answer is lost.
            server.transport.abort()
        return "250 taken"

    # --- what the tests ask ------------------------------------------------------------------

    def messages(self) -> list[EmailMessage]:
        parsed = (message_from_bytes(raw, policy=policy.SMTP) for _, raw in self.accepted)
        return [m for m in parsed if isinstance(m, EmailMessage)]

    def copies(self) -> Counter[str]:
        """How many times each Message-ID was taken."""
        return Counter(str(message["Message-ID"]) for message in self.messages())


class SinkController(Controller):
    """The sink on a free port of this machine."""

    def __init__(self, sink: Sink, **options: Any) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        super().__init__(sink, hostname="127.0.0.1", port=port, **options)


def with_tls(context: SSLContext) -> dict[str, Any]:
    """Options of a server that offers STARTTLS and takes no mail without."""
    return {"tls_context": context, "require_starttls": True}
