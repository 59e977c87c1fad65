"""Uploading in the admin: what is refused, with which words, and at which field."""

import json
import struct
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import Collection

from piattaforma.media.models import Document, Image
from piattaforma.media.renditions import make_renditions, published_renditions

from .conftest import AddImage
from .files import picture

pytestmark = pytest.mark.django_db


def _png(width: int, height: int, *, text: bytes = b"") -> bytes:
    """A PNG of a few bytes that declares any size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    comment = chunk(b"zTXt", b"k\0\0" + zlib.compress(text)) if text else b""
    pixels = chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + header + comment + pixels


def _add_image(editor: Client, name: str, content: bytes, **fields: Any) -> Any:
    data = {"title": "Foto", "testo_alternativo": "Una piazza", "tags": ""} | fields
    data["file"] = SimpleUploadedFile(name, content)
    return editor.post(reverse("wagtailimages:add"), data)


@pytest.mark.parametrize(
    ("extension", "kind"),
    # MPO is what telephones call JPEG: with a second picture behind the first.
    [("jpg", "JPEG"), ("jpeg", "JPEG"), ("jpg", "MPO"), ("png", "PNG"), ("webp", "WEBP")],
)
def test_an_honest_image_is_stored(editor: Client, extension: str, kind: str) -> None:
    response = _add_image(editor, f"foto.{extension}", picture(kind, (60, 40)))
    assert response.status_code == 302
    image = Image.objects.get()
    assert (image.width, image.height, len(image.file_hash)) == (60, 40, 40)
    assert image.default_alt_text == "Una piazza"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NO_IMAGE = "non è un'immagine JPEG, PNG o WebP"
JPEG, PNG = picture("JPEG", (900, 900)), picture("PNG", (900, 900))
DISHONEST = {
    "HTML": ("a.png", b"<!doctype html><script>alert(1)</script>", NO_IMAGE),
    "SVG in disguise": ("a.png", SVG, NO_IMAGE),
    "SVG": ("a.svg", SVG, NO_IMAGE),
    "JPEG called PNG": ("a.png", JPEG, "Non è un'immagine .png valida"),
    "JPEG called HTML": ("a.html", JPEG, "Formato immagine non supportato"),
    "cut JPEG": ("a.jpg", JPEG[:-2000], "danneggiata"),
    "cut PNG": ("a.png", PNG[:400], "danneggiat"),
    "bomb": ("a.png", _png(20_000, 20_000), "troppi pixel"),
    "too wide": ("a.png", _png(6_325, 6_325), "(6325 × 6325): al massimo 40 milioni"),
    "text bomb": ("a.png", _png(9, 9, text=bytes(2_000_000)), "danneggiat"),
    "too heavy": ("a.jpg", b"\xff\xd8" + bytes(10 * 1024 * 1024), "troppo grande"),
}


@pytest.mark.parametrize(("name", "content", "message"), DISHONEST.values(), ids=DISHONEST)
def test_a_dishonest_image_is_refused_at_the_field(
    editor: Client, name: str, content: bytes, message: str
) -> None:
    response = _add_image(editor, name, content)
    assert response.status_code == 200
    (error,) = response.context["form"].errors["file"]
    assert message in error
    assert list(response.context["form"].errors) == ["file"]
    assert not Image.objects.exists()


def test_text_or_decorative_at_the_field(editor: Client) -> None:
    response = _add_image(editor, "a.png", picture("PNG", (9, 9)), testo_alternativo="  ")
    assert response.context["form"].errors == {
        "testo_alternativo": ["Scrivi che cosa mostra l'immagine oppure indica che è decorativa."]
    }
    accepted = _add_image(
        editor, "a.png", picture("PNG", (9, 9)), testo_alternativo="", decorativa="on"
    )
    assert accepted.status_code == 302
    assert Image.objects.get().default_alt_text == ""


def test_many_at_once_ask_for_the_text_before_they_are_images(editor: Client) -> None:
    upload = SimpleUploadedFile("foto.jpg", picture(size=(60, 40)))
    answer = editor.post(reverse("wagtailimages:add_multiple"), {"files[]": upload})
    assert not Image.objects.exists()
    number = json.loads(answer.content)["uploaded_file_id"]
    complete = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number])
    prefix = f"uploaded-image-{number}"
    data = {f"{prefix}-title": "Foto", f"{prefix}-tags": ""}
    assert json.loads(editor.post(complete, data).content)["success"] is False
    data[f"{prefix}-testo_alternativo"] = "Una piazza"
    assert json.loads(editor.post(complete, data).content)["success"] is True
    assert Image.objects.get().file_hash


def test_a_new_file_keeps_published_pages_supplied(editor: Client, add_image: AddImage) -> None:
    image = add_image(picture(size=(700, 350)))
    make_renditions(image)
    old = {rendition.file.name for rendition in published_renditions(image)}
    edit = reverse("wagtailimages:edit", args=[image.pk])
    data = {"title": "Foto", "testo_alternativo": "Una piazza", "tags": ""}
    data["file"] = SimpleUploadedFile("foto.jpg", picture(size=(400, 400)))  # type: ignore[assignment]
    assert editor.post(edit, data).status_code == 302
    new = published_renditions(Image.objects.get())
    assert [rendition.width for rendition in new] == [320, 400, 400]
    assert not old & {rendition.file.name for rendition in new}
    # Wagtail's own page shows the new one.
    assert editor.get(edit).status_code == 200


def test_a_document_is_checked_and_announced(
    editor: Client, collection: Collection, settings: Settings
) -> None:
    def add(name: str, content: bytes) -> Any:
        data = {"title": "Bando", "tags": "", "file": SimpleUploadedFile(name, content)}
        return editor.post(reverse("wagtaildocs:add"), data)

    refused = add("bando.pdf", b"<!doctype html>")
    (error,) = refused.context["form"].errors["file"]
    assert error.startswith("Il contenuto del file non corrisponde all'estensione .pdf")
    assert "exe" in str(add("bando.exe", b"MZ").context["form"].errors["file"])
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 2_000_000
    assert "troppo grande" in str(
        add("bando.pdf", b"%PDF-1.7" + bytes(2_000_000)).context["form"].errors["file"]
    )
    assert not Document.objects.exists()

    assert add("bando.pdf", b"%PDF-1.7" + bytes(1_258_283)).status_code == 302
    document = Document.objects.get()
    assert document.formato_e_peso == "PDF, 1,2\N{NO-BREAK SPACE}MB"
    assert document.file_hash
