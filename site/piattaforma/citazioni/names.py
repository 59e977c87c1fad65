"""How people write an act: house style, popular name, and the slug of its address."""

import csv
import re
from functools import cache
from pathlib import Path

from .identificatori import Identificatore, parse_identifier

_DATA = Path(__file__).with_name("dati") / "nomi_correnti.tsv"

MESI = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
    *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
)

_TYPES = {
    "legge": "l.",
    "legge.costituzionale": "l. cost.",
    "decreto.legge": "d.l.",
    "decreto.legislativo": "d.lgs.",
    "regio.decreto": "r.d.",
    "decreto.del.presidente.della.repubblica": "d.P.R.",
    "decreto.del.presidente.del.consiglio.dei.ministri": "d.P.C.M.",
    "decreto": "D.M.",
}
_SLUG_TYPES = {
    "legge": "l",
    "legge.costituzionale": "l-cost",
    "decreto.legge": "dl",
    "decreto.legislativo": "dlgs",
    "regio.decreto": "rd",
    "decreto.del.presidente.della.repubblica": "dpr",
    "decreto.del.presidente.del.consiglio.dei.ministri": "dpcm",
    "decreto": "dm",
}
_MINISTRIES = {
    "ministero.lavoro.e.politiche.sociali": ("Lavoro e politiche sociali", "mlps"),
}
_COURTS = {
    "COST": ("Corte costituzionale", "corte-cost"),
    "CDS": ("Consiglio di Stato", "cons-stato"),
    "CASS": ("Corte di cassazione", "cass"),
    "CONT": ("Corte dei conti", "corte-conti"),
}
_TAR_SEATS = {
    "TARTOS": "Toscana",
    "TARMI": "Lombardia, Milano",
    "TARBS": "Lombardia, Brescia",
    "TARLAZ": "Lazio, Roma",
    "TARLT": "Lazio, Latina",
    "TARNA": "Campania, Napoli",
    "TARSA": "Campania, Salerno",
    "TARPA": "Sicilia, Palermo",
    "TARCT": "Sicilia, Catania",
    "TARPE": "Abruzzo, Pescara",
    "TARPR": "Emilia-Romagna, Parma",
    "TARPIE": "Piemonte",
    "TARLIG": "Liguria",
    "TARMAR": "Marche",
    "TARBAS": "Basilicata",
    "TARLE": "Puglia, Lecce",
}
_KINDS = {"SENT": "sentenza", "ORD": "ordinanza", "PLE": "Adunanza plenaria", "DEF": "parere"}
_EU_KINDS = {"L": "direttiva", "R": "regolamento", "D": "decisione"}


def format_id(identifier: Identificatore) -> str:
    """The house style: `art. 55, comma 3, d.lgs. 3 luglio 2017, n. 117`."""
    act = _format_act(identifier)
    part = format_partition(identifier)
    return f"{part}, {act}" if part else act


def format_partition(identifier: Identificatore) -> str:
    """`art. 55, comma 3, lettera a)`, or "" for the whole act."""
    pieces = []
    if identifier.articolo:
        pieces.append(f"art. {_latin(identifier.articolo)}")
    if identifier.comma:
        pieces.append(f"comma {_latin(identifier.comma)}")
    if identifier.lettera:
        pieces.append(f"lettera {identifier.lettera})")
    if identifier.numero_lettera:
        pieces.append(f"numero {identifier.numero_lettera}")
    return ", ".join(pieces)


def popular_name(identifier: Identificatore) -> str:
    """The name by which practitioners call the act ("Codice del Terzo settore"), or ""."""
    return _popular_names().get(identifier.chiave, "")


