"""Acts, treaties and cases of the European Union by their CELEX number."""

from dataclasses import dataclass

from .identificatori import Identificatore

_KINDS = {
    "R": ("regolamento", "reg."),
    "L": ("direttiva", "dir."),
    "D": ("decisione", "dec."),
    "F": ("decisione quadro", "dec. quadro"),
    "H": ("raccomandazione", "racc."),
}
_COURTS = {
    "CJ": ("Corte di giustizia UE, causa C-", "C-"),
    "CO": ("Corte di giustizia UE, ordinanza, causa C-", "ord. C-"),
    "CC": ("Corte di giustizia UE, conclusioni, causa C-", "concl. C-"),
    "TJ": ("Tribunale UE, causa T-", "T-"),
    "TO": ("Tribunale UE, ordinanza, causa T-", "ord. T-"),
}
#: since this year all acts are year first and carry the body in brackets
_YEAR_FIRST = 2015
#: the last year in which a year was written with two figures
_SHORT_YEAR = 1998


@dataclass(frozen=True, slots=True)
class NomeUnione:
    """`esteso` in house style, `breve` in a short citation."""

    esteso: str
    breve: str


def union_act(identifier: Identificatore) -> NomeUnione:
    """An act or a case by its kind and number; the CELEX number itself where the kind is other."""
    kind, year = identifier.tipo, identifier.anno
    rest = identifier.numero[5 + len(kind) :]
    number, _, part = rest.partition("(")
    sector = identifier.numero[0]
    if not number.isdigit() or part:
        return _raw(identifier)
    number = str(int(number))
    if sector == "6" and kind in _COURTS:
        full, short = _COURTS[kind]
        return NomeUnione(f"{full}{number}/{year[2:]}", f"{short}{number}/{year[2:]}")
    if sector != "3" or kind not in _KINDS:
        return _raw(identifier)
    full, short = _KINDS[kind]
    pair = _pair(kind, year, number)
    return NomeUnione(f"{full} {pair}", f"{short} {pair}")


def _pair(kind: str, year: str, number: str) -> str:
    """`(UE) 2016/679`, `(CE) n. 1008/2008`, `2014/24/UE`, `92/43/CEE`."""
    body = _body(int(year))
    # a number that could be a year asks for the year in full
    short = int(year) <= _SHORT_YEAR and not 1950 <= int(number) <= 2100
    written = year[2:] if short else year
    if kind == "F":
        return f"{year}/{number}/GAI"
    if int(year) >= _YEAR_FIRST:
        return f"({body}) {year}/{number}"
    if kind == "R":
        return f"({body}) n. {number}/{written}"
    return f"{written}/{number}/{body}"


def _body(year: int) -> str:
    """The body of which an act of the year is: the treaties of Maastricht and of Lisbon."""
    if year <= 1993:
        return "CEE"
    return "CE" if year <= 2009 else "UE"


def _raw(identifier: Identificatore) -> NomeUnione:
    text = f"celex:{identifier.numero}"
    return NomeUnione(text, text)
