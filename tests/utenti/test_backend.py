"""The demonstration's accounts work in the demonstration and nowhere else, not even in an open session."""

from typing import Any

import pytest
from django.test import Client

from piattaforma.utenti.operations import create_demo_accounts

pytestmark = pytest.mark.django_db
PASSWORD = "una-password-pubblica"


def test_they_sign_in_only_where_the_site_is_a_demonstration(client: Client, settings: Any) -> None:
    settings.DIMOSTRAZIONE = True
    create_demo_accounts(password=PASSWORD)
    assert client.login(username="redazione@example.it", password=PASSWORD)
    assert client.get("/admin/").status_code == 200
    settings.DIMOSTRAZIONE = False
    assert client.get("/admin/").status_code == 302, "la sessione aperta non vale più"
    assert not client.login(username="redazione@example.it", password=PASSWORD)
