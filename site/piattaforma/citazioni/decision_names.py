"""How decisions are written: court, kind, number and year, in full and in short."""

from dataclasses import dataclass

from .courts import BRANCHES, KINDS, conti_section, court, is_administrative
from .identificatori import Identificatore

_PLENARY = "APLE"
#: courts whose ECLI is not spelled out: they open the citation, the ECLI says which decision
_FOREIGN = {"EU:C": "Corte di giustizia UE", "EU:T": "Tribunale UE", "CE:ECHR": "Corte EDU"}


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands beside the court's name, apart from it, before and right after the number."""

    beside: str = ""
    section: str = ""
    kind: str = ""
    after: str = ""


def format_decision(identifier: Identificatore) -> str:
    """`Consiglio di Stato, sentenza n. 6232/2021`; the ECLI itself where its parts are unknown."""
    known = court(identifier.autorita)
    words = _words(identifier, short=False)
    if known is None or words is None:
        name = _FOREIGN.get(identifier.autorita, "")
        return f"{name}, {identifier}" if name else str(identifier)
    number = f"{words.kind} n. {identifier.numero}/{identifier.anno}{words.after}".strip()
    return ", ".join(filter(None, [f"{known.nome} {words.beside}".strip(), words.section, number]))


def format_short_decision(identifier: Identificatore) -> str:
    """`Cons. Stato 6232/2021`, `Cons. Stato, ord. 123/2021`."""
    known = court(identifier.autorita)
    words = _words(identifier, short=True)
    if known is None or words is None:
        return format_decision(identifier)
    number = f"{words.kind} {identifier.numero}/{identifier.anno}{words.after}".strip()
    name = f"{known.breve} {words.beside}".strip()
    if not words.section and not words.kind:
        return f"{name} {number}"
    return ", ".join(filter(None, [name, words.section, number]))


def _words(identifier: Identificatore, *, short: bool) -> _Words | None:
    """None where the suffix of the ECLI says something that we do not know."""
    issuer, suffix = identifier.autorita, identifier.tipo
    index = 1 if short else 0
    found: _Words | None = None
    if not suffix:
        found = _Words(kind="sentenza" if issuer == "IT:COST" and not short else "")
    elif issuer == "IT:CASS" and suffix in BRANCHES:
        found = _Words(beside=BRANCHES[suffix][index])
    elif issuer == "IT:CONT":
        section, delibera = conti_section(suffix)
        after = f"/{delibera}" if delibera else ""
        found = _Words(section=section, after=after) if section else None
    elif is_administrative(issuer) and suffix == _PLENARY:
        found = _Words(section=KINDS[suffix][index])
    elif is_administrative(issuer) and suffix in KINDS:
        found = _Words(kind=KINDS[suffix][index])
    return found
