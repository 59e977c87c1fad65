"""Images and documents outside the database: in a folder, by name and hash.

`Raccolta` writes the files of what is exported; `Deposito` reads them, and makes of each an image
or a document of the archive, unless the archive has one with the same content.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePath
from typing import Any

import yaml
from django.core.files.storage import Storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form

from .renditions import rendition_folder

#: Where the files of a folder are, and what is said of each.
CARTELLA, INDICE = "file", "_file.yaml"
_CHUNK = 1 << 20


class AllegatoRifiutato(ValueError):
    """The file cannot be written or read; the message is Italian."""


@dataclass(frozen=True)
class Allegato:
    """A file as a folder names it, with what readers are told of it wherever it stands."""

    nome: str
    sha256: str
    titolo: str = ""
    testo_alternativo: str = ""
    decorativa: bool = False
    descrizione: str = ""


class Raccolta:
    """The images and documents that an export writes, each under a name of its own."""

    def __init__(self, objects: Iterable[models.Model]) -> None:
        self._objects = {_key(each): each for each in objects}
        self._by_key = _named({key: _hash_of(each) for key, each in self._objects.items()})

    def __getitem__(self, target: models.Model) -> Allegato:
        key = _key(target)
        return _described(self._objects[key], *self._by_key[key])

    def write(self, folder: Path) -> None:
        """The files in `folder/file/`, and the index; nothing where there is none."""
        if not self._objects:
            return
        (folder / CARTELLA).mkdir()
        described = {}
        for each in self._objects.values():
            allegato = self[each]
            described[allegato.nome] = allegato
            with (
                _opened(each) as source,
                (folder / CARTELLA / allegato.nome).open("wb") as target,
            ):
                for chunk in iter(lambda: source.read(_CHUNK), b""):
                    target.write(chunk)
        rows = [
            {name: value for name, value in asdict(allegato).items() if value}
            for _, allegato in sorted(described.items())
        ]
        (folder / INDICE).write_text(
            yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=float("inf")),
            encoding="utf-8",
        )


def _key(target: models.Model) -> tuple[str, Any]:
    return target._meta.label, target.pk


def _opened(target: Any) -> Any:
    try:
        return target.file.storage.open(target.file.name, "rb")
    except OSError as error:
        raise AllegatoRifiutato(
            f"il file di «{target.title}» non c’è più nell’archivio."
        ) from error


def _hash_of(target: Any) -> tuple[str, str]:
    digest = hashlib.sha256()
    with _opened(target) as source:
        for chunk in iter(lambda: source.read(_CHUNK), b""):
            digest.update(chunk)
    return PurePath(target.file.name).name, digest.hexdigest()


def _named(found: dict[Any, tuple[str, str]]) -> dict[Any, tuple[str, str]]:
    """Each under its own name; different contents under one name get the beginning of the hash."""
    hashes: dict[str, set[str]] = {}
    for name, sha256 in found.values():
        hashes.setdefault(name.casefold(), set()).add(sha256)
    named = {}
    for key, (name, sha256) in found.items():
        path = PurePath(name)
        several = len(hashes[name.casefold()]) > 1
        named[key] = (f"{path.stem}-{sha256[:12]}{path.suffix}" if several else name, sha256)
    return named


def _described(target: Any, name: str, sha256: str) -> Allegato:
    return Allegato(
        nome=name,
        sha256=sha256,
        titolo=target.title,
        testo_alternativo=getattr(target, "testo_alternativo", ""),
        decorativa=getattr(target, "decorativa", False),
        descrizione=getattr(target, "description", ""),
    )


@dataclass
class Deposito:
    """The files of a folder that is imported."""

    folder: Path
    #: name → what the index says of it
    indice: dict[str, Allegato] = field(default_factory=dict)
    _made: dict[tuple[str, str], Any] = field(default_factory=dict)
    #: what this import has stored, to take away again where it is undone
    _stored: list[tuple[Storage, str]] = field(default_factory=list)
    #: the folders of their renditions, where no other image has the same ones
    _renditions: list[tuple[Storage, str]] = field(default_factory=list)

    @classmethod
    def read(cls, folder: Path) -> "Deposito":
        """With its index, where there is one. Raises `AllegatoRifiutato`."""
        path = folder / INDICE
        if not path.exists():
            return cls(folder)
        try:
            rows = yaml.safe_load(path.read_text(encoding="utf-8")) or []
            listed = [Allegato(**row) for row in rows]
            return cls(folder, {allegato.nome: allegato for allegato in listed})
        except (yaml.YAMLError, UnicodeDecodeError, TypeError, AttributeError) as error:
            raise AllegatoRifiutato(f"{INDICE}: il file non si legge.") from error

    def check(self, name: str, sha256: str) -> None:
        """Raise `AllegatoRifiutato` unless the file is there and is the one that is meant."""
        path = self.folder / CARTELLA / name
        if not path.is_file():
            raise AllegatoRifiutato(f"manca il file {CARTELLA}/{name}.")
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        listed = self.indice.get(name)
        for wanted in (sha256, listed.sha256 if listed else ""):
            if wanted and wanted != found:
                raise AllegatoRifiutato(
                    f"{CARTELLA}/{name} non è il file indicato: il suo SHA-256 è {found}."
                )

    def fetch(self, kind: str, name: str, *, alt: str = "", decorative: bool = False) -> Any:
        """The image or document with this content: the archive's, or a new one.

        `alt` and `decorative` are what the page says of it, where the index says nothing. Raises
        `AllegatoRifiutato`.
        """
        if (kind, name) not in self._made:
            listed = self.indice.get(name) or Allegato(
                nome=name, sha256="", testo_alternativo=alt[:255], decorativa=decorative
            )
            self._made[kind, name] = self._found(kind, listed) or self._new(kind, listed)
        return self._made[kind, name]

    def _found(self, kind: str, allegato: Allegato) -> Any | None:
        data = (self.folder / CARTELLA / allegato.nome).read_bytes()
        # Wagtail keeps SHA-1; the size goes with it.
        same = _model(kind)._default_manager.filter(
            file_hash=hashlib.sha1(data, usedforsecurity=False).hexdigest(), file_size=len(data)
        )
        taken = [each.pk for (other, _), each in self._made.items() if other == kind]
        rows = list(same.exclude(pk__in=taken).order_by("pk"))
        return next(
            (row for row in rows if row.title == allegato.titolo), rows[0] if rows else None
        )

    def _new(self, kind: str, allegato: Allegato) -> Any:
        """Through the form of the admin: the same checks, the same words."""
        model = _model(kind)
        data = (self.folder / CARTELLA / allegato.nome).read_bytes()
        form_class = get_image_form(model) if kind == "immagine" else get_document_form(model)
        form = form_class(
            {
                "title": allegato.titolo or PurePath(allegato.nome).stem,
                "testo_alternativo": allegato.testo_alternativo,
                "decorativa": allegato.decorativa,
                "description": allegato.descrizione,
                "collection": _root_collection(),
                "tags": "",
            },
            {"file": SimpleUploadedFile(allegato.nome, data)},
        )
        if not form.is_valid():
            words = " ".join(text for texts in form.errors.values() for text in texts)
            raise AllegatoRifiutato(f"{CARTELLA}/{allegato.nome}: {words}")
        target = form.save(commit=False)
        if hasattr(target, "description"):
            target.description = allegato.descrizione
        _adopt(target, data)
        target.save()
        self._stored.append((target.file.storage, target.file.name))
        if kind == "immagine" and not _is_twin(target):
            self._renditions.append((target.file.storage, rendition_folder(target)))
        return target

    def undo(self) -> None:
        """Take away the files that were stored: the rows that named them are going."""
        for storage, name in self._stored:
            storage.delete(name)
        for storage, folder in self._renditions:
            if storage.exists(folder):
                for name in storage.listdir(folder)[1]:
                    storage.delete(f"{folder}/{name}")


def _is_twin(image: Any) -> bool:
    """Whether another image has the same content."""
    same = type(image)._default_manager.filter(file_hash=image.file_hash)
    return bool(same.exclude(pk=image.pk).exists())


def _model(kind: str) -> Any:
    return get_image_model() if kind == "immagine" else get_document_model()


def _root_collection() -> int:
    from wagtail.models import get_root_collection_id

    return int(get_root_collection_id())


def _adopt(target: Any, data: bytes) -> None:
    """Take over the file that an import which was killed has left, rather than store a twin."""
    storage = target.file.storage
    path = target._meta.get_field("file").generate_filename(target, target.file.name)
    if not storage.exists(path) or type(target)._default_manager.filter(file=path).exists():
        return
    with storage.open(path, "rb") as left:
        if left.read() == data:
            target.file = path
