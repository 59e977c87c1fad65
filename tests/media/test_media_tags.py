"""`picture_of` shows what exists and makes nothing."""

import pytest
from django.template import Context, Template
from pytest_django import DjangoAssertNumQueries

from piattaforma.media.models import Image, Rendition
from piattaforma.media.renditions import make_renditions

from .conftest import AddImage
from .files import picture

pytestmark = pytest.mark.django_db


def _render(image: Image | None, arguments: str = "") -> str:
    source = "{% load media_tags %}{% picture_of image " + arguments + " %}"
    return Template(source).render(Context({"image": image}))


def test_a_picture_offers_every_width_and_says_what_it_shows(
    add_image: AddImage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    image = add_image(picture(size=(700, 350)), testo_alternativo='Il "patto" <di> Lucca')
    make_renditions(image)
    folder = f"/media/images/{image.file_hash[:12]}/foto"
    with django_assert_num_queries(1):
        html = _render(image, 'sizes="50vw" classe="cd-figure" loading="eager"')
    assert html == (
        '<picture><source type="image/webp" srcset="'
        f"{folder}.width-320.format-webp.webp 320w, {folder}.width-640.format-webp.webp 640w, "
        f'{folder}.width-960.format-webp.webp 700w" sizes="50vw">'
        f'<img src="{folder}.width-640.format-jpeg.jpg" width="640" height="320" '
        'alt="Il &quot;patto&quot; &lt;di&gt; Lucca" class="cd-figure" loading="eager" '
        'decoding="async"></picture>'
    )


def test_without_renditions_the_text_is_left_and_nothing_is_made(add_image: AddImage) -> None:
    image = add_image(picture(size=(400, 300)))
    assert _render(image) == '<span class="cd-image-missing">Una piazza</span>'
    assert _render(image, 'alt=""') == ""
    assert _render(None) == ""
    assert not Rendition.objects.exists()


def test_the_block_has_the_last_word_on_the_text(add_image: AddImage) -> None:
    image = add_image(picture(size=(400, 300)))
    make_renditions(image)
    assert 'alt="Una piazza"' in _render(image)
    image.contextual_alt_text = "La piazza dopo i lavori"
    assert 'alt="La piazza dopo i lavori"' in _render(image)
    image.decorative = True
    assert 'alt=""' in _render(image)
