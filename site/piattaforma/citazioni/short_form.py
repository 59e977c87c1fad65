"""The short form: `art. 55 CTS`, `art. 2 l. 241/1990`, `Corte cost. 131/2020`."""

from .act_types import MINISTERIAL, PROVINCIAL, REGIONAL, STATE
from .authorities import authority, is_ministerial, is_provincial, is_regional
from .dates import format_date
from .decision_names import format_short_decision
from .house_style import format_act
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
    opening = _opening(identifier)
    if not opening or identifier.annesso:
        return format_act(identifier)
    when = format_date(identifier.data) if len(identifier.data) == 10 else identifier.data
    return (
        f"{opening} {identifier.numero}/{identifier.anno}"
        if identifier.numero
        else f"{opening} {when}"
    )


def _opening(identifier: Identificatore) -> str:
    """Type and place, "" for what has no short form."""
    issuer, kind = identifier.autorita, identifier.tipo
    office = authority(issuer)
    if issuer == "stato":
        return STATE[kind].abbreviazione if kind in STATE else ""
    if is_ministerial(issuer) and kind in MINISTERIAL:
        if office.nome.startswith("Ministro "):
            return f"decreto del {office.nome}"
        return f"{MINISTERIAL[kind].abbreviazione} {_ministry(issuer)}"
    if is_regional(issuer):
        types = PROVINCIAL if is_provincial(issuer) else REGIONAL
        organ = issuer.partition(";")[2]
        known = types.get(f"{organ}:{kind}" if organ else kind)
        return f"{known.abbreviazione} {office.nome}".strip() if known else ""
    if issuer == "autorita.nazionale.anticorruzione":
        return f"{office.nome}, {kind.replace('.', ' ')}"
    return ""


def _ministry(issuer: str) -> str:
    """The acronym, where people write it: `MLPS`."""
    for office in offices():
        if office.autorita == issuer:
            is_acronym = office.sigla in office.forme and office.sigla not in office.nome.lower()
            return office.sigla.upper() if is_acronym else office.nome
    return authority(issuer).nome
