"""House style: one way to write each act and each decision.

`art. 55, comma 3, d.lgs. 3 luglio 2017, n. 117`. The recogniser reads it back to the identifier.
"""

from .act_types import TipoAtto, type_of
from .authorities import authority, is_conference, is_regional
from .dates import format_date
from .decision_names import format_decision
from .identificatori import Identificatore
from .partition_names import format_partition
from .popular_names import cited_by_name
from .union_names import union_act


def format_id(identifier: Identificatore) -> str:
    """An act, one of its parts or a decision, in full; never raises, whatever the type."""
    part = format_partition(identifier)
    whole, beside = _names(identifier)
    if not part:
        return whole
    # "art. 2043 c.c.", but "art. 118, comma 4, Cost.": a comma wherever there is one already
    if beside and "," not in part:
        return f"{part} {beside}"
    return f"{part}, {beside or whole}"


def _names(identifier: Identificatore) -> tuple[str, str]:
    """The whole act, and how it stands beside one of its parts, "" where that is the same."""
    if identifier.schema == "ecli":
        return format_decision(identifier), ""
    if name := cited_by_name(identifier):
        return name.nome, name.breve
    if identifier.schema == "celex":
        return union_act(identifier).esteso, ""
    return format_act(identifier), ""


def format_act(identifier: Identificatore) -> str:
    """An act of the State, of a region, of an authority, by type, place and estremi."""
    opening, body = _opening(identifier)
    pieces = [opening, _estremi(identifier)]
    text = " ".join(piece for piece in pieces if piece)
    text = f"{body}, {text}" if body else text
    return text + (f", allegato {identifier.annesso}" if identifier.annesso else "")


def _opening(identifier: Identificatore) -> tuple[str, str]:
    """What stands before the estremi, and the authority that opens the citation, if any."""
    issuer, kind = identifier.autorita, identifier.tipo
    name = authority(issuer).nome
    if issuer == "stato":
        name = ""
    if known := type_of(identifier):
        if known.legame == ",":
            return known.abbreviazione, name
        return opening(known, authority(issuer).esteso if known.legame == "del" else name), ""
    if issuer == "stato":
        return _words(kind), ""
    if is_regional(issuer) and kind == "statuto":
        return f"Statuto {name}".strip(), ""
    return _words(kind), name


def opening(known: TipoAtto, name: str) -> str:
    """`D.M. Salute`, `decreto del Ministro per …`, `circolare del Ministero …`, `intesa in …`."""
    if known.legame:
        return f"{known.abbreviazione} {known.legame} {name}"
    if name.startswith("Ministro "):
        return f"decreto del {name}"
    return f"{known.abbreviazione} {name}".strip()


def _estremi(identifier: Identificatore) -> str:
    number = identifier.numero
    if is_conference(identifier.autorita) and number:
        if len(identifier.data) == 4:
            return f"n. {number} del {identifier.data}"
        return f"{format_date(identifier.data)}, rep. atti n. {number}"
    if len(identifier.data) == 10:
        return format_date(identifier.data) + (f", n. {number}" if number else "")
    return f"n. {number}/{identifier.data}" if identifier.data else ""


def _words(kind: str) -> str:
    return kind.replace(".", " ")
