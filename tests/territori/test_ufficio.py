"""Offices: the one that is always there, and their pages in the admin."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from piattaforma.territori.bootstrap import bootstrap
from piattaforma.territori.models import Ufficio

pytestmark = pytest.mark.django_db


def test_bootstrap_makes_the_editorial_office_and_respects_changes() -> None:
    Ufficio.objects.all().delete()
    group, _ = Group.objects.get_or_create(name="Redazione")
    bootstrap()
    office = Ufficio.objects.get()
    assert (office.codice, office.gruppo) == ("redazione", group)
    assert str(office.recapito()) == "Redazione <redazione@example.it>"
    Ufficio.objects.update(email="scrivici@comune.example.it", gruppo=None)
    bootstrap()
    assert Ufficio.objects.get().recapito() == ("Redazione", "scrivici@comune.example.it")
    assert Ufficio.objects.get().gruppo is None


def test_pages_without_an_office_belong_to_the_editorial_one() -> None:
    Ufficio.objects.all().delete()
    assert Ufficio.objects.responsabile() is None
    bootstrap()
    social = Ufficio.objects.create(nome="Sociale", codice="sociale", email="s@example.it")
    assert Ufficio.objects.responsabile("sociale") == social
    assert Ufficio.objects.responsabile("soppresso") == Ufficio.objects.responsabile()
    assert Ufficio.objects.responsabile().codice == Ufficio.REDAZIONE  # type: ignore[union-attr]


def test_administrators_look_after_offices_in_italian() -> None:
    Group.objects.filter(name="Amministrazione").delete()
    group = Group.objects.create(name="Amministrazione")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user = get_user_model().objects.create_user("ada@example.it", "x")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    views = "wagtailsnippets_territori_ufficio"
    assert client.get(reverse(f"{views}:list")).status_code == 302
    bootstrap()
    listing = client.get(reverse(f"{views}:list")).content.decode()
    assert "redazione@example.it" in listing
    assert "Uffici" in listing
    data = {"nome": "Sociale", "codice": "redazione", "email": "s@example.it", "gruppo": ""}
    refused = client.post(reverse(f"{views}:add"), data)
    assert "codice" in refused.context["form"].errors
    assert client.post(reverse(f"{views}:add"), data | {"codice": "sociale"}).status_code == 302
    assert Ufficio.objects.get(codice="sociale").gruppo is None
