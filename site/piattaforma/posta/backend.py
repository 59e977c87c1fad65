"""`EMAIL_BACKEND`: what Django, Wagtail and libraries send enters the ledger."""

from collections.abc import Sequence
from email.message import Message
from typing import Any

import structlog
from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError, EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.html import strip_tags

from .operations import File, queue_free_message
from .rendering import tidy_text

logger = structlog.get_logger(__name__)


class LedgerBackend(BaseEmailBackend):
    """Writes each message to the ledger, one row a recipient, in the caller's transaction.

    The sender is always ours (`DEFAULT_FROM_EMAIL`), and each copy names its own recipient only.
    A message that cannot be written raises ValidationError or BadHeaderError, unless
    `fail_silently`: then it is logged and left out.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(self._queue(message) for message in email_messages)

    def _queue(self, message: EmailMessage) -> bool:
        recipients = dict.fromkeys(message.recipients())
        if not recipients:
            return False
        content = read_content(message)
        try:
            with transaction.atomic():
                for recipient in recipients:
                    queue_free_message(destinatario=recipient, **content)
        except (ValidationError, BadHeaderError):
            if not self.fail_silently:
                raise
            logger.exception("posta.refused")
            return False
        return True


def read_content(message: EmailMessage) -> dict[str, Any]:
    """What of a Django message goes in the ledger, as arguments of `queue_free_message`."""
    alternatives = list(getattr(message, "alternatives", []))
    html = next((str(a[0]) for a in alternatives if a[1] == "text/html"), "")
    testo = str(message.body)
    if message.content_subtype == "html":
        testo, html = tidy_text(strip_tags(testo)), testo
    other = [File("", a[1], _bytes(a[0])) for a in alternatives if a[1] != "text/html"]
    headers = dict(message.extra_headers)
    if message.reply_to:
        headers["Reply-To"] = ", ".join(message.reply_to)
    return {
        "oggetto": message.subject,
        "testo": testo,
        "html": html,
        "intestazioni": headers,
        "allegati": [*other, *(read_attachment(a) for a in message.attachments)],
    }


def read_attachment(attachment: Any) -> File:
    """A file from what Django keeps: a (name, content, type) tuple or a MIME part."""
    if isinstance(attachment, Message):
        payload = attachment.get_payload(decode=True)
        return File(
            nome=attachment.get_filename() or "",
            tipo=attachment.get_content_type(),
            contenuto=payload if isinstance(payload, bytes) else attachment.as_bytes(),
            content_id=attachment.get("Content-ID", ""),
        )
    nome, contenuto, tipo = attachment
    return File(nome or "", tipo or "application/octet-stream", _bytes(contenuto))


def _bytes(content: Any) -> bytes:
    if isinstance(content, EmailMessage):
        return content.message().as_bytes()
    if isinstance(content, Message):
        return content.as_bytes()
    return content if isinstance(content, bytes) else str(content).encode()
