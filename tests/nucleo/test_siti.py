"""The site of a request is remembered, and never longer than it is true."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from piattaforma.nucleo.models import HomePage
from tests.factories import publish

pytestmark = pytest.mark.django_db


def test_remembered_until_it_changes(client: Client) -> None:
    for _ in range(2):
        assert client.get("/").status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    assert not [q for q in captured.captured_queries if 'FROM "wagtailcore_site"' in q["sql"]]

    other = HomePage(title="Altra", slug="altra", promessa="Tutta un’altra casa")
    Page.get_first_root_node().add_child(instance=other)
    publish(other)
    site = Site.objects.get(is_default_site=True)
    site.root_page = other
    site.save()
    assert "Tutta un’altra casa" in client.get("/").content.decode()


def test_two_hosts_are_two_sites(client: Client, settings: object) -> None:
    other = HomePage(title="Altra", slug="altra", promessa="Tutta un’altra casa")
    Page.get_first_root_node().add_child(instance=other)
    publish(other)
    Site.objects.create(hostname="localhost", port=80, root_page=other)
    for _ in range(2):
        assert (
            "Tutta un’altra casa" in client.get("/", headers={"host": "localhost"}).content.decode()
        )
        assert "Tutta un’altra casa" not in client.get("/").content.decode()
