"""What Django and Wagtail send enters the ledger, in the caller's transaction."""

from email.mime.image import MIMEImage

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction
from pytest_django import Settings
from wagtail.admin.mail import send_mail as wagtail_send_mail

from piattaforma.posta.models import Messaggio

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ledger(settings: Settings) -> None:
    """pytest-django and Django put the backend of the tests in place of ours."""
    settings.EMAIL_BACKEND = "piattaforma.posta.backend.LedgerBackend"


def only() -> Messaggio:
    return Messaggio.objects.get()


def test_a_text_keeps_its_words_and_gets_the_frame() -> None:
    assert (
        send_mail(
            "Reimposta", "Vai su https://www.example.org/x?a=1&b=2\n", None, ["a@example.org"]
        )
        == 1
    )
    row = only()
    assert (row.tipo, row.stato, row.destinatario) == (
        "posta.libero",
        "da_inviare",
        "a@example.org",
    )
    assert row.testo == "Vai su https://www.example.org/x?a=1&b=2\n"
    assert 'href="https://www.example.org/x?a=1&amp;b=2"' in row.html
    assert "Nessun tracciamento" in row.html


def test_wagtails_own_mail_keeps_its_two_parts_and_headers() -> None:
    wagtail_send_mail("Revisione", "testo", ["Anna <a@example.org>"], html_message="<p>ciao</p>")
    row = only()
    assert (row.testo, row.html) == ("testo", "<p>ciao</p>")
    assert row.intestazioni == {"Auto-Submitted": "auto-generated"}


def test_an_html_only_message_gets_a_text_part() -> None:
    message = EmailMessage("x", "<p>Ciao <b>Anna</b></p>", to=["a@example.org"])
    message.content_subtype = "html"
    message.send()
    assert only().html == "<p>Ciao <b>Anna</b></p>"
    assert only().testo == "Ciao Anna\n"


def test_each_recipient_gets_a_copy_that_names_nobody_else() -> None:
    message = EmailMessage(
        "x", "y", to=["a@example.org", "b@example.org"], cc=["c@example.org"],
        bcc=["d@example.org", "a@example.org"], reply_to=["r@example.org"],
    )  # fmt: skip
    assert message.send() == 1
    rows = Messaggio.objects.order_by("pk")
    assert [row.destinatario[0] for row in rows] == ["a", "b", "c", "d"]
    assert all(row.intestazioni == {"Reply-To": "r@example.org"} for row in rows)


def test_attachments_of_every_kind_are_kept() -> None:
    message = EmailMultiAlternatives("x", "y", to=["a@example.org"])
    message.attach("nota.txt", "perché", "text/plain")
    message.attach("dati.bin", b"\x00\xff", "application/octet-stream")
    logo = MIMEImage(b"\x89PNG", _subtype="png")
    logo.add_header("Content-ID", "<logo>")
    message.attach(logo)
    message.attach_alternative("BEGIN:VCALENDAR", "text/calendar")
    message.send()
    files = [(a.nome, a.tipo, bytes(a.contenuto), a.content_id) for a in only().allegati.all()]
    assert files == [
        ("", "text/calendar", b"BEGIN:VCALENDAR", ""),
        ("nota.txt", "text/plain", "perché".encode(), ""),
        ("dati.bin", "application/octet-stream", b"\x00\xff", ""),
        ("", "image/png", b"\x89PNG", "<logo>"),
    ]


def test_a_rolled_back_request_sends_nothing() -> None:
    with transaction.atomic():
        send_mail("x", "y", None, ["a@example.org"])
        transaction.set_rollback(True)
    assert not Messaggio.objects.exists()


@pytest.mark.parametrize(
    ("subject", "to", "error"),
    [("x\nBcc: y", "a@example.org", BadHeaderError), ("x", "nessuno", ValidationError)],
)
def test_what_cannot_be_written_is_refused_unless_silent(
    subject: str, to: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        send_mail(subject, "y", None, ["prima@example.org", to])
    # All or none of the copies.
    assert not Messaggio.objects.exists()
    assert send_mail(subject, "y", None, [to], fail_silently=True) == 0
    assert not Messaggio.objects.exists()


def test_nothing_is_sent_to_nobody() -> None:
    assert mail.get_connection().send_messages([EmailMessage("x", "y")]) == 0
