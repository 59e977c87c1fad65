"""The article and the comma that people type after an act, and what is a year and no article."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from .citation import Citation
from .dates import MESI
from .identificatori import Identificatore, parse_identifier
from .part_lists import LATIN

_ARTICLE = r"art(?:icolo|\.)?"
_COMMA = r"(?:comma|co?\.?|com\.|par(?:agrafo|\.)?|§)"
_SUFFIX = "|".join(sorted((one for one in LATIN if " " not in one), key=len, reverse=True))
_TAIL = re.compile(
    rf"(?P<act>.*?[\w.)])(?:\s*[,;]\s*|\s+)(?:(?P<article>{_ARTICLE})|(?P<comma>{_COMMA}))?\s*"
    rf"(?P<number>[1-9][0-9]{{0,3}})(?:\s?[-‐‑–]?\s?(?P<latin>{_SUFFIX}))?\s*",
    re.IGNORECASE | re.DOTALL,
)
#: "241 6" is no act with its article: what comes first says its type, its name or its year
_SAYS_AN_ACT = re.compile(r"[a-z]|[0-9]\s?/\s?[0-9]", re.IGNORECASE)
#: after the day of an act stands its number
_DAY = re.compile(rf"(?:[0-9][/.-][0-9]{{1,2}}[/.-]|(?:{'|'.join(MESI)})\s+)[0-9]+$", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")
#: the acts that do have an article 1942: the codes of civil law and of the armed forces
_LONG = frozenset({"nir:stato:regio.decreto:1942;262:2", "nir:stato:decreto.legislativo:2010;66"})


@dataclass(frozen=True, slots=True)
class Tail:
    """The last number of a typed text; `level` is "" where no word says what it counts."""

    act: str
    level: Literal["", "article", "comma"]
    number: str


def read_tail(text: str) -> Tail | None:
    """The act and the number after it; None where the number is the act's own, or a year."""
    match = _TAIL.fullmatch(text)
    if match is None or not _SAYS_AN_ACT.search(match["act"]):
        return None
    is_bare = not (match["article"] or match["comma"])
    if is_bare and _DAY.search(match["act"]):
        return None
    number = match["number"] + (match["latin"] or "").lower()
    return Tail(match["act"], "" if is_bare else "article" if match["article"] else "comma", number)


def with_tail(act: Citation, tail: Tail) -> Citation | None:
    """The citation of the act with the part that its tail says; None where it can have none."""
    ids = [_part(parse_identifier(one), tail) for one in act.ids]
    candidates = [_part(parse_identifier(one), tail) for one in act.candidates]
    ids, candidates = [one for one in ids if one], [one for one in candidates if one]
    if not (ids or candidates) or len(ids) != len(act.ids):
        return None
    return replace(act, ids=ids, candidates=candidates)


def _part(act: Identificatore, tail: Tail) -> str:
    if act.is_decisione or act.comma or act.lettera:
        return ""
    level = "comma" if act.articolo else "article"
    if tail.level not in {"", level}:
        return ""
    if level == "comma":
        return "" if is_year(tail.number) else str(replace(act, comma=tail.number))
    whole = replace(act, articolo=tail.number)
    return "" if has_year_for_article(whole) else str(whole)


def is_year(number: str) -> bool:
    """Whether a number looks like a year."""
    return _YEAR.fullmatch(number) is not None


def has_year_for_article(identifier: Identificatore) -> bool:
    """Whether the article is a year, in an act that has no such article."""
    return is_year(identifier.articolo) and identifier.chiave not in _LONG
