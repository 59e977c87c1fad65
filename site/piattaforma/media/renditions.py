"""The renditions that pages use: a fixed list, made when something is published, never on a GET.

Each width is a WebP; one JPEG (PNG where there is transparency) serves whatever reads no WebP.
An image is decoded once for all of them and never enlarged: one narrower than a width of the list
gets one rendition as wide as itself.
"""

import logging
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps
from PIL.ImageFile import ImageFile

from .metadati import strip_metadata
from .models import Image, Rendition
from .verifica import PILLOW_FORMATS

logger = logging.getLogger(__name__)

WIDTHS = (320, 640, 960, 1280)
FALLBACK_WIDTH = 640
_WEBP = {"format": "WEBP", "quality": 80, "method": 4}
_JPEG = {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True}
_PNG = {"format": "PNG", "optimize": True}
#: Filter specification → width and how Pillow writes it. The only specifications pages use.
SPECS: dict[str, tuple[int, dict[str, Any]]] = {
    **{f"width-{width}|format-webp": (width, _WEBP) for width in WIDTHS},
    f"width-{FALLBACK_WIDTH}|format-jpeg": (FALLBACK_WIDTH, _JPEG),
    f"width-{FALLBACK_WIDTH}|format-png": (FALLBACK_WIDTH, _PNG),
}
_EXTENSIONS = {"WEBP": "webp", "JPEG": "jpg", "PNG": "png"}
#: The value of EXIF's orientation tag from which width and height change places.
_ORIENTATION, _TURNED = 0x0112, 5


def make_renditions(image: Image) -> int:
    """Make what is missing of an image's renditions; how many were made.

    A file that is lost or cannot be read is logged and makes none: it must not keep a page from
    being published.
    """
    existing = set(
        image.renditions.filter(filter_spec__in=SPECS).values_list("filter_spec", flat=True)
    )
    try:
        with image.open_file() as file, Pillow.open(file, formats=PILLOW_FORMATS) as picture:
            missing = [spec for spec in _specs_for(picture) if spec not in existing]
            if not missing:
                return 0
            prepared = _prepared(picture)
            for spec in missing:
                image.renditions.get_or_create(
                    filter_spec=spec,
                    focal_point_key="",
                    defaults={"file": _file(image, prepared, spec)},
                )
    except OSError:
        logger.exception("Immagine %s: file mancante o illeggibile", image.pk)
        return 0
    return len(missing)


def published_renditions(image: Image) -> list[Rendition]:
    """The renditions of the fixed list that exist, narrowest first."""
    # An image that was never saved (the preview of a block) has none.
    known = image.renditions.all() if image.pk else []
    return sorted((r for r in known if r.filter_spec in SPECS), key=lambda r: r.width)


def rendition_folder(image: Image) -> str:
    """Where the files of an image's renditions are, with those of images of the same content."""
    return str(PurePath(Rendition(image=image).get_upload_to("x")).parent)


def _specs_for(picture: Pillow.Image) -> Iterator[str]:
    """The specifications an image of this width and transparency gets."""
    turned = picture.getexif().get(_ORIENTATION, 1) >= _TURNED
    full_width = picture.height if turned else picture.width
    widest = min((width for width in WIDTHS if width >= full_width), default=WIDTHS[-1])
    fallback = _PNG if picture.has_transparency_data else _JPEG
    for spec, (width, options) in SPECS.items():
        if options is fallback or (options is _WEBP and width <= widest):
            yield spec


def _prepared(picture: ImageFile) -> Pillow.Image:
    """Decoded, upright, in sRGB."""
    # A JPEG is decoded at about the size that serves: a fraction of the time and memory.
    picture.draft("RGB", (WIDTHS[-1] * 2, WIDTHS[-1] * 2))
    profile = picture.info.get("icc_profile")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    upright = ImageOps.exif_transpose(picture)
    if upright.mode not in {"RGB", "RGBA", "CMYK"}:
        upright = upright.convert(mode)
    if profile:
        upright = _in_srgb(upright, profile, mode)
    return upright if upright.mode == mode else upright.convert(mode)


def _in_srgb(picture: Pillow.Image, profile: bytes, mode: str) -> Pillow.Image:
    """The colours that the profile means; a profile that cannot be read is ignored."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, source, srgb, outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError):
        logger.warning("Profilo colore non valido: ignorato")
        return picture


def _file(image: Image, picture: Pillow.Image, spec: str) -> ContentFile:
    """One rendition's file, without metadata."""
    width, options = SPECS[spec]
    width = min(width, picture.width)
    size = (width, max(1, round(picture.height * width / picture.width)))
    output = BytesIO()
    picture.resize(size, Pillow.Resampling.LANCZOS).save(output, **options)
    stem = PurePath(image.file.name).stem[:30]
    name = f"{stem}.{spec.replace('|', '.')}.{_EXTENSIONS[str(options['format'])]}"
    return ContentFile(strip_metadata(output.getvalue()), name=name)
