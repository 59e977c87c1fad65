"""Takes what the camera and the editor wrote (place, author, serial numbers, comments) out of an
image file, without decoding it: pixels and colour profile stay, byte for byte. Pure.
"""

from collections.abc import Iterator

_JPEG = b"\xff\xd8"
_PNG = b"\x89PNG\r\n\x1a\n"
#: JPEG segments kept: JFIF header, colour profile, Adobe's colour transform. Other APPn and COM go.
_JPEG_KEPT = {0xE0: b"JFIF", 0xE2: b"ICC_PROFILE", 0xEE: b"Adobe"}
_PNG_DROPPED = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
_WEBP_DROPPED = {b"EXIF", b"XMP "}
#: The bits of VP8X that announce the chunks above.
_WEBP_FLAGS = 0x08 | 0x04


def strip_metadata(data: bytes) -> bytes:
    """The same JPEG, PNG or WebP image without metadata; other formats raise ValueError."""
    if data.startswith(_JPEG):
        return _JPEG + b"".join(_jpeg_segments(data))
    if data.startswith(_PNG):
        return _PNG + b"".join(_png_chunks(data))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        body = b"WEBP" + b"".join(_webp_chunks(data))
        return b"RIFF" + len(body).to_bytes(4, "little") + body
    raise ValueError("né JPEG né PNG né WebP")


def _jpeg_segments(data: bytes) -> Iterator[bytes]:
    position = 2
    while position + 4 <= len(data):
        if data[position] != 0xFF:
            raise ValueError("segmento JPEG non valido")
        marker = data[position + 1]
        if marker == 0xFF:  # filler
            position += 1
            continue
        if marker == 0xDA:  # start of scan: from here on, pixels
            yield data[position:]
            return
        end = position + 2 + int.from_bytes(data[position + 2 : position + 4], "big")
        is_metadata = 0xE0 <= marker <= 0xEF or marker == 0xFE
        kept = _JPEG_KEPT.get(marker)
        if not is_metadata or (kept and data.startswith(kept, position + 4)):
            yield data[position:end]
        position = end


def _png_chunks(data: bytes) -> Iterator[bytes]:
    position = len(_PNG)
    while position + 12 <= len(data):
        end = position + 12 + int.from_bytes(data[position : position + 4], "big")
        kind = data[position + 4 : position + 8]
        if kind not in _PNG_DROPPED:
            yield data[position:end]
        if kind == b"IEND":
            return
        position = end


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    position = 12
    while position + 8 <= len(data):
        kind = data[position : position + 4]
        size = int.from_bytes(data[position + 4 : position + 8], "little")
        end = position + 8 + size + size % 2
        chunk = data[position:end]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        if kind not in _WEBP_DROPPED:
            yield chunk
        position = end
