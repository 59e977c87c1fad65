"""An archive of files for each test, and somebody who uploads into it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from wagtail.models import Collection

from piattaforma.media.models import Image

AddImage = Callable[..., Image]


@pytest.fixture(autouse=True)
def media_root(settings: Settings, tmp_path: Path) -> Path:
    """A folder of files for each test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def collection(db: None) -> Collection:
    """The root collection."""
    return Collection.get_first_root_node() or Collection.add_root(name="Root")


@pytest.fixture
def add_image(collection: Collection) -> AddImage:
    """Save an image without any form, as imports do."""

    def add(content: bytes, name: str = "foto.jpg", **fields: object) -> Image:
        values = {"title": "Foto", "testo_alternativo": "Una piazza"} | fields
        image = Image(file=SimpleUploadedFile(name, content), collection=collection, **values)
        image.full_clean()
        image.save()
        return image

    return add


@pytest.fixture
def editor(collection: Collection) -> Client:
    """A browser signed in to the admin."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("ada@example.it", "x"))
    return client
