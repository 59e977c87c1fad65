"""The list of addresses that the cross-cutting tests go through is complete and true."""

import pytest
from django.test import Client

from piattaforma.nucleo.page_types import page_models
from tests.addresses import PAGES, VIEWS

pytestmark = pytest.mark.django_db


def test_every_page_type_has_an_address() -> None:
    assert set(PAGES) == {model._meta.label for model in page_models()}


def test_every_address_answers_with_a_page_of_its_type(
    demo: None, indice: object, client: Client
) -> None:
    found = {label: client.get(url).context["page"]._meta.label for label, url in PAGES.items()}
    assert found == {label: label for label in PAGES}
    assert {name: client.get(url).status_code for name, url in VIEWS.items()} == dict.fromkeys(
        VIEWS, 200
    )
