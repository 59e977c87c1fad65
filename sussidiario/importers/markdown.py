"""One Markdown file a scheda: read and checked here, without touching the database.

`docs/how-to/import.md` describes the format.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList

from piattaforma.nucleo.documents import DocumentError, Documento, read_document
from piattaforma.nucleo.models.nota import LUNGHEZZA_NOTA, TipoModifica
from piattaforma.nucleo.spelling import SpellingError, read_zone

from ..models.scheda import CODICE, IN_BREVE_MAX, ZONE, Livello, SchedaPage

VOCABOLARI = ("temi", "strumenti", "fasi", "destinatari")
_HEADING = re.compile(r"^## +(?P<title>.+?) *$", re.M)
_FIELDS = {heading: name for name, (_, heading) in ZONE.items()}
_KNOWN = {
    "codice", "parte", "ordine", "domanda", "in_breve", *VOCABOLARI, "ufficio", "fonte", "livello",
    "nota", "nota_tipo",
}  # fmt: skip


@dataclass(frozen=True)
class SchedaFile:
    """A scheda as its file says it."""

    documento: Documento
    codice: str
    parte: str
    ordine: int
    domanda: str
    in_breve: str
    slug: str
    ufficio: str
    fonte: str
    livello: str
    nota: str
    nota_tipo: str
    #: vocabulary → codes
    termini: dict[str, list[str]]
    #: field of the page → stream data
    zone: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)


def read_folder(folder: Path) -> tuple[list[SchedaFile], list[DocumentError]]:
    """Every scheda of a folder, in the order of the book, and every error found."""
    schede: list[SchedaFile] = []
    errors: list[DocumentError] = []
    for path in sorted(folder.glob("*.md")):
        try:
            schede.append(read_scheda(path))
        except DocumentError as error:
            errors.append(error)
    seen: dict[str, SchedaFile] = {}
    for scheda in schede:
        first = seen.setdefault(scheda.codice, scheda)
        if first is not scheda:
            message = f"{scheda.codice} è già di {first.documento.path.name}."
            errors.append(scheda.documento.error("codice", message))
    return sorted(schede, key=lambda scheda: _in_order(scheda.codice)), errors


def _in_order(codice: str) -> list[tuple[int, str]]:
    """Codes as people count them: 3.2 before 3.10."""
    return [
        (int(piece), "") if piece.isdigit() else (0, piece) for piece in re.split(r"[.-]", codice)
    ]


def read_scheda(path: Path) -> SchedaFile:
    """Raises `DocumentError` at the first thing that cannot be read."""
    document = read_document(path)
    for key in document.meta:
        if key not in _KNOWN:
            raise document.error(key, "chiave sconosciuta.")
    codice = document.require("codice")
    if not isinstance(codice, str):
        raise document.error("codice", "scrivilo tra virgolette: senza, 3.10 diventa 3.1.")
    try:
        CODICE(codice)
    except ValidationError as problem:
        raise document.error("codice", " ".join(problem.messages)) from problem
    in_breve = str(document.require("in_breve")).strip()
    if len(in_breve) > IN_BREVE_MAX:
        raise document.error("in_breve", f"supera {IN_BREVE_MAX} caratteri: ne ha {len(in_breve)}.")
    livello = str(document.require("livello"))
    if livello not in Livello.values:
        raise document.error("livello", f"scegli tra {', '.join(Livello.values)}.")
    ordine = document.require("ordine")
    if not isinstance(ordine, int) or isinstance(ordine, bool):
        raise document.error("ordine", "scrivi un numero intero.")
    nota = str(document.meta.get("nota") or "").strip()
    if len(nota) > LUNGHEZZA_NOTA:
        raise document.error("nota", f"supera {LUNGHEZZA_NOTA} caratteri: ne ha {len(nota)}.")
    nota_tipo = str(document.meta.get("nota_tipo") or TipoModifica.SOSTANZIALE)
    if nota_tipo not in TipoModifica.values:
        raise document.error("nota_tipo", f"scegli tra {', '.join(TipoModifica.values)}.")
    return SchedaFile(
        documento=document,
        codice=codice,
        parte=str(document.require("parte")),
        ordine=ordine,
        domanda=str(document.require("domanda")).strip(),
        in_breve=in_breve,
        slug=path.stem.removeprefix(f"{codice}-")[:120].strip("-") or codice.replace(".", "-"),
        ufficio=str(document.meta.get("ufficio") or ""),
        fonte=str(document.require("fonte")).strip(),
        livello=livello,
        nota=nota,
        nota_tipo=nota_tipo,
        termini={name: _codes(document, name) for name in VOCABOLARI},
        zone=_zones(document),
    )


def _codes(document: Documento, name: str) -> list[str]:
    value = document.meta.get(name) or []
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise document.error(name, "scrivi un elenco di codici.")
    return value


def _zones(document: Documento) -> dict[str, list[tuple[str, Any]]]:
    """The four zones, each under its level-2 heading, in any order but each once."""
    body, zones = document.body, {}
    matches = list(_HEADING.finditer(body))
    before = body[: matches[0].start()] if matches else body
    if before.strip():
        raise DocumentError(
            document.path, document.body_line, "prima della prima sezione non va scritto niente."
        )
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        line = document.body_line + body[: match.start()].count("\n")
        name = _FIELDS.get(match["title"])
        if name is None:
            wanted = ", ".join(f"«{heading}»" for heading in _FIELDS)
            message = f"la sezione «{match['title']}» non esiste: sono {wanted}."
            raise DocumentError(document.path, line, message)
        if name in zones:
            raise DocumentError(document.path, line, f"la sezione «{match['title']}» è ripetuta.")
        text = body[match.end() : following.start() if following else len(body)]
        zones[name] = _blocks(document, name, text, line)
    return zones


def _blocks(document: Documento, name: str, text: str, line: int) -> list[tuple[str, Any]]:
    """The blocks of a zone, each checked as the editor's form would check it."""
    children = SchedaPage._meta.get_field(name).stream_block.child_blocks
    try:
        # A StreamField would drop a block of another type without a word.
        blocks = read_zone(text, first_line=line, allowed=set(children))
    except SpellingError as error:
        raise DocumentError(document.path, error.line, error.message) from error
    for block in blocks:
        child = children[block.type]
        try:
            child.clean(child.normalize(child.to_python(block.value)))
        except ValidationError as problem:
            raise DocumentError(document.path, block.line, in_words(problem)) from problem
    return [(block.type, block.value) for block in blocks]


def in_words(problem: Any) -> str:
    """Every message of a refusal, however deep in blocks it lies, as one sentence after the other."""
    if errors := getattr(problem, "block_errors", None):
        nested = errors.values() if isinstance(errors, dict) else errors
        return " ".join(in_words(error) for error in nested if error)
    if isinstance(problem, ErrorList):
        return " ".join(in_words(error) for error in problem.as_data())
    return " ".join(problem.messages)
