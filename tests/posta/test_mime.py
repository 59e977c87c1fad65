"""The bytes that go out."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from pytest_django import Settings

from piattaforma.posta.mime import build_envelope
from piattaforma.posta.models import Messaggio
from piattaforma.posta.operations import File, queue_free_message

pytestmark = pytest.mark.django_db


def raw(row: Messaggio) -> bytes:
    return build_envelope(row).contenuto


def parse(row: Messaggio) -> EmailMessage:
    message = message_from_bytes(raw(row), policy=policy.SMTP)
    assert isinstance(message, EmailMessage)
    return message


def queue(**changes: object) -> Messaggio:
    arguments = {
        "destinatario": "anna@example.org",
        "oggetto": "Perché sì",
        "testo": "Ciao,\nperché no?\n.\nFrom qui\n",
    } | changes
    return queue_free_message(**arguments)  # type: ignore[arg-type]


def test_headers_come_from_the_row_and_the_settings(settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Società «Prova» <posta@comune.example>"
    settings.POSTA_RISPONDI_A = "redazione@comune.example"
    row = queue(intestazioni={"From": "finto@example.org", "Bcc": "x@y.org", "X-Tema": "nulla"})
    message = parse(row)
    assert message["From"].addresses[0].display_name == "Società «Prova»"
    assert message["From"].addresses[0].addr_spec == "posta@comune.example"
    assert message["To"] == "anna@example.org"
    assert message["Subject"] == "Perché sì"
    assert message["Message-ID"] == f"<{row.codice}@comune.example>"
    assert message["Date"].datetime == row.creata_il.replace(microsecond=0)
    assert message["Reply-To"] == "redazione@comune.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Tema"] == "nulla"
    assert message["Bcc"] is None
    assert len(message.get_all("From")) == 1
    envelope = build_envelope(row)
    assert (envelope.mittente, envelope.destinatario) == (
        "posta@comune.example",
        "anna@example.org",
    )


def test_every_try_sends_the_same_bytes_all_seven_bit_and_crlf() -> None:
    row = queue(allegati=[File("perché.csv", "text/csv", "è;à\n".encode())])
    first = raw(row)
    assert raw(Messaggio.objects.get(pk=row.pk)) == first
    assert first.isascii()
    assert b"\n" not in first.replace(b"\r\n", b"")
    assert max(len(line) for line in first.split(b"\r\n")) <= 998


def test_bodies_are_base64_and_survive() -> None:
    row = queue()
    message = parse(row)
    parts = [part for part in message.walk() if not part.is_multipart()]
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    assert {part["Content-Transfer-Encoding"] for part in parts} == {"base64"}
    assert parts[0].get_content().replace("\r\n", "\n") == row.testo
    assert "perché no?" in parts[1].get_content()


def test_attachments_are_kept() -> None:
    pdf, mail = b"%PDF-1.7 \x00\xff", b"Subject: x\r\n\r\ny"
    row = queue(
        allegati=[
            File("attestato è.pdf", "application/pdf", pdf),
            File(
                "invito.ics", 'text/calendar; method=REQUEST; charset="utf-8"', b"BEGIN:VCALENDAR"
            ),
            File("inoltro.eml", "message/rfc822", mail),
        ]
    )
    files = {part.get_filename(): part for part in parse(row).iter_attachments()}
    assert files["attestato è.pdf"].get_content() == pdf
    assert files["invito.ics"].get_param("method") == "REQUEST"
    assert files["inoltro.eml"].get_content() == mail


def test_a_long_list_header_is_neither_folded_nor_encoded() -> None:
    address = f"<https://www.example.org/u/{'x' * 200}/>"
    lines = raw(queue(intestazioni={"List-Unsubscribe": address})).split(b"\r\n")
    assert f"List-Unsubscribe: {address}".encode() in lines


def test_a_hostile_row_cannot_write_headers() -> None:
    """Even if a row got into the table by another way, nothing is sent with broken headers."""
    row = queue()
    Messaggio.objects.update(oggetto="x\r\nBcc: altri@example.org")
    row.refresh_from_db()
    with pytest.raises(ValueError, match="caratteri di controllo"):
        build_envelope(row)
