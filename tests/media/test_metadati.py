"""What a camera writes in a file is taken out of it without touching a pixel."""

from io import BytesIO

import pytest
from PIL import Image as Pillow
from PIL import ImageCms

from piattaforma.media.metadati import strip_metadata

from .files import GPS, SECRETS, picture


def _open(data: bytes) -> Pillow.Image:
    return Pillow.open(BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_personal_is_left_and_pixels_are_the_same(kind: str) -> None:
    before = picture(kind, (300, 200))
    assert any(secret in before for secret in SECRETS)  # or the test would prove nothing
    assert _open(before).getexif().get_ifd(GPS)

    after = strip_metadata(before)

    assert not [secret for secret in SECRETS if secret in after]
    opened = _open(after)
    assert not opened.getexif()
    assert not {"exif", "xmp", "comment", "Author"} & set(opened.info)
    assert opened.tobytes() == _open(before).tobytes()
    assert strip_metadata(after) == after


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_colour_profile_stays(kind: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    output = BytesIO()
    Pillow.new("RGB", (8, 8), "red").save(output, kind, icc_profile=profile, exif=b"Exif\0\0MM\0*")
    assert _open(strip_metadata(output.getvalue())).info["icc_profile"] == profile


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="né JPEG"):
        strip_metadata(b"GIF89a")
