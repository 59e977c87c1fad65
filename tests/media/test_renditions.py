"""Renditions: the fixed list, made on purpose only, upright, never enlarged, without metadata."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow
from pytest_django import DjangoAssertNumQueries

from piattaforma.media.models import Image, Rendition
from piattaforma.media.renditions import (
    make_renditions,
)

from .conftest import AddImage
from .files import SECRETS, picture

pytestmark = pytest.mark.django_db


def _made(image: Image) -> list[tuple[str, int, int]]:
    rows = image.renditions.order_by("pk")
    return [(row.filter_spec, row.width, row.height) for row in rows]


def test_the_fixed_list_is_made_once(
    add_image: AddImage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    image = add_image(picture(size=(3000, 1500)))
    assert make_renditions(image) == 5
    assert _made(image) == [
        ("width-320|format-webp", 320, 160),
        ("width-640|format-webp", 640, 320),
        ("width-960|format-webp", 960, 480),
        ("width-1280|format-webp", 1280, 640),
        ("width-640|format-jpeg", 640, 320),
    ]
    with django_assert_num_queries(1):
        assert make_renditions(image) == 0


def test_an_image_is_never_enlarged_and_transparency_stays(add_image: AddImage) -> None:
    image = add_image(picture("PNG", (500, 100), mode="RGBA"), "segno.png")
    make_renditions(image)
    assert _made(image) == [
        ("width-320|format-webp", 320, 64),
        ("width-640|format-webp", 500, 100),
        ("width-640|format-png", 500, 100),
    ]


def test_a_photograph_taken_sideways_is_upright(add_image: AddImage) -> None:
    image = add_image(picture(size=(1000, 300), orientation=6))
    make_renditions(image)
    assert _made(image) == [
        ("width-320|format-webp", 300, 1000),
        ("width-640|format-jpeg", 300, 1000),
    ]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_rendition_carries_metadata(add_image: AddImage, kind: str) -> None:
    content = picture(kind, (700, 400))
    assert any(secret in content for secret in SECRETS)
    image = add_image(content, f"foto.{kind.lower().replace('jpeg', 'jpg')}")
    make_renditions(image)
    # The admin's own thumbnails and "original" are rows like the others, and are served alike.
    image.get_renditions("max-165x165", "max-800x600", "original", "width-99|format-jpeg")
    rows = list(Rendition.objects.all())
    assert len(rows) == 3 + 1 + 4
    for row in rows:
        data = row.file.read()
        row.file.close()
        assert not [secret for secret in SECRETS if secret in data], row.filter_spec
        assert not Pillow.open(BytesIO(data)).getexif(), row.filter_spec


@pytest.mark.parametrize("mode", ["L", "CMYK", "P", "1"])
def test_every_colour_mode_is_readable(add_image: AddImage, mode: str) -> None:
    output = BytesIO()
    Pillow.new(mode, (40, 40)).save(output, "JPEG" if mode == "CMYK" else "PNG")
    image = add_image(output.getvalue(), "a.jpg" if mode == "CMYK" else "a.png")
    assert make_renditions(image) == 2


def test_a_lost_file_does_not_stop_a_publication(
    add_image: AddImage, media_root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    image = add_image(picture(size=(400, 300)))
    (media_root / image.file.name).unlink()
    assert make_renditions(Image.objects.get()) == 0
    assert "file mancante" in caplog.text
