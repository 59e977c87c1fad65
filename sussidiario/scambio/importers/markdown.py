"""One Markdown file a scheda: read and checked here, without writing in the database.

`docs/how-to/import.md` describes the format.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_unicode_slug

from piattaforma.media.allegati import AllegatoRifiutato, Deposito
from piattaforma.nucleo.allegati import check_file, is_file
from piattaforma.nucleo.documents import DocumentError, Documento, read_document
from piattaforma.nucleo.models import Livello
from piattaforma.nucleo.models.nota import LUNGHEZZA_NOTA, TipoModifica
from piattaforma.nucleo.refusals import in_words
from piattaforma.nucleo.spelling import SpellingError, read_zone

from ...models.scheda import CODICE, IN_BREVE_MAX, ZONE, SchedaPage

VOCABOLARI = ("temi", "strumenti", "fasi", "destinatari")
#: key of a file → field of the page, for what is text of one line and may be missing
TESTI = {
    "sommario": "sommario",
    "titolo_motori": "seo_title",
    "descrizione_motori": "search_description",
}
_HEADING = re.compile(r"^## +(?P<title>.+?) *$", re.M)
_FIELDS = {heading: name for name, (_, heading) in ZONE.items()}
_KNOWN = {
    "codice", "parte", "ordine", "slug", "domanda", "in_breve", *VOCABOLARI, "ufficio", "fonte",
    "livello", *TESTI, "nota", "nota_tipo",
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
    #: field of the page → text
    testi: dict[str, str]
    #: vocabulary → codes
    termini: dict[str, list[str]]
    #: field of the page → stream data; a block with a file as it is spelled
    zone: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)


def read_folder(
    folder: Path, paths: Sequence[Path] | None = None
) -> tuple[list[SchedaFile], list[DocumentError]]:
    """Every scheda of a folder, in the order of the book, and every error found."""
    schede: list[SchedaFile] = []
    errors: list[DocumentError] = []
    try:
        files = Deposito.read(folder)
    except AllegatoRifiutato as problem:
        return [], [DocumentError(folder, 1, str(problem))]
    for path in sorted(folder.glob("*.md")) if paths is None else paths:
        try:
            schede.append(read_scheda(path, files))
        except DocumentError as error:
            errors.append(error)
    seen: dict[str, SchedaFile] = {}
    for scheda in schede:
        first = seen.setdefault(scheda.codice, scheda)
        if first is not scheda:
            message = f"{scheda.codice} è già di {first.documento.path.name}."
            errors.append(scheda.documento.error("codice", message))
    return sorted(schede, key=lambda scheda: in_order(scheda.codice)), errors


def in_order(codice: str) -> list[tuple[int, str]]:
    """Codes as people count them: 3.2 before 3.10."""
    return [
        (int(piece), "") if piece.isdigit() else (0, piece) for piece in re.split(r"[.-]", codice)
    ]


def read_scheda(path: Path, files: Deposito) -> SchedaFile:
    """Raises `DocumentError` at the first thing that cannot be read."""
    document = read_document(path)
    for key in document.meta:
        if key not in _KNOWN:
            raise document.error(key, "chiave sconosciuta.")
    codice = _codice(document)
    return SchedaFile(
        documento=document,
        codice=codice,
        parte=str(document.require("parte")),
        ordine=_ordine(document),
        domanda=str(document.require("domanda")).strip(),
        in_breve=_in_breve(document),
        slug=_slug(document, codice),
        ufficio=str(document.meta.get("ufficio") or ""),
        fonte=str(document.require("fonte")).strip(),
        livello=_one_of(document, "livello", document.require("livello"), Livello.values),
        nota=_nota(document),
        nota_tipo=_one_of(
            document,
            "nota_tipo",
            document.meta.get("nota_tipo") or TipoModifica.SOSTANZIALE,
            TipoModifica.values,
        ),
        testi={name: str(document.meta.get(key) or "").strip() for key, name in TESTI.items()},
        termini={name: _codes(document, name) for name in VOCABOLARI},
        zone=_zones(document, files),
    )


def _codice(document: Documento) -> str:
    codice = document.require("codice")
    if not isinstance(codice, str):
        raise document.error("codice", "scrivilo tra virgolette: senza, 3.10 diventa 3.1.")
    try:
        CODICE(codice)
    except ValidationError as problem:
        raise document.error("codice", " ".join(problem.messages)) from problem
    return codice


def _ordine(document: Documento) -> int:
    ordine = document.require("ordine")
    if not isinstance(ordine, int) or isinstance(ordine, bool):
        raise document.error("ordine", "scrivi un numero intero.")
    return ordine


def _in_breve(document: Documento) -> str:
    in_breve = str(document.require("in_breve")).strip()
    if len(in_breve) > IN_BREVE_MAX:
        raise document.error("in_breve", f"supera {IN_BREVE_MAX} caratteri: ne ha {len(in_breve)}.")
    return in_breve


def _slug(document: Documento, codice: str) -> str:
    """The address of a new page: as the file says it, else the file's name without the code."""
    said = document.meta.get("slug")
    if said is None:
        stem = document.path.stem.removeprefix(f"{codice}-")[:120].strip("-")
        return stem or codice.replace(".", "-")
    try:
        validate_unicode_slug(str(said))
    except ValidationError as problem:
        raise document.error("slug", "scrivi lettere, cifre e trattini.") from problem
    return str(said)


