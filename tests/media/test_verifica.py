"""The content of a document must be what its extension announces."""

from io import BytesIO

import pytest

from piattaforma.media import verifica
from piattaforma.media.verifica import InvalidFileError, check_document

from .files import package, picture

PDF = b"%PDF-1.7\n%\xe2\xe3\n"
ODT = package({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})
DOCX = package({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
MACRO = package({"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b""})
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("pdf", PDF),
        ("odt", ODT),
        ("docx", DOCX),
        ("xlsx", package({"[Content_Types].xml": b"", "xl/workbook.xml": b""})),
        ("csv", "codice;città\n1;Forlì\n".encode("cp1252")),
        ("txt", "Perché sì.\r\n".encode()),
    ],
)
def test_honest_files_pass_and_are_rewound(extension: str, content: bytes) -> None:
    file = BytesIO(content)
    check_document(file, extension)
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("pdf", HTML),
        ("pdf", b""),
        ("docx", ODT),
        ("docx", PDF),
        ("odt", DOCX),
        ("ods", ODT),
        ("odt", ODT[:-30]),
        ("xlsx", DOCX),
        ("docx", MACRO),
        ("csv", picture("PNG", (9, 9))),
        ("txt", b"MZ\x90\x00\x03"),
        ("html", HTML),
        ("zip", DOCX),
    ],
)
def test_disguised_files_are_refused(extension: str, content: bytes) -> None:
    with pytest.raises(InvalidFileError, match="non corrisponde"):
        check_document(BytesIO(content), extension)


def test_a_compressed_bomb_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = package({"[Content_Types].xml": b"", "word/document.xml": bytes(3_000_000)})
    check_document(BytesIO(bomb), "docx")
    monkeypatch.setattr(verifica, "MAX_UNPACKED", 2_000_000)
    with pytest.raises(InvalidFileError):
        check_document(BytesIO(bomb), "docx")
