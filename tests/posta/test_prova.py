"""`/posta-di-prova/`: outgoing mail to read, on one's own machine only."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from piattaforma.posta.models import Messaggio
from piattaforma.posta.operations import queue_free_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Messaggio:
    return queue_free_message(
        destinatario="anna@example.org",
        oggetto="Prova <b>",
        testo="Ciao <script>",
        html="<p>Ciao</p>",
    )


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    settings.IS_LOOPBACK = True
    settings.POSTA_TRASPORTO = "file"


def addresses(row: Messaggio) -> list[str]:
    return [
        reverse("posta:prova_elenco"),
        reverse("posta:prova_messaggio", args=[row.codice]),
        reverse("posta:prova_messaggio_html", args=[row.codice]),
    ]


def test_list_and_message(client: Client, row: Messaggio) -> None:
    elenco, uno, _ = (client.get(url).content.decode() for url in addresses(row))
    assert "Prova &lt;b&gt;" in elenco
    assert "anna@example.org" in elenco
    assert "Ciao &lt;script&gt;" in uno
    assert "<pre" in uno
    assert reverse("posta:prova_messaggio_html", args=[row.codice]) in uno


def test_the_html_part_is_shown_in_a_sandbox(client: Client, row: Messaggio) -> None:
    response = client.get(addresses(row)[2])
    assert response.content == b"<p>Ciao</p>"
    policy = response["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy


def test_nothing_is_indexed_kept_or_changed(client: Client, row: Messaggio) -> None:
    before = list(Messaggio.objects.values())
    for url in addresses(row):
        response = client.get(url)
        assert response.status_code == 200
        assert "noindex" in response["X-Robots-Tag"]
        assert "no-store" in response["Cache-Control"]
        assert client.post(url).status_code == 405
    assert list(Messaggio.objects.values()) == before


@pytest.mark.parametrize(("name", "value"), [("IS_LOOPBACK", False), ("POSTA_TRASPORTO", "smtp")])
def test_elsewhere_there_is_no_such_page(
    client: Client, row: Messaggio, settings: Settings, name: str, value: object
) -> None:
    setattr(settings, name, value)
    for url in addresses(row):
        # The peer is on loopback here: it must not matter.
        assert client.get(url, REMOTE_ADDR="127.0.0.1").status_code == 404


def test_a_message_that_is_not_there(client: Client) -> None:
    assert client.get(reverse("posta:prova_messaggio", args=["0" * 32])).status_code == 404
