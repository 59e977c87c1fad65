"""The glossary as a file: a YAML list of voices, read and checked, then published all or none."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from piattaforma.nucleo.documents import DocumentError
from piattaforma.nucleo.elenco import read_entries
from piattaforma.nucleo.letture import refresh_readings
from piattaforma.nucleo.models import Livello, Termine
from piattaforma.nucleo.refusals import ImportRefused, in_words

from ..models import VoceGlossario, VoceImportata

_WORDS = ("termine", "codice", "definizione", "nota", "fonte", "livello")
_LISTS = ("sinonimi", "temi", "vedi")
_DUE = ("termine", "codice", "definizione", "fonte", "livello")


@dataclass(frozen=True)
class VoceFile:
    """A voice as its file says it."""

    path: Path
    line: int
    valori: dict[str, Any]

    @property
    def codice(self) -> str:
        return str(self.valori["codice"])

    @property
    def impronta(self) -> str:
        text = json.dumps(self.valori, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def error(self, key: str, message: str) -> DocumentError:
        name = self.valori.get("codice") or self.valori.get("termine") or "senza codice"
        return DocumentError(self.path, self.line, f"voce «{name}», {key}: {message}")


@dataclass
class EsitoGlossario:
    """What an import did, by code of voice."""

    nuove: list[str] = field(default_factory=list)
    aggiornate: list[str] = field(default_factory=list)
    invariate: list[str] = field(default_factory=list)
    #: edited or taken down in the admin since their import, and left as they are
    lasciate: list[str] = field(default_factory=list)


def import_glossary(*, path: Path, overwrite: bool = False) -> EsitoGlossario:
    """Publish the voices of a file: all of them or none.

    Idempotent by code: an unchanged entry makes no revision; a voice edited in the admin since its
    import is left and reported, unless `overwrite`. Raises `ImportRefused`.
    """
    files, errors = read_glossary(path)
    topics = {
        termine.codice: termine
        for termine in Termine.objects.filter(vocabolario=Termine.Vocabolario.TEMI)
    }
    errors += _unknown(files, topics)
    if errors:
        raise ImportRefused([str(error) for error in errors])
    with transaction.atomic():
        outcome, problems = EsitoGlossario(), []
        try:
            voices = _rows(files, outcome)
        except DocumentError as error:
            raise ImportRefused([str(error)]) from error
        for file in files:
            try:
                _import(file, voices, topics, outcome, overwrite=overwrite)
            except DocumentError as error:
                problems.append(str(error))
        if problems:
            raise ImportRefused(problems)
        # The first ones were read before the names of the last ones were there.
        refresh_readings(VoceGlossario)
    return outcome


def read_glossary(path: Path) -> tuple[list[VoceFile], list[DocumentError]]:
    """Every voice of the file and every error found, without touching the database."""
    entries, errors = read_entries(path, di="voci")
    files = []
    for line, given in entries:
        # An entry says the same with and without the keys that may be missing.
        empty = {**dict.fromkeys(_WORDS, ""), **{name: [] for name in _LISTS}}
        file = VoceFile(path, line, empty | given)
        found = list(_wrong(file))
        errors += found
        if not found:
            files.append(file)
    seen: set[str] = set()
    for file in files:
        if file.codice in seen:
            errors.append(file.error("codice", "un’altra voce ha già questo codice."))
        seen.add(file.codice)
    return files, errors


def _wrong(file: VoceFile) -> list[DocumentError]:
    values = file.valori
    errors = [
        file.error(key, "questa chiave non c’è nel formato.")
        for key in values
        if key not in {*_WORDS, *_LISTS}
    ]
    errors += [
        file.error(key, "serve un testo.") for key in _WORDS if not isinstance(values[key], str)
    ]
    errors += [
        file.error(key, "serve un elenco di testi.")
        for key in _LISTS
        if not isinstance(values[key], list) or not all(isinstance(x, str) for x in values[key])
    ]
    errors += [file.error(key, "manca.") for key in _DUE if values[key] in ("", [])]
    if values["livello"] and values["livello"] not in Livello.values:
        errors.append(file.error("livello", f"scegli tra {', '.join(Livello.values)}."))
    return errors


def _unknown(files: list[VoceFile], topics: dict[str, Termine]) -> list[DocumentError]:
    known = {file.codice for file in files}
    known |= set(VoceGlossario.objects.values_list("codice", flat=True))
    errors = []
    for file in files:
        for key, codes, name in (("temi", topics, "un tema"), ("vedi", known, "una voce")):
            errors += [
                file.error(key, f"«{code}» non è il codice di {name}.")
                for code in file.valori[key]
                if code not in codes
            ]
    return errors


def _rows(files: list[VoceFile], outcome: EsitoGlossario) -> dict[str, VoceGlossario]:
    """The voices of the file by code; a row not yet live for each new one, so that others may name it."""
    voices = {voce.codice: voce for voce in VoceGlossario.objects.all()}
    for file in files:
        if file.codice not in voices:
            voce = VoceGlossario(codice=file.codice, termine=file.valori["termine"], live=False)
            _checked(file, partial(voce.clean_fields, exclude=["definizione", "fonte"]))
            voce.save()
            voices[file.codice] = voce
            outcome.nuove.append(file.codice)
    return voices


def _import(
    file: VoceFile,
    voices: dict[str, VoceGlossario],
    topics: dict[str, Termine],
    outcome: EsitoGlossario,
    *,
    overwrite: bool,
) -> None:
    voce = voices[file.codice]
    if file.codice not in outcome.nuove:
        last = VoceImportata.objects.filter(voce=voce).first()
        edited = last is None or last.revision_id != voce.latest_revision_id or not voce.live
        if edited and not overwrite:
            outcome.lasciate.append(file.codice)
            return
        if not edited and last and last.impronta == file.impronta:
            outcome.invariate.append(file.codice)
            return
        outcome.aggiornate.append(file.codice)
    for key in _WORDS:
        setattr(voce, key, file.valori[key].strip())
    voce.sinonimi = "\n".join(file.valori["sinonimi"])
    voce.temi.set([topics[code] for code in file.valori["temi"]])
    voce.vedi.set([voices[code] for code in file.valori["vedi"]])
    _checked(file, voce.full_clean)
    revision = voce.save_revision(clean=False)
    revision.publish()
    VoceImportata.objects.update_or_create(
        voce_id=voce.pk, defaults={"impronta": file.impronta, "revision": revision}
    )


def _checked(file: VoceFile, check: Callable[[], Any]) -> None:
    try:
        check()
    except ValidationError as problem:
        name = next(iter(getattr(problem, "message_dict", {"codice": []})))
        raise file.error(name, in_words(problem)) from problem
