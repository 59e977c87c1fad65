"""From a row of the ledger to the bytes that go out: the same bytes in every try."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from typing import Any

from django.conf import settings

from .indirizzi import clean_address, clean_header_name, clean_header_value
from .models import Allegato, Messaggio
from .tipi import Categoria, UnknownMessageTypeError, message_type
from .transports.base import Busta

#: Written by us from the row and the settings; a caller's values for them are ignored.
RESERVED = frozenset(
    ["from", "sender", "to", "cc", "bcc", "subject", "date", "message-id", "mime-version"]
)


class LedgerPolicy(EmailPolicy):
    """CRLF and 7-bit; `List-*` headers stay on one line: folding would encode long addresses."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower().startswith("list-") and str(value).isascii():
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


POLICY = LedgerPolicy(linesep="\r\n", cte_type="7bit")


def sender_address() -> str:
    """The bare address of `DEFAULT_FROM_EMAIL`: envelope sender and owner of Message-IDs."""
    return clean_address(settings.DEFAULT_FROM_EMAIL)


def message_id(messaggio: Messaggio) -> str:
    """`<code@domain>`, the same for every try: what logs of mail servers are searched for."""
    return f"<{messaggio.codice}@{sender_address().rpartition('@')[2]}>"


def is_reserved(name: str) -> bool:
    """Whether a header is ours alone to write."""
    return name.lower() in RESERVED or name.lower().startswith("content-")


def build_envelope(messaggio: Messaggio) -> Busta:
    """Envelope and bytes of a row. BadHeaderError if anything would break a header."""
    message = build_message(messaggio)
    return Busta(
        mittente=sender_address(),
        destinatario=messaggio.destinatario,
        contenuto=message.as_bytes(policy=POLICY),
        codice=messaggio.codice,
    )


def build_message(messaggio: Messaggio) -> EmailMessage:
    message = EmailMessage(policy=POLICY)
    for name, value in _headers(messaggio).items():
        message[name] = value
    message.set_content(messaggio.testo, charset="utf-8", cte="base64")
    if messaggio.html:
        message.add_alternative(messaggio.html, subtype="html", charset="utf-8", cte="base64")
    for allegato in messaggio.allegati.all():
        _attach(message, allegato)
    multiparts = (part for part in message.walk() if part.is_multipart())
    for number, part in enumerate(multiparts):
        part.set_boundary(f"=_{messaggio.codice}.{number}")
    return message


def _headers(messaggio: Messaggio) -> dict[str, Any]:
    name = clean_header_value(parseaddr(settings.DEFAULT_FROM_EMAIL)[0])
    headers: dict[str, Any] = {
        "From": Address(display_name=name, addr_spec=sender_address()),
        "To": Address(addr_spec=clean_address(messaggio.destinatario)),
        "Subject": clean_header_value(messaggio.oggetto),
        "Date": format_datetime(messaggio.creata_il),
        "Message-ID": message_id(messaggio),
    }
    if reply_to := getattr(settings, "POSTA_RISPONDI_A", ""):
        headers["Reply-To"] = clean_header_value(reply_to)
    if not _is_newsletter(messaggio.tipo):
        headers["Auto-Submitted"] = "auto-generated"
    for name, value in messaggio.intestazioni.items():
        if not is_reserved(name):
            headers[clean_header_name(name)] = clean_header_value(value)
    return headers


def _is_newsletter(tipo: str) -> bool:
    try:
        return message_type(tipo).categoria == Categoria.NEWSLETTER
    except UnknownMessageTypeError:
        return False


def _attach(message: EmailMessage, allegato: Allegato) -> None:
    content_type = POLICY.header_factory("Content-Type", allegato.tipo)
    maintype, subtype, params = content_type.maintype, content_type.subtype, content_type.params
    if maintype in {"message", "multipart"}:
        # These may not be encoded in base64: they travel as plain files.
        maintype, subtype, params = "application", "octet-stream", {}
    message.add_attachment(
        bytes(allegato.contenuto),
        maintype=maintype,
        subtype=subtype,
        params={key: value for key, value in params.items() if key != "name"},
        filename=allegato.nome or None,
        cid=f"<{allegato.content_id.strip('<>')}>" if allegato.content_id else None,
    )
