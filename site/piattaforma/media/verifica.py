"""Is a file what its name says? Content is looked at, never trusted; nothing is unpacked."""

import warnings
from typing import IO
from zipfile import BadZipFile, ZipFile

from PIL import Image as Pillow

#: What Pillow may open.
PILLOW_FORMATS = ("JPEG", "PNG", "WEBP")

_OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
_OFFICE_FOLDER = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_TEXT = {"csv", "txt"}
#: A compressed document that declares more than this is a bomb, or of no use to a reader.
MAX_ENTRIES = 5_000
MAX_UNPACKED = 500_000_000


class InvalidFileError(ValueError):
    """The content is not what the name says; the message is for the person who uploads."""


def image_size(file: IO[bytes]) -> tuple[int, int]:
    """Width and height from the header alone, before any pixel is decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            return Pillow.open(file, formats=PILLOW_FORMATS).size
    except Pillow.DecompressionBombError as error:
        raise InvalidFileError("L'immagine ha troppi pixel.") from error
    except Exception as error:  # Pillow raises whatever a malformed header makes it raise
        raise InvalidFileError(
            "Il file non è un'immagine JPEG, PNG o WebP, oppure è danneggiato."
        ) from error
    finally:
        file.seek(0)


def check_document(file: IO[bytes], extension: str) -> None:
    """Raise InvalidFileError unless the content is of the kind that the extension announces."""
    try:
        if extension == "pdf":
            valid = b"%PDF-" in file.read(1024)
        elif extension in _TEXT:
            valid = _is_text(file)
        elif extension in _OPEN_DOCUMENT or extension in _OFFICE_FOLDER:
            valid = _is_package(file, extension)
        else:
            valid = False
    finally:
        file.seek(0)
    if not valid:
        raise InvalidFileError(
            f"Il contenuto del file non corrisponde all'estensione .{extension}, "
            "oppure il file è danneggiato."
        )


def _is_text(file: IO[bytes]) -> bool:
    """No control characters but white space: UTF-8, or the 8-bit text that spreadsheets export."""
    forbidden = bytes(set(range(32)) - set(b"\t\n\r\f"))
    while block := file.read(1 << 20):
        if block.translate(None, forbidden) != block:
            return False
    return True


def _is_package(file: IO[bytes], extension: str) -> bool:
    try:
        with ZipFile(file) as package:
            entries = package.infolist()
            names = [entry.filename for entry in entries]
            if len(entries) > MAX_ENTRIES or sum(e.file_size for e in entries) > MAX_UNPACKED:
                return False
            if extension in _OFFICE_FOLDER:
                return _is_office(names, _OFFICE_FOLDER[extension])
            if "mimetype" not in names:
                return False
            with package.open("mimetype") as declared:
                return declared.read(200).strip() == _OPEN_DOCUMENT[extension]
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return False


def _is_office(names: list[str], folder: str) -> bool:
    """The package of the announced program, without macros."""
    return (
        "[Content_Types].xml" in names
        and any(name.startswith(folder) for name in names)
        and not any(name.lower().endswith("vbaproject.bin") for name in names)
    )
