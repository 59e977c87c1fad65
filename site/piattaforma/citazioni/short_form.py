"""The short form: `art. 55 CTS`, `art. 2 l. 241/1990`, `Corte cost. 131/2020`."""

from .act_types import type_of
from .authorities import authority, is_ministerial
from .dates import format_date
from .decision_names import format_short_decision
from .house_style import format_act, opening
from .identificatori import Identificatore
from .partition_names import format_short_partition
from .popular_names import cited_by_name, short_name
from .registers import offices
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
    return (
        f"{begins} {identifier.numero}/{identifier.anno}"
        if identifier.numero
        else f"{begins} {when}"
    )


def _opening(identifier: Identificatore) -> str:
    """Type and place, "" for what has no short form."""
    issuer = identifier.autorita
    if known := type_of(identifier):
        name = _ministry(issuer) if is_ministerial(issuer) else authority(issuer).nome
        return opening(known, "" if issuer == "stato" else name)
    if issuer == "autorita.nazionale.anticorruzione":
        return f"{authority(issuer).nome}, {identifier.tipo.replace('.', ' ')}"
    return ""


def _ministry(issuer: str) -> str:
    """The acronym, where people write it: `MLPS`."""
    for office in offices():
        if office.autorita == issuer:
            is_acronym = office.sigla in office.forme and office.sigla not in office.nome.lower()
            return office.sigla.upper() if is_acronym else office.nome
    return authority(issuer).nome
