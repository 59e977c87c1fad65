"""Reading and checking the files of the register, without touching the database.

Each shape says which keys there are and how each is read; whatever is wrong is told with its line.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from piattaforma.citazioni import IdentificatoreNonValido, find_citations, parse_identifier
from piattaforma.nucleo.documents import DocumentError
from piattaforma.nucleo.models import Livello

from ..indirizzi import canonical
from ..vocabolari import (
    Ambito,
    Esito,
    Genere,
    Stato,
    TipoLegame,
    TipoPronuncia,
    TipoRelazione,
)
from .righe import FileRegistro, Percorso

#: Folder of the files → what each holds.
CARTELLE = ("atti", "decisioni", "orientamenti")


class ValoreNonValido(ValueError):
    """The value of a key is not what it should be; the message is Italian."""


Lettore = Callable[[Any], Any]


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValoreNonValido("serve un testo (tra virgolette, se è un numero).")
    return "\n".join(line.rstrip() for line in value.strip().splitlines())


def day(value: Any) -> dt.date:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise ValoreNonValido("serve un giorno, come 2017-07-03.")
    return value


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValoreNonValido("serve true o false.")
    return value


def identifier(value: Any) -> str:
    try:
        return str(parse_identifier(text(value)))
    except IdentificatoreNonValido as problem:
        raise ValoreNonValido(str(problem)) from problem


def number(value: Any) -> str:
    return canonical(text(value))


def one_of(choices: Any) -> Lettore:
    def read(value: Any) -> str:
        if value not in choices.values:
            raise ValoreNonValido(f"«{value}» non c’è: scegli tra {', '.join(choices.values)}.")
        return str(value)

    return read


@dataclass(frozen=True)
class Chiave:
    """How a key is read; without `dovuta` it may be missing or empty, and `vuoto` stands for it."""

    legge: Lettore
    vuoto: Any = ""
    dovuta: bool = False


@dataclass(frozen=True)
class Elenco:
    """A list: of values, or of mappings of one shape."""

    di: "Lettore | Forma"


Forma = dict[str, "Chiave | Elenco | Forma"]

_TEXT, _DAY = Chiave(text), Chiave(day, vuoto=None)
_LEVEL = Chiave(one_of(Livello), dovuta=True)

ATTO: Forma = {
    "identificatore": Chiave(identifier, dovuta=True),
    "estremi": Chiave(text, dovuta=True),
    "genere": Chiave(one_of(Genere), dovuta=True),
    "titolo": _TEXT,
    "titolo_breve": Chiave(text, dovuta=True),
    "alias": Elenco(text),
    "ambito": Chiave(one_of(Ambito), dovuta=True),
    "territorio": _TEXT,
    "pubblicazione": {"dove": _TEXT, "numero": _TEXT, "data": _DAY, "supplemento": _TEXT},
    "codice_redazionale": _TEXT,
    "eli": _TEXT,
    "url": _TEXT,
    "in_vigore_dal": _DAY,
    "stati": Elenco(
        {
            "stato": Chiave(one_of(Stato), dovuta=True),
            "dal": _DAY,
            "al": _DAY,
            "per_effetto_di": Chiave(identifier),
            "nota": _TEXT,
        }
    ),
    "fonte": _TEXT,
    "livello": _LEVEL,
    "sintesi": Chiave(text, dovuta=True),
    "sintesi_fonte": _TEXT,
    "sintesi_livello": _LEVEL,
    "letto_il": _DAY,
    "temi": Elenco(text),
    "nota": _TEXT,
    "relazioni": Elenco(
        {
            "tipo": Chiave(one_of(TipoRelazione), dovuta=True),
            "verso": Chiave(identifier, dovuta=True),
            "dal": _DAY,
            "nota": _TEXT,
        }
    ),
    "articoli": Elenco(
        {
            "numero": Chiave(number, dovuta=True),
            "rubrica": _TEXT,
            "dove": _TEXT,
            "sintesi": Chiave(text, dovuta=True),
            "commi": Elenco({"numero": Chiave(number), "sintesi": Chiave(text, dovuta=True)}),
            "dal": _DAY,
            "stato": Chiave(one_of(Stato)),
            "dal_stato": _DAY,
            "per_effetto_di": Chiave(identifier),
            "fonte": _TEXT,
            "livello": _LEVEL,
        }
    ),
}
DECISIONE: Forma = {
    "identificatore": Chiave(identifier, dovuta=True),
    "estremi": Chiave(text, dovuta=True),
    "organo": Chiave(text, dovuta=True),
    "sede": _TEXT,
    "sezione": _TEXT,
    "tipo": Chiave(one_of(TipoPronuncia), dovuta=True),
    "data": _DAY,
    "ecli": _TEXT,
    "url": _TEXT,
    "territorio": _TEXT,
    "esito": Chiave(one_of(Esito)),
    "esito_nota": _TEXT,
    "in_una_riga": Chiave(text, dovuta=True),
    "fatto": _TEXT,
    "massima": _TEXT,
    "principi": Elenco(text),
    "implicazioni": _TEXT,
    "interpreta": Elenco({"id": Chiave(identifier, dovuta=True), "perche": _TEXT}),
    "relazioni": Elenco(
        {
            "tipo": Chiave(one_of(TipoLegame), dovuta=True),
            "verso": Chiave(identifier, dovuta=True),
            "nota": _TEXT,
        }
    ),
    "guida": Chiave(flag, vuoto=False),
    "nota": _TEXT,
    "temi": Elenco(text),
    "fonte": Chiave(text, dovuta=True),
    "livello": _LEVEL,
    "letto_il": _DAY,
}
ORIENTAMENTO: Forma = {
    "codice": Chiave(text, dovuta=True),
    "domanda": Chiave(text, dovuta=True),
    "al": Chiave(day, dovuta=True),
    "in_breve": Chiave(text, dovuta=True),
    "articoli": Elenco(identifier),
    "posizioni": Elenco(
        {
            "titolo": Chiave(text, dovuta=True),
            "sintesi": _TEXT,
            "decisioni": Elenco({"id": Chiave(identifier, dovuta=True), "perche": _TEXT}),
        }
    ),
    "temi": Elenco(text),
    "fonte": Chiave(text, dovuta=True),
    "livello": _LEVEL,
}
_FORME = {"atti": ATTO, "decisioni": DECISIONE, "orientamenti": ORIENTAMENTO}


@dataclass(frozen=True)
class SchedaFile:
    """One record as its file says it, checked: every key is there, empty where the file has none."""

    tipo: str
    file: FileRegistro
    valori: dict[str, Any]

    @property
    def nome(self) -> str:
        return f"{self.tipo}/{self.file.path.name}"

    @property
    def impronta(self) -> str:
        written = json.dumps(self.valori, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(written.encode()).hexdigest()

    def error(self, message: str, *where: str | int) -> DocumentError:
        return self.file.error(where or ("identificatore",), message)


def read_register(folder: Path) -> tuple[list[SchedaFile], list[DocumentError]]:
    """Every record of a folder and every error found: acts, then decisions, then questions."""
    records: list[SchedaFile] = []
    errors: list[DocumentError] = []
    for tipo in CARTELLE:
        for path in sorted((folder / tipo).glob("*.yaml")):
            try:
                file = FileRegistro(path)
            except DocumentError as error:
                errors.append(error)
                continue
            values, found = _read(file, file.dati, _FORME[tipo], ())
            errors += found
            if not found:
                record = SchedaFile(tipo, file, values)
                errors += _disagreements(record)
                records.append(record)
    return records, [*errors, *_twice(records)]


def _read(
    file: FileRegistro, given: Any, shape: Forma, here: Percorso
) -> tuple[dict[str, Any], list[DocumentError]]:
    if not isinstance(given, dict):
        return {}, [file.error(here, "servono chiavi e valori.")]
    errors = [
        file.error((*here, str(key)), "questa chiave non c’è nel formato.")
        for key in given
        if key not in shape
    ]
    values: dict[str, Any] = {}
    for key, how in shape.items():
        value, where = given.get(key), (*here, key)
        values[key], found = _read_one(file, value, how, where)
        errors += found
    return values, errors


def _read_one(
    file: FileRegistro, value: Any, how: "Chiave | Elenco | Forma", where: Percorso
) -> tuple[Any, list[DocumentError]]:
    if isinstance(how, dict):
        return _read(file, value or {}, how, where)
    if isinstance(how, Elenco):
        return _read_list(file, value, how, where)
    if value in (None, ""):
        return how.vuoto, [file.error(where, "manca.")] if how.dovuta else []
    try:
        return how.legge(value), []
    except ValoreNonValido as problem:
        return how.vuoto, [file.error(where, str(problem))]


def _read_list(
    file: FileRegistro, value: Any, how: Elenco, where: Percorso
) -> tuple[list[Any], list[DocumentError]]:
    if value is None:
        return [], []
    if not isinstance(value, list):
        return [], [file.error(where, "serve un elenco.")]
    found, errors = [], []
    of = how.di if isinstance(how.di, dict) else Chiave(how.di, dovuta=True)
    for place, item in enumerate(value):
        one, wrong = _read_one(file, item, of, (*where, place))
        found.append(one)
        errors += wrong
    return found, errors


def _disagreements(record: SchedaFile) -> Iterable[DocumentError]:
    """What is said twice in a file and differs: estremi and identifier, numbers of articles."""
    if "estremi" in record.valori:
        own = parse_identifier(record.valori["identificatore"])
        read = {
            parse_identifier(one)
            for citation in find_citations(record.valori["estremi"])
            for one in citation.ids
        }
        if not any(_agree(own, one) for one in read):
            yield record.error(
                f"gli estremi si leggono come {', '.join(sorted(map(str, read))) or 'niente'}.",
                "estremi",
            )
    seen: set[str] = set()
    for place, article in enumerate(record.valori.get("articoli", ())):
        if isinstance(article, dict):
            if article["numero"] in seen:
                yield record.error("l’articolo c’è già.", "articoli", place, "numero")
            seen.add(article["numero"])


def _agree(one: Any, other: Any) -> bool:
    """The same act, and no two days; estremi may leave out what a decision is."""
    same = (one.schema, one.autorita, one.anno, one.numero, one.annesso)
    if same != (other.schema, other.autorita, other.anno, other.numero, other.annesso):
        return False
    if one.schema == "nir" and one.tipo != other.tipo:
        return False
    return one.tipo == other.tipo or not other.tipo or not one.tipo


def _twice(records: list[SchedaFile]) -> Iterable[DocumentError]:
    seen: dict[str, str] = {}
    for record in records:
        own = (
            record.valori.get("codice") or parse_identifier(record.valori["identificatore"]).chiave
        )
        if own in seen:
            yield record.error(f"è già in {seen[own]}.")
        seen.setdefault(own, record.nome)
