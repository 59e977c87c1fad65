"""Groups and demonstration accounts: made once, left alone afterwards."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission
from wagtail.permissions import policy_registry

from piattaforma.utenti import gruppi
from piattaforma.utenti.bootstrap import bootstrap
from piattaforma.utenti.models import User
from piattaforma.utenti.operations import create_demo_accounts

pytestmark = pytest.mark.django_db

PASSWORD = "una frase lunga da ricordare"


def test_bootstrap_twice_is_bootstrap_once() -> None:
    Group.objects.all().delete()
    for unused in ("Editors", "Moderators"):
        Group.objects.create(name=unused)
    bootstrap()
    rows = GroupCollectionPermission.objects.count()
    assert set(Group.objects.values_list("name", flat=True)) == set(gruppi.TUTTI)
    Group.objects.create(name="Editors")  # now it is somebody's wish
    bootstrap()
    assert Group.objects.filter(name="Editors").exists()
    assert GroupCollectionPermission.objects.count() == rows
    assert Collection.get_root_nodes().count() == 1


@pytest.mark.parametrize("name", gruppi.TUTTI)
def test_what_groups_may_do(groups: None, name: str) -> None:
    user = User.objects.create_user("x@example.it", PASSWORD)
    user.groups.add(Group.objects.get(name=name))
    assert user.has_perm("wagtailadmin.access_admin")
    for model in (get_image_model(), get_document_model()):
        policy = policy_registry.get_by_type(model)
        assert all(policy.user_has_permission(user, a) for a in ("add", "change", "choose"))
    collections = policy_registry.get_by_type(Collection)
    assert collections.user_has_permission(user, "add") is (name == gruppi.AMMINISTRAZIONE)
    assert not user.has_perm("utenti.change_user")


def test_demo_accounts_are_made_once_and_sign_in(groups: None) -> None:
    create_demo_accounts(password=PASSWORD)
    User.objects.filter(email="redazione@example.it").update(first_name="Cambiata")
    accounts = create_demo_accounts(password="un'altra")
    assert [(a.email, a.groups.get().name) for a in accounts] == [
        ("redazione@example.it", gruppi.REDAZIONE),
        ("revisione@example.it", gruppi.REVISIONE),
        ("amministrazione@example.it", gruppi.AMMINISTRAZIONE),
    ]
    assert [a.is_superuser for a in accounts] == [False, False, True]
    assert accounts[0].first_name == "Cambiata"
    for account in accounts:
        client = Client()
        credentials = {"username": account.email, "password": PASSWORD}
        assert client.post(reverse("wagtailadmin_login"), credentials).status_code == 302
        assert client.get(reverse("wagtailimages:add_multiple")).status_code == 200
