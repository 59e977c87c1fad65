"""The address of an act or of a decision: one for each join key, for ever."""

import re

from .act_types import MINISTERIAL, PROVINCIAL, REGIONAL, STATE, TipoAtto
from .authorities import authority, is_ministerial, is_provincial, is_regional
from .courts import court_slug, is_administrative
from .identificatori import Identificatore


def slug(identifier: Identificatore) -> str:
    """`dlgs-117-2017`, `lr-toscana-65-2020`, `dm-mlps-72-2021`, `dpcm-2001-03-30`.

    An annex adds its number (`rd-262-1942-2`), a decision its kind unless it is a sentence
    (`cons-stato-ord-123-2021`), or `n` where the kind is not said and it would tell which one.
    """
    return re.sub(r"[^a-z0-9]+", "-", _written(identifier).lower()).strip("-")


def _written(identifier: Identificatore) -> str:
    if identifier.schema == "ecli":
        return _decision(identifier)
    if identifier.schema == "celex":
        return f"ue-{identifier.numero}"
    if identifier.tipo == "costituzione" and identifier.autorita == "stato":
        return "costituzione"
    when = f"{identifier.numero}-{identifier.anno}" if identifier.numero else identifier.data
    return f"{_opening(identifier)}-{when}-{identifier.annesso}"


def _opening(identifier: Identificatore) -> str:
    issuer, kind = identifier.autorita, identifier.tipo
    organ = issuer.partition(";")[2]
    place = authority(issuer).slug
    known: TipoAtto | None = None
    if issuer == "stato":
        return STATE[kind].slug if kind in STATE else kind
    if is_ministerial(issuer):
        known = MINISTERIAL.get(kind)
    elif is_regional(issuer):
        types = PROVINCIAL if is_provincial(issuer) else REGIONAL
        known = types.get(f"{organ}:{kind}" if organ else kind)
    if known:
        return f"{known.slug}-{place}"
    return f"{place or issuer.partition(';')[0]}-{organ}-{kind}"


def _decision(identifier: Identificatore) -> str:
    kind = identifier.tipo
    if is_administrative(identifier.autorita):
        kind = "" if kind == "SENT" else kind or "n"
    return f"{court_slug(identifier.autorita)}-{kind}-{identifier.numero}-{identifier.anno}"
