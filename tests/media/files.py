"""Files as people upload them: photographs full of metadata, compressed packages."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

#: Where the photograph was taken, in EXIF's GPS block, and who took it, in XMP, IPTC and a comment.
SECRETS = (b"Rita Levi", b"Apparecchio 12345", b"http://ns.adobe.com/xap/1.0/")
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>Rita Levi</dc:creator></x:xmpmeta>'
GPS, _LATITUDE, _MODEL, _ARTIST, _ORIENTATION = 0x8825, 2, 0x0110, 0x013B, 0x0112


def exif(*, orientation: int = 1) -> Pillow.Exif:
    """A telephone's EXIF: model, author, place, orientation."""
    block = Pillow.Exif()
    block[_MODEL] = "Apparecchio 12345"
    block[_ARTIST] = "Rita Levi"
    block[_ORIENTATION] = orientation
    block.get_ifd(GPS).update({1: "N", _LATITUDE: (43.0, 46.0, 9.0), 3: "E", 4: (11.0, 15.0, 0.0)})
    return block


def picture(
    kind: str = "JPEG",
    size: tuple[int, int] = (2000, 1000),
    *,
    mode: str = "RGB",
    orientation: int = 1,
) -> bytes:
    """A photograph full of metadata."""
    output = BytesIO()
    drawn = Pillow.linear_gradient("L").resize(size).convert(mode)
    options: dict[str, object] = {"exif": exif(orientation=orientation)}
    if kind == "PNG":
        text = PngInfo()
        text.add_text("Author", "Rita Levi")
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options["pnginfo"] = text
    else:
        options["xmp"] = XMP
    if kind == "JPEG":
        options["comment"] = b"Rita Levi"
    if kind == "MPO":
        options = {"save_all": True, "append_images": [drawn]}
    drawn.save(output, kind, **options)
    return output.getvalue()


def package(entries: dict[str, bytes]) -> bytes:
    """A ZIP file with these entries."""
    output = BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return output.getvalue()
