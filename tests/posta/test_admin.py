"""The ledger in the admin: who may look, who may send again."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from piattaforma.posta.models import Messaggio
from piattaforma.posta.operations import queue_free_message

pytestmark = pytest.mark.django_db
S = Messaggio.Stato


def queue(stato: str) -> Messaggio:
    row = queue_free_message(destinatario=f"{stato}@example.org", oggetto="x", testo="segreto")
    Messaggio.objects.filter(pk=row.pk).update(stato=stato)
    return row


def url(name: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_posta_messaggio:{name}", args=args)


def resend_url(*rows: Messaggio) -> str:
    base = reverse("wagtail_bulk_action", args=["posta", "messaggio", "rimanda"])
    return f"{base}?{'&'.join(f'id={row.pk}' for row in rows)}"


def grant(user: Any, *codenames: str) -> None:
    user.user_permissions.add(
        *Permission.objects.filter(content_type__app_label="posta", codename__in=codenames)
    )


def test_the_list_can_be_narrowed_and_shows_no_text(client: Client, amministratrice: Any) -> None:
    queue(S.INCERTA), queue(S.ACCETTATA)
    client.force_login(amministratrice)
    page = client.get(url("list"), {"stato": "incerta"}).content.decode()
    assert "incerta@example.org" in page
    assert "accettata@example.org" not in page
    assert "segreto" not in page


def test_the_record_shows_no_text(client: Client, amministratrice: Any) -> None:
    row = queue(S.INCERTA)
    client.force_login(amministratrice)
    page = client.get(url("inspect", row.pk)).content.decode()
    assert row.codice in page
    assert "segreto" not in page


def test_nobody_writes_rows_by_hand(client: Client, amministratrice: Any) -> None:
    row = queue(S.INCERTA)
    client.force_login(amministratrice)
    for address in (url("add"), url("edit", row.pk), url("delete", row.pk)):
        for response in (client.get(address), client.post(address)):
            assert response.status_code in {302, 403, 404}
    assert Messaggio.objects.filter(pk=row.pk).exists()


def test_sending_again_asks_first_and_acts_on_post(client: Client, amministratrice: Any) -> None:
    doubtful, accepted = queue(S.INCERTA), queue(S.ACCETTATA)
    client.force_login(amministratrice)
    page = client.get(resend_url(doubtful, accepted)).content.decode()
    assert "due copie" in page
    assert "Sì, rimanda" in page
    doubtful.refresh_from_db()
    assert doubtful.stato == S.INCERTA

    assert client.post(resend_url(doubtful, accepted)).status_code == 302
    doubtful.refresh_from_db()
    accepted.refresh_from_db()
    assert (doubtful.stato, accepted.stato) == (S.DA_INVIARE, S.ACCETTATA)


def test_all_is_never_chosen_at_once(client: Client, amministratrice: Any) -> None:
    row = queue(S.INCERTA)
    client.force_login(amministratrice)
    address = reverse("wagtail_bulk_action", args=["posta", "messaggio", "rimanda"])
    assert client.post(f"{address}?id=all").status_code == 404
    row.refresh_from_db()
    assert row.stato == S.INCERTA


def test_looking_and_sending_again_are_two_permissions(client: Client, redattrice: Any) -> None:
    row = queue(S.INCERTA)
    client.force_login(redattrice)
    assert client.get(url("list")).status_code == 302

    grant(redattrice, "view_messaggio")
    assert client.get(url("list")).status_code == 200
    client.post(resend_url(row))
    row.refresh_from_db()
    assert row.stato == S.INCERTA

    grant(redattrice, "rimanda_messaggio")
    client.post(resend_url(row))
    row.refresh_from_db()
    assert row.stato == S.DA_INVIARE


def test_a_stranger_gets_nothing(client: Client) -> None:
    row = queue(S.INCERTA)
    for address in (url("list"), resend_url(row)):
        assert client.get(address).status_code == 302
        assert client.post(address).status_code == 302
    row.refresh_from_db()
    assert row.stato == S.INCERTA
