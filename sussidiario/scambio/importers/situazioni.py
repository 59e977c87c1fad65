"""The situations as a file: a YAML list, read and checked without writing in the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from piattaforma.nucleo.documents import DocumentError
from piattaforma.nucleo.elenco import read_entries
from piattaforma.nucleo.refusals import in_words

from ...models import SchedaDiSituazione
from ...models.situazione import MASSIMO, MINIMO

_WORDS = ("frase", "codice", "spiegazione")


@dataclass(frozen=True)
class SituazioneFile:
    """A situation as its file says it."""

    path: Path
    line: int
    #: its place in the file
    ordine: int
    valori: dict[str, Any]

    @property
    def codice(self) -> str:
        return str(self.valori["codice"])

    @property
    def schede(self) -> list[str]:
        return list(self.valori["schede"])

    def error(self, message: str) -> DocumentError:
        name = self.valori["codice"] or self.valori["frase"] or "senza codice"
        return DocumentError(self.path, self.line, f"situazione «{name}»: {message}")


def read_situations(path: Path) -> tuple[list[SituazioneFile], list[DocumentError]]:
    """Every situation of the file that can be read, and every error found."""
    entries, errors = read_entries(path, di="situazioni")
    files: list[SituazioneFile] = []
    seen: set[str] = set()
    for order, (line, given) in enumerate(entries):
        values = {**dict.fromkeys(_WORDS, ""), "schede": [], **given}
        file = SituazioneFile(path, line, order, values)
        found = [file.error(message) for message in _wrong(values)]
        if not found and file.codice and file.codice in seen:
            found.append(file.error("un’altra situazione ha già questo codice."))
        seen.add(str(values["codice"]))
        errors += found
        if not found:
            files.append(file)
    return files, errors


def _wrong(values: dict[str, Any]) -> Iterator[str]:
    for key in values:
        if key not in {*_WORDS, "schede"}:
            yield f"la chiave «{key}» non c’è nel formato."
    for key in _WORDS:
        if not isinstance(values[key], str):
            yield f"{key}: serve un testo."
    codes = values["schede"]
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        yield "schede: serve un elenco di codici tra virgolette: senza, 3.10 diventa 3.1."
        return
    if not MINIMO <= len(set(codes)) == len(codes) <= MASSIMO:
        yield f"da {MINIMO} a {MASSIMO} schede, ognuna una volta."
    for code in codes:
        try:
            SchedaDiSituazione(codice=code).clean_fields(exclude=["situazione"])
        except ValidationError as problem:
            yield f"schede: «{code}»: {in_words(problem)}"
