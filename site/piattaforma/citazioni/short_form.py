"""The short form: `art. 55 CTS`, `art. 2 l. 241/1990`, `Corte cost. 131/2020`."""

from .act_types import type_of
from .authorities import authority
from .dates import format_date
from .decision_names import format_short_decision
from .house_style import format_act, opening
from .identificatori import Identificatore, series
from .partition_names import format_short_partition
from .popular_names import cited_by_name, short_name
from .union_names import union_act


def format_short(identifier: Identificatore) -> str:
    """As practitioners write it among themselves; never raises."""
    part = format_short_partition(identifier)
    act = _act(identifier)
    if not part:
        return act
    return f"{part}, {act}" if "," in part else f"{part} {act}"


def _act(identifier: Identificatore) -> str:
    if identifier.schema == "ecli":
        return format_short_decision(identifier)
    ratified = cited_by_name(identifier)
    if name := short_name(identifier) or (ratified.nome if ratified else ""):
        return name
    if identifier.schema == "celex":
        return union_act(identifier).breve
    begins = _opening(identifier)
    if not begins or identifier.annesso:
        return format_act(identifier)
    when = format_date(identifier.data) if len(identifier.data) == 10 else identifier.data
    number = identifier.numero
    if begins.endswith((" CU", " CSR")):
        # "intesa CU 169/2024": the Conference says the series
        number = number.removesuffix(series(identifier.autorita, identifier.tipo))
    return f"{begins} {number}/{identifier.anno}" if number else f"{begins} {when}"


def _opening(identifier: Identificatore) -> str:
    """Type and place, "" for what has no short form."""
    issuer = identifier.autorita
    office = authority(issuer)
    if known := type_of(identifier):
        if known.legame == ",":
            return f"{office.breve}, {known.abbreviazione.partition(' ')[0]}"
        if known.legame:
            # "circolare MLPS", "intesa CU"
            name = office.breve or f"{known.legame} {office.esteso or office.nome}"
            return f"{known.abbreviazione} {name}"
        return opening(known, "" if issuer == "stato" else office.breve or office.nome)
    if issuer == "autorita.nazionale.anticorruzione":
        return f"{office.nome}, {identifier.tipo.replace('.', ' ')}"
    return ""
