"""Images get their renditions when the page is saved; neither a reader's request nor a preview makes any."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Pillow

from piattaforma.media.models import Image, Rendition
from tests.factories import make_page

pytestmark = pytest.mark.django_db


def test_renditions_are_made_before_anybody_looks(client: Client) -> None:
    from io import BytesIO

    data = BytesIO()
    Pillow.new("RGB", (1400, 700), "navy").save(data, "JPEG")
    image = Image.objects.create(
        title="Un tavolo",
        testo_alternativo="Persone attorno a un tavolo",
        file=SimpleUploadedFile("tavolo.jpg", data.getvalue(), "image/jpeg"),
    )
    page = make_page("Con immagine", slug="con-immagine")
    value = {"immagine": image.pk, "didascalia": "Al tavolo."}
    page.corpo = page.corpo.stream_block.to_python([{"type": "immagine", "value": value}])
    assert not Rendition.objects.filter(image=image).exists()
    revision = page.save_revision()
    made = Rendition.objects.filter(image=image).count()
    assert made >= 2
    revision.publish()
    shown = client.get("/con-immagine/").content.decode()
    assert "Persone attorno a un tavolo" in shown
    assert "<picture" in shown
    assert Rendition.objects.filter(image=image).count() == made