def _nota(document: Documento) -> str:
    nota = str(document.meta.get("nota") or "").strip()
    if len(nota) > LUNGHEZZA_NOTA:
        raise document.error("nota", f"supera {LUNGHEZZA_NOTA} caratteri: ne ha {len(nota)}.")
    return nota


def _one_of(document: Documento, key: str, value: Any, known: Sequence[str]) -> str:
    if str(value) not in known:
        raise document.error(key, f"scegli tra {', '.join(known)}.")
    return str(value)


def _codes(document: Documento, name: str) -> list[str]:
    value = document.meta.get(name) or []
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise document.error(name, "scrivi un elenco di codici.")
    return value


def _zones(document: Documento, files: Deposito) -> dict[str, list[tuple[str, Any]]]:
    """The four zones, each under its level-2 heading, in any order but each once."""
    body, zones = document.body, {}
    matches = list(_HEADING.finditer(body))
    before = body[: matches[0].start()] if matches else body
    if before.strip():
        raise DocumentError(
            document.path, document.body_line, "prima della prima sezione non va scritto niente."
        )
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        line = document.body_line + body[: match.start()].count("\n")
        name = _FIELDS.get(match["title"])
        if name is None:
            wanted = ", ".join(f"«{heading}»" for heading in _FIELDS)
            message = f"la sezione «{match['title']}» non esiste: sono {wanted}."
            raise DocumentError(document.path, line, message)
        if name in zones:
            raise DocumentError(document.path, line, f"la sezione «{match['title']}» è ripetuta.")
        text = body[match.end() : following.start() if following else len(body)]
        zones[name] = _blocks(document, files, name, text, line)
    return zones


def _blocks(
    document: Documento, files: Deposito, name: str, text: str, line: int
) -> list[tuple[str, Any]]:
    """The blocks of a zone, as the editor's form would leave them, or its refusal."""
    children = SchedaPage._meta.get_field(name).stream_block.child_blocks
    try:
        # A StreamField would drop a block of another type without a word.
        blocks = read_zone(text, first_line=line, allowed=set(children))
    except SpellingError as error:
        raise DocumentError(document.path, error.line, error.message) from error
    cleaned = []
    for block in blocks:
        child: Any = children[block.type]
        value: Any = block.value
        try:
            if is_file(block.type):
                check_file(child, value, files)
            else:
                value = child.clean(child.normalize(child.to_python(value)))
        except ValidationError as problem:
            raise DocumentError(document.path, block.line, in_words(problem)) from problem
        except AllegatoRifiutato as problem:
            raise DocumentError(document.path, block.line, str(problem)) from problem
        cleaned.append((block.type, value))
    return cleaned
