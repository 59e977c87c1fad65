"""Blocks that show a file, from the database to the spelling of a file and back."""

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from typing import Any

from wagtail.blocks import Block, ListBlock, StreamValue, StructBlock

from piattaforma.media.allegati import Deposito, Raccolta

from .blocks import MarkdownBlock
from .spelling import Value

#: type of block → its field with the file
_FIELDS = {"immagine": "immagine", "documento": "documento"}


def is_file(kind: str) -> bool:
    return kind in _FIELDS


def files_of(stream: StreamValue) -> Iterator[Any]:
    """The images and documents that the blocks of a stream show."""
    for child in stream:
        if child.block_type in _FIELDS and child.value[_FIELDS[child.block_type]]:
            yield child.value[_FIELDS[child.block_type]]


def spelled(
    stream: StreamValue, *, files: Raccolta, change: Callable[[str], str]
) -> list[tuple[str, Value]]:
    """A stream as `write_zone` takes it: files by name and hash, each Markdown text changed."""
    return [
        (child.block_type, _spelled(child, files, change))
        for child in stream
        # A file that was deleted leaves a block without it, which readers do not see.
        if child.block_type not in _FIELDS or child.value[_FIELDS[child.block_type]]
    ]


def _spelled(child: Any, files: Raccolta, change: Callable[[str], str]) -> Value:
    value = child.value
    if child.block_type not in _FIELDS:
        return _changed(child.block, value, change)  # type: ignore[no-any-return]
    target = value[_FIELDS[child.block_type]]
    named = {"file": files[target].nome, "sha256": files[target].sha256}
    if child.block_type == "documento":
        return named | {"titolo": value["titolo"], "descrizione": value["descrizione"]}
    return named | {
        "alt": target.alt,
        # One that is neither shows no words either.
        "decorativa": not target.alt,
        "didascalia": value["didascalia"],
    }


def _changed(block: Block, value: Any, change: Callable[[str], str]) -> Any:
    """The value with every Markdown text in it changed."""
    if isinstance(block, MarkdownBlock):
        return change(value or "")
    if isinstance(block, StructBlock):
        return {
            name: _changed(child, value[name], change) for name, child in block.child_blocks.items()
        }
    if isinstance(block, ListBlock):
        return [_changed(block.child_block, item, change) for item in value]
    return "" if value is None else value


def check_file(block: StructBlock, value: dict[str, Any], files: Deposito) -> None:
    """What can be said of a block with a file before the file is in the archive.

    Raises `ValidationError` or `AllegatoRifiutato`.
    """
    files.check(value["file"], value["sha256"])
    for name, child in block.child_blocks.items():
        if name in value:
            child.clean(value[name])


def with_files(
    blocks: Iterable[tuple[str, Any]], children: dict[str, Any], files: Deposito
) -> list[tuple[str, Any]]:
    """Stream data with the files found, or stored: `check_file` has passed. Raises `AllegatoRifiutato`."""
    return [
        (kind, _with_file(children[kind], kind, value, files) if kind in _FIELDS else value)
        for kind, value in blocks
    ]


def _with_file(block: StructBlock, kind: str, value: dict[str, Any], files: Deposito) -> Any:
    if kind == "documento":
        found = files.fetch(kind, value["file"])
        data = {"titolo": value["titolo"], "descrizione": value["descrizione"]}
        return block.normalize({"documento": found, **data})
    alt, decorative = value["alt"], value["decorativa"]
    found = files.fetch(kind, value["file"], alt=alt, decorative=decorative)
    # A copy: what is said of an image here is kept on the object.
    shown = {"image": copy(found), "alt_text": alt, "decorative": decorative}
    return block.normalize({"immagine": shown, "didascalia": value["didascalia"]})