def slug(identifier: Identificatore) -> str:
    """The act's address: `dlgs-117-2017`, `lr-toscana-65-2020`, `dpcm-2001-03-30`."""
    if identifier.schema == "ecli":
        return _decision_slug(identifier)
    if identifier.schema == "celex":
        return f"ue-{identifier.numero.lower()}"
    kind = _SLUG_TYPES.get(identifier.tipo, identifier.tipo.replace(".", "-"))
    place = ""
    if identifier.autorita.startswith("regione."):
        kind, place = (
            ("lr" if identifier.tipo == "legge" else kind),
            "-" + identifier.autorita.removeprefix("regione.").replace(".", "-"),
        )
    elif identifier.autorita.startswith("ministero."):
        name = identifier.autorita.removeprefix("ministero.").replace(".", "-")
        place = "-" + _MINISTRIES.get(identifier.autorita, ("", name))[1]
    when = f"{identifier.numero}-{identifier.anno}" if identifier.numero else identifier.data
    if identifier.tipo == "costituzione":
        return "costituzione"
    annex = f"-{identifier.annesso}" if identifier.annesso else ""
    return re.sub(r"[^a-z0-9-]", "-", f"{kind}{place}-{when}{annex}".lower())


def _format_act(identifier: Identificatore) -> str:
    if identifier.schema == "ecli":
        return _format_decision(identifier)
    if identifier.schema == "celex":
        kind = _EU_KINDS.get(identifier.tipo, "atto")
        number = identifier.numero[5 + len(identifier.tipo) :].lstrip("0")
        pair = f"{identifier.anno}/{number}"
        return f"{kind} {pair}/UE" if identifier.tipo == "L" else f"{kind} (UE) {pair}"
    if identifier.tipo == "costituzione":
        return "Costituzione"
    kind = _TYPES.get(identifier.tipo, identifier.tipo.replace(".", " "))
    if identifier.autorita.startswith("regione."):
        region = identifier.autorita.removeprefix("regione.").replace(".", " ").title()
        kind = f"l.r. {region}" if identifier.tipo == "legge" else f"{kind} {region}"
    elif identifier.autorita in _MINISTRIES:
        kind = f"{kind} {_MINISTRIES[identifier.autorita][0]}"
    if len(identifier.data) == 4:
        return f"{kind} n. {identifier.numero}/{identifier.anno}"
    text = f"{kind} {_date(identifier.data)}"
    text += f", n. {identifier.numero}" if identifier.numero else ""
    return text + (f", allegato {identifier.annesso}" if identifier.annesso else "")


def _format_decision(identifier: Identificatore) -> str:
    court = identifier.autorita.split(":")[1]
    name = _COURTS[court][0] if court in _COURTS else ""
    if not name:
        name = f"TAR {_TAR_SEATS[court]}" if court in _TAR_SEATS else str(identifier.autorita)
    kind = _KINDS.get(identifier.tipo, "sentenza" if court == "COST" else "decisione")
    return f"{name}, {kind} n. {identifier.numero}/{identifier.anno}"


def _decision_slug(identifier: Identificatore) -> str:
    court = identifier.autorita.split(":")[1]
    if court in _COURTS:
        name = _COURTS[court][1]
    else:
        seat = _TAR_SEATS.get(court, court.lower())
        name = "tar-" + re.sub(r"[^a-z]+", "-", seat.lower())
    kind = "" if identifier.tipo in {"SENT", ""} else f"-{identifier.tipo.lower()}"
    return f"{name}{kind}-{identifier.numero}-{identifier.anno}"


def _date(iso: str) -> str:
    year, month, day = (int(piece) for piece in iso.split("-"))
    return f"{'1º' if day == 1 else day} {MESI[month - 1]} {year}"


def _latin(number: str) -> str:
    """`6bis` → `6-bis`."""
    return re.sub(r"(\d)([a-z])", r"\1-\2", number)


@cache
def _popular_names() -> dict[str, str]:
    with _DATA.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        names: dict[str, str] = {}
        for row in rows:
            identifier = parse_identifier(row["identificatore"])
            if not identifier.partizione:
                names.setdefault(identifier.chiave, row["nome"])
        return names
