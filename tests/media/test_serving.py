"""What is served: renditions and documents, as data, to whoever may see their collection."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Collection, CollectionViewRestriction

from piattaforma.media.models import Document, Rendition
from piattaforma.media.renditions import make_renditions

from .conftest import AddImage
from .files import picture

pytestmark = pytest.mark.django_db

HARMLESS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@pytest.fixture
def rendition(add_image: AddImage) -> Rendition:
    image = add_image(picture(size=(400, 300)))
    make_renditions(image)
    row: Rendition = image.renditions.get(filter_spec="width-320|format-webp")
    return row


@pytest.fixture
def document(collection: Collection) -> Document:
    file = SimpleUploadedFile("bando.pdf", b"%PDF-1.7")
    row: Document = Document.objects.create(title="Bando", file=file, collection=collection)
    return row


def _body(response: Any) -> bytes:
    """What came; reading it closes the file."""
    return b"".join(response.streaming_content)


def _etag(url: str) -> str:
    response = Client().get(url)
    assert _body(response)
    return response["ETag"]


def _member(name: str) -> Client:
    user = get_user_model().objects.create_user(f"{name.lower()}@example.it", "x")
    user.groups.add(Group.objects.get_or_create(name=name)[0])
    client = Client()
    client.force_login(user)
    return client


def _restrict(collection: Collection, *, group: str) -> None:
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get_or_create(name=group)[0])


def test_a_public_rendition_is_kept_for_long(
    rendition: Rendition, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        response = client.get(rendition.url)
    assert _body(response).startswith(b"RIFF")
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=2592000, immutable"
    assert HARMLESS.items() <= response.headers.items()
    assert not response.cookies
    again = client.get(rendition.url, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post(rendition.url).status_code == 405


def test_a_private_rendition_exists_for_members_only(rendition: Rendition) -> None:
    etag = _etag(rendition.url)
    parent = rendition.image.collection
    rendition.image.collection = parent.add_child(name="Riservata").add_child(name="Interna")
    rendition.image.save()
    _restrict(Collection.objects.get(name="Riservata"), group="Redazione")
    for outsider in (Client(), _member("Revisione")):
        assert outsider.get(rendition.url).status_code == 404
        # Nor does a cached copy tell that it is still there.
        assert outsider.get(rendition.url, headers={"If-None-Match": etag}).status_code == 404
    allowed = _member("Redazione").get(rendition.url)
    assert _body(allowed)
    assert (allowed.status_code, allowed["Cache-Control"]) == (200, "private, no-store")


def test_originals_and_anything_else_on_the_disk_are_never_served(
    rendition: Rendition, client: Client, media_root: Path
) -> None:
    original = rendition.image.file
    assert (media_root / original.name).exists()
    assert client.get(original.url).status_code == 404
    folder = rendition.url.rpartition("/")[0]
    (media_root / rendition.file.name).with_name("estraneo.webp").write_bytes(b"x")
    (media_root.parent / "segreto.txt").write_text("x")
    names = ("estraneo.webp", "../../original_images/foto.jpg", "../../../segreto.txt")
    tricks = [f"{folder}/{name}" for name in names]
    tricks += [f"{folder}/{quote(name, safe='')}" for name in names]
    tricks += [f"{folder}/..%2f..%2foriginal_images%2ffoto.jpg", f"{folder}/%00.webp"]
    tricks += ["/media/", "/media//etc/passwd", "/media/%2e%2e/segreto.txt", f"{rendition.url}/"]
    tricks += [rendition.url.replace("images/", "images//"), rendition.url.upper()]
    assert {url: client.get(url).status_code for url in tricks} == dict.fromkeys(tricks, 404)


def test_a_row_without_its_file_is_not_found(
    rendition: Rendition, document: Document, client: Client, media_root: Path
) -> None:
    (media_root / rendition.file.name).unlink()
    (media_root / document.file.name).unlink()
    assert client.get(rendition.url).status_code == 404
    assert client.get(document.url).status_code == 404


def test_a_document_is_downloaded_never_shown(document: Document, client: Client) -> None:
    response = client.get(document.url)
    assert _body(response) == b"%PDF-1.7"
    assert response["Content-Disposition"] == 'attachment; filename="bando.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "public, max-age=60"
    assert HARMLESS.items() <= response.headers.items()
    other_name = document.url.replace("bando", "altro")
    assert client.get(other_name).status_code == 404
    assert client.get("/documenti/99999999999999999999/bando.pdf").status_code == 404


def test_a_private_document_is_for_its_group(document: Document) -> None:
    etag = _etag(document.url)
    _restrict(document.collection, group="Redazione")
    anonymous = Client().get(document.url, headers={"If-None-Match": etag})
    assert anonymous.status_code == 302
    assert anonymous["Location"].endswith(f"/login/?next={document.url}")
    assert anonymous["Cache-Control"] == "private, no-store"
    assert _member("Revisione").get(document.url).status_code == 302
    allowed = _member("Redazione").get(document.url)
    assert _body(allowed)
    assert (allowed.status_code, allowed["Cache-Control"]) == (200, "private, no-store")
