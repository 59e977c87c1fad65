"""The registers of names: regions, ministries, courts' seats, acts known by their names.

Each is a table in `dati/`, read once. Forms are keys in the spelling of flat text: lower case,
straight apostrophes, short dashes.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from .identificatori import Identificatore, parse_identifier

_FOLDER = Path(__file__).with_name("dati")
_FLAT = str.maketrans({"’": "'", "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class Luogo:
    """A region or an autonomous province; `collezione` is the address of its laws, if stable."""

    autorita: str
    nome: str
    forme: tuple[str, ...]
    aggettivi: tuple[str, ...]
    collezione: str


@dataclass(frozen=True, slots=True)
class Ministero:
    """`esteso` is its name in a sentence; `sigla` is unique: it stands in addresses."""

    autorita: str
    nome: str
    esteso: str
    sigla: str
    forme: tuple[str, ...]

    @property
    def is_acronym(self) -> bool:
        """People write the `sigla` ("MLPS"): it is no word of the name ("giustizia")."""
        return self.sigla in self.forme and self.sigla not in self.nome.lower()


@dataclass(frozen=True, slots=True)
class SedeTar:
    """A seat of a regional administrative court, with the code that its ECLI carries.

    `principale` is the seat meant when only the region is named.
    """

    codice: str
    regione: str
    sede: str
    principale: bool
    nome: str


@dataclass(frozen=True, slots=True)
class NomeCorrente:
    """A name under which people cite an act.

    `breve` is how it stands in a short citation ("CTS", "c.c."). `nome` and `varianti` are safe in
    prose, unless `cautela` is "partizione": then they mean the act only beside one of its parts, as
    `sigle` always do; `sigle_sole` are safe alone. Acts that have borne one name in turn have days
    `dal` and `al`, both included, ISO; "" is open.
    """

    nome: str
    breve: str
    varianti: tuple[str, ...]
    sigle: tuple[str, ...]
    cautela: str
    sigle_sole: tuple[str, ...]
    identificatore: Identificatore
    dal: str
    al: str
    nota: str

    @property
    def is_ratifica(self) -> bool:
        """The act ratifies a convention: its articles are those of the convention."""
        return self.nota == "legge di ratifica"


@cache
def places() -> tuple[Luogo, ...]:
    return tuple(
        Luogo(
            row["autorita"],
            row["nome"],
            _forms(row["forme"]),
            _forms(row["aggettivi"]),
            row["collezione"],
        )
        for row in _rows("regioni")
    )


@cache
def regions() -> dict[str, str]:
    """Form → authority: `emilia romagna` → `regione.emilia.romagna`."""
    return {form: place.autorita for place in places() for form in place.forme}


@cache
def region_adjectives() -> dict[str, str]:
    """Adjective → authority: `lombarda` → `regione.lombardia`."""
    return {form: place.autorita for place in places() for form in place.aggettivi}


@cache
def offices() -> tuple[Ministero, ...]:
    return tuple(
        Ministero(row["autorita"], row["nome"], row["esteso"], row["sigla"], _forms(row["forme"]))
        for row in _rows("ministeri")
    )


@cache
def ministries() -> dict[str, str]:
    """What follows "Ministro del" → authority: `lavoro e delle politiche sociali`, `mlps`."""
    return {form: office.autorita for office in offices() for form in office.forme}


@cache
def ministry_acronyms() -> frozenset[str]:
    """The forms that are an acronym: `mlps`, `m.l.p.s.`, which no other word is."""
    return frozenset(
        form
        for office in offices()
        for form in office.forme
        if office.is_acronym and form.replace(".", "") == office.sigla
    )


@cache
def tar_seats() -> tuple[SedeTar, ...]:
    return tuple(
        SedeTar(row["codice"], row["regione"], row["sede"], row["principale"] == "1", row["nome"])
        for row in _rows("tar")
    )


@cache
def names() -> tuple[NomeCorrente, ...]:
    return tuple(
        NomeCorrente(
            row["nome"],
            row["breve"],
            _split(row["varianti"]),
            _split(row["sigle"]),
            row["cautela"],
            _split(row["sigle_sole"]),
            parse_identifier(row["identificatore"]),
            row["dal"],
            row["al"],
            row["nota"],
        )
        for row in _rows("nomi_correnti")
    )


@cache
def decrees_on_normattiva() -> frozenset[str]:
    """Join keys of ministers' decrees that Normattiva is known to hold: most are not there."""
    return frozenset(
        parse_identifier(row["identificatore"]).chiave
        for row in _rows("atti_noti")
        if row["fonte"] == "normattiva"
    )


@cache
def known_acts() -> dict[str, Identificatore]:
    """Join key → the whole act with its day, for acts cited by number and year alone."""
    listed = [parse_identifier(row["identificatore"]) for row in _rows("atti_noti")]
    named = [name.identificatore.atto for name in names()]
    acts: dict[str, Identificatore] = {}
    for act in [*named, *listed]:
        # the decree that carries a code is an act too
        for one in (act, replace(act, annesso="")):
            acts.setdefault(one.chiave, one)
    return acts


@cache
def known_decisions() -> tuple[Identificatore, ...]:
    """Decisions on shared administration, for a box where one types a number and a year."""
    return tuple(parse_identifier(row["identificatore"]) for row in _rows("decisioni_note"))


def _rows(table: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / f"{table}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _split(forms: str) -> tuple[str, ...]:
    return tuple(form for form in forms.split(";") if form)


def _forms(forms: str) -> tuple[str, ...]:
    """In the spelling of flat text, without repetitions."""
    return tuple(dict.fromkeys(form.lower().translate(_FLAT) for form in _split(forms)))
