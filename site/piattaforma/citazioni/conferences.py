"""Intese and accordi of the Conferenze: "intesa in Conferenza unificata 18 dicembre 2024, rep. 169/CU"."""

import re
from dataclasses import dataclass

from .act_spellings import AGREEMENTS, type_at
from .acts import Act, known
from .estremi import MARK, read_date
from .flat import Flat
from .identificatori import Identificatore, parse_identifier
from .kinds import kind_of
from .registers import known_acts

_UNIFIED, _REGIONS = "conferenza.unificata", "conferenza.stato.regioni"
_PERMANENT = r"(?:conferenza +)(?:permanente +)?(?:per +i +rapporti +)?(?:(?:tra|fra) +)?(?:lo +)?"
_AND_PROVINCES = (
    r"(?:(?: ?,| ?-| +e) *(?:le +)?(?:province|p\. ?a\.|pp\. ?aa\.)(?: +autonome)?"
    r"(?: +di +trento +e +(?:di +)?bolzano)?)?"
)
_STATE = rf"stato(?: ?[-,] ?| +e +| +)(?:le +)?regioni{_AND_PROVINCES}(?!\w)"
#: the words themselves, and what stands for them right after "intesa"
_CONFERENCE = re.compile(rf"(?P<unified>conferenza +unificata(?!\w))|{_PERMANENT}{_STATE}")
_SHORT = re.compile(
    rf"(?P<unified>conferenza +unificata(?!\w)|c\. ?u\.|cu(?!\w))|(?:{_PERMANENT})?{_STATE}|csr(?!\w)|c\. ?s\. ?r\."
)
#: "sancita in sede di", "raggiunta nella seduta della"
_REACHED = re.compile(
    r" *+,?+ *+(?:(?:sancit|raggiunt|siglat|approvat|adottat|stipulat|espress|acquisit|assunt)[oaie] +)?+"
    r"(?:in +(?:sede +di +)?|d[ae]ll[ae] +|nella +(?:seduta +della +)?|presso +la +)?+"
)
_WHEN = re.compile(
    r" *+[,;(-]*+ *+(?:nella +)?(?:seduta +)?(?:d[ae]l(?:l'|la +seduta +del(?:l')?)?|il|in +data)? *+(?=[0-3]?[0-9])"
)
_NUMBER = re.compile(
    r" *+[,;(-]*+ *+(?:di +cui +al(?:l'|la)? *+)?(?:(?P<rep>rep(?:ertorio|\.)?(?: *+(?:degli +)?att[io])?|att[io](?= +n))[ .]*+)?"
    rf"(?P<mark>{MARK} *+)?(?P<n>[0-9]{{1,5}})(?![0-9])(?: ?[/-] ?(?P<series>cu|csr|c\.u\.|c\.s\.r\.)(?![a-z]))?"
    r"(?: ?/ ?(?P<y>(?:19|20)[0-9]{2})(?![0-9])|,? +del(?:l'anno)? +(?P<y2>(?:19|20)[0-9]{2})(?![0-9]))?"
)
_REPERTORY = re.compile(rf"rep(?:ertorio|\.) *(?:degli +)?(?:att[io] *)?(?:{MARK} *)?[0-9]")
#: which agreement it is, where other words stand between: "Intesa, ai sensi dell'art. 8 …, sancita"
_KIND = re.compile(
    r"(?<![a-z])(?<!d')(?:(?P<intesa>intes[ae])|(?P<accordo>accord[oi])|(?P<other>parer[ei]|deliber[a-z]+|sentit[ao]|designazion[ei]|informativ[ae]))(?!\w)"
)
_PARTICIPLE = re.compile(
    r"(?:sancit|raggiunt|siglat|stipulat|acquisit|espress)(?:(?P<intesa>[ae])|(?P<accordo>[oi]))(?!\w)"
)
_SENTENCE_END = re.compile(r"[;\f]|\n[ \t\r]*\n|(?:[a-zà-ù]{4}|[0-9)])\.\s+(?=[A-ZÀ-Ù«“])")
_FAR, _NEAR = 500, 70


