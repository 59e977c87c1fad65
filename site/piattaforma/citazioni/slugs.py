"""The address of an act or of a decision: one for each join key, for ever."""

import re

from .act_types import type_of
from .authorities import authority
from .courts import court_slug, is_administrative
from .identificatori import Identificatore, series


def slug(identifier: Identificatore) -> str:
    """`dlgs-117-2017`, `lr-toscana-65-2020`, `dm-mlps-72-2021`, `dpcm-2001-03-30`, `intesa-cu-169-2024`.

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
    number = identifier.numero.removesuffix(series(identifier.autorita, identifier.tipo))
    when = f"{number}-{identifier.anno}" if number else identifier.data
    return f"{_opening(identifier)}-{when}-{identifier.annesso}"


def _opening(identifier: Identificatore) -> str:
    issuer, _, organ = identifier.autorita.partition(";")
    known = type_of(identifier)
    if issuer == "stato":
        return known.slug if known else identifier.tipo
    place = authority(issuer).slug
    if known:
        return f"{known.slug}-{place}"
    return f"{place or issuer}-{organ}-{identifier.tipo}"


def _decision(identifier: Identificatore) -> str:
    kind = identifier.tipo.partition("-")[0]
    if is_administrative(identifier.autorita):
        kind = "" if kind == "SENT" else kind or "n"
    return f"{court_slug(identifier.autorita)}-{kind}-{identifier.numero}-{identifier.anno}"
