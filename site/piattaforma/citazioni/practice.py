"""Administrative practice: circolari and note of ministries, what the Agenzia delle entrate answers."""

import re
from functools import cache

from .act_spellings import PRACTICE, type_at
from .acts import Act, known
from .citation import Certainty
from .estremi import Estremi, read_estremi, read_more
from .identificatori import Identificatore, parse_identifier
from .kinds import kind_of
from .places import ministry_after, ministry_before
from .registers import known_acts

_AGENCY = "agenzia.entrate"
#: which of them each body writes
_OF_MINISTRIES, _OF_THE_AGENCY = {"circolare", "nota"}, {"circolare", "risposta", "risoluzione"}
#: "circolare ministeriale", "nota direttoriale prot."
_BETWEEN = re.compile(
    r"(?: +(?:circolare|ministeriale|direttoriale|dirigenziale|interpretativa|esplicativa|applicativa|operativa|congiunta))*+"
)
_PROTOCOL = re.compile(r"(?: *+,?+ *+prot(?:\.|ocollo))?+")
_NAME = r"(?:agenzia +delle +entrate|ag\. +(?:delle +)?entrate|a\. ?d\. ?e\.|ade(?!\w))"
_AGENCY_AFTER = re.compile(rf" *+[,(]?+ *+(?:d[ae]ll[a'] *)?{_NAME}(?P<close> *\))?")
_AGENCY_BEFORE = re.compile(
    rf"(?<!\w){_NAME}(?:(?P<joined> *[,:(-] *| +)|,? +(?:con|nella|ha +\w+) +(?:la +|propria +|l')?)$"
)
#: "nota della Direzione generale del Terzo settore del Ministero del lavoro"
_OFFICE = re.compile(
    r" *+,?+ *+(?:della? *|dell')?(?:direzione|dir\.|d\. ?g\.|dg |dipartimento|divisione|div\.)[^,;.()]{0,110}?(?= +del +minist)"
)
_PLURAL = re.compile(r"circolari|note|risposte|risoluzioni|interpelli")
#: of a body that we do not read: "circolare n. 5/2020 dell'INPS"
_OF_ANOTHER = re.compile(
    r" *\(?(?:d(?:el|ello|ella|ei|egli) +(?!quale|quali)|dell')"
    r"| *\(?(?:inps|inail|inl|anac|mef|agcom|agcm)(?!\w)"
)
_BEFORE = 160


def read_practice(text: str, start: int) -> list[Act]:
    """The act of practice, or the list of them, whose kind stands at `start`; [] where the text does
    not say of whom it is, its number and at least its year."""
    kind, end = type_at(text, start)
    if kind not in PRACTICE:
        return []
    end = _skip(_BETWEEN, text, end)
    issuer = _issuer_after(text, end)
    items = _items(text, start, _skip(_PROTOCOL, text, issuer[1] if issuer else end))
    if not items:
        return []
    begin, last = start, items[-1][1].end
    certainty: Certainty = "explicit"
    if issuer:
        authority = issuer[0]
    elif trailing := _issuer_after(text, last):
        authority, last = trailing
    elif _OF_ANOTHER.match(text, last):
        return []
    elif before := _issuer_before(text, start):
        authority, begin = before
    else:
        authority, certainty = _by_its_series(kind, items[0][1]), "inferred"
    if kind not in (
        _OF_THE_AGENCY if authority == _AGENCY else _OF_MINISTRIES if authority else ()
    ):
        return []
    acts = []
    for place, one in items:
        target = parse_identifier(f"urn:nir:{authority}:{kind}:{one.data};{one.numero}")
        first, final = place == start, one is items[-1][1]
        act = _registered(target)
        acts.append(
            Act(
                begin if first else place,
                last if final else one.end,
                (act,),
                kind_of(act),
                certainty if act.autorita == target.autorita else "inferred",
            )
        )
    return acts


def _items(text: str, start: int, position: int) -> list[tuple[int, Estremi]]:
    """Number and date of each: "circolari MLPS n. 2/2019 e n. 5/2020"."""
    found = read_estremi(text, position)
    if found is None or not found.numero:
        return []
    items = [(start, found)]
    if _PLURAL.match(text, start):
        while (more := read_more(text, items[-1][1].end)) and more[1].data:
            items.append(more)
    return items


def _issuer_after(text: str, position: int) -> tuple[str, int] | None:
    if agency := _AGENCY_AFTER.match(text, position):
        is_opened = "(" in text[position : agency.end()]
        is_ours = is_opened or not agency["close"]
        return _AGENCY, agency.end() if is_ours else agency.start("close")
    return ministry_after(text, _skip(_OFFICE, text, position), named=True)


def _issuer_before(text: str, start: int) -> tuple[str, int] | None:
    """Who is named right before the kind, and where the citation starts."""
    if agency := _AGENCY_BEFORE.search(text, max(0, start - _BEFORE), start):
        return _AGENCY, agency.start() if agency["joined"] else start
    return ministry_before(text, start)


def _by_its_series(kind: str, found: Estremi) -> str:
    """ "circolare n. 31/E del 2014": only the Agenzia delle entrate numbers so, since 2001."""
    is_its = kind in {"circolare", "risoluzione"} and found.numero.endswith("/e")
    return _AGENCY if is_its and found.anno > "2000" else ""


def _registered(act: Identificatore) -> Identificatore:
    """The act with its day; that of the ministry as it was called then, if the register knows one:
    "circolare del Ministero del lavoro n. 2/2009"."""
    whole = known(act)
    if whole.chiave in known_acts():
        return whole
    family = act.autorita.split(".")[:2]
    same = [
        one
        for one in _by_number().get((act.tipo, act.numero, act.anno), ())
        if one.autorita.split(".")[:2] == family and act.data in {one.data, one.anno}
    ]
    return same[0] if len(same) == 1 else whole


@cache
def _by_number() -> dict[tuple[str, str, str], tuple[Identificatore, ...]]:
    found: dict[tuple[str, str, str], tuple[Identificatore, ...]] = {}
    for one in known_acts().values():
        if one.tipo in PRACTICE:
            key = one.tipo, one.numero, one.anno
            found[key] = (*found.get(key, ()), one)
    return found


def _skip(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position