@dataclass
class _Found:
    """What has been read of one agreement, and where it ends."""

    end: int
    conference: str = ""
    number: str = ""
    when: str = ""


def read_agreement(flat: Flat, start: int) -> list[Act]:
    """The agreement whose kind, Conferenza or repertory number stands at `start`; [] where the text
    does not say which of them it is, or not its number and year."""
    text = flat.text
    kind, end = type_at(text, start)
    if kind in AGREEMENTS:
        kinds, found = {kind}, _read(text, _REACHED.match(text, end), end)
    elif _CONFERENCE.match(text, start) or _REPERTORY.match(text, start):
        found = _read(text, None, start)
        kinds = _kinds_before(flat, start) if _is_whole(found) else set()
    else:
        return []
    if not _is_whole(found):
        return []
    acts = [
        parse_identifier(f"urn:nir:{found.conference}:{one}:{found.when};{found.number}")
        for one in sorted(kinds)
    ]
    act = _one_of(acts)
    return [Act(start, found.end, (act,), kind_of(act))] if act else []


def _is_whole(found: _Found) -> bool:
    return bool(found.conference and found.number and found.when)


def _one_of(acts: list[Identificatore]) -> Identificatore | None:
    """The only one there may be; of two, that which the register knows."""
    registered = [one for one in acts if one.chiave in known_acts()]
    chosen = acts if len(acts) == 1 else registered
    return known(chosen[0]) if len(chosen) == 1 else None


def _read(text: str, gap: re.Match[str] | None, position: int) -> _Found:
    """Conferenza, day and number in any order, each once."""
    found = _Found(position)
    conference = _SHORT.match(text, gap.end()) if gap else None
    if conference:
        found.conference = _UNIFIED if conference["unified"] else _REGIONS
        found.end = conference.end()
    while (step := _step(text, found)) is not None:
        found.end = step
    return found


def _step(text: str, found: _Found) -> int | None:
    """Read what stands at the end of what has been read; its end, or None where nothing more does."""
    if len(found.when) < 10 and (gap := _WHEN.match(text, found.end)):
        day = read_date(text, gap.end())
        if day and len(day[0]) == 10 and day[0].startswith(found.when):
            found.when = day[0]
            return day[1]
    gap = _REACHED.match(text, found.end)
    if not found.conference and gap and (conference := _CONFERENCE.match(text, gap.end())):
        found.conference = _UNIFIED if conference["unified"] else _REGIONS
        return conference.end()
    return None if found.number else _read_number(text, found)


def _read_number(text: str, found: _Found) -> int | None:
    match = _NUMBER.match(text, found.end)
    if match is None:
        return None
    year = match["y"] or match["y2"] or ""
    if not (match["series"] or (found.conference and (match["rep"] or match["mark"] or year))):
        return None
    if match["series"]:
        found.conference = _UNIFIED if match["series"].startswith(("cu", "c.u")) else _REGIONS
    own = "CU" if found.conference == _UNIFIED else "CSR"
    found.number = f"{match['n'].lstrip('0')}/{own}" if match["n"].strip("0") else ""
    found.when = found.when or year
    return match.end()


def _kinds_before(flat: Flat, start: int) -> set[str]:
    """What the sentence calls it: by the participle beside it, else by the only noun there is."""
    begin = max(0, start - _FAR)
    for end in _SENTENCE_END.finditer(flat.source, begin, start):
        begin = end.end()
    nouns = {match.lastgroup or "" for match in _KIND.finditer(flat.text, begin, start)}
    beside = list(_PARTICIPLE.finditer(flat.text, max(begin, start - _NEAR), start))
    if beside and beside[-1].lastgroup in nouns:
        return {beside[-1].lastgroup or ""}
    return set() if "other" in nouns else nouns
