"""Acts of the European Union and cases of its Court."""

import re

from .acts import Act
from .estremi import ANY_DATE, DATE, MARK, full_year, iso_of
from .identificatori import Identificatore

_BODY = r"(?:ue|ce|cee|ceca|c\. ?e\. ?e?\.?|u\. ?e\.|euratom|eu)"
_KIND = re.compile(
    r"(?:(?P<r>regolament[oi]|reg\.(?:ti|to)?|regg\.)|(?P<l>direttiv[ae]|dir\.)|(?P<f>decision[ei][ -]quadro|dec\. ?quadro)"
    r"|(?P<d>decision[ei]|dec\.)|(?P<h>raccomandazion[ei]|racc\.))"
)
_WORDS = re.compile(
    r"(?: *+,?+ *+(?:delegat[oi]|di +esecuzione|generale|europe[oaie]|comunitari[oaie]|quadro|euro-?unitari[oaie]"
    r"|del(?:la|l')? +(?:parlamento(?: +europeo)?|consiglio|commissione|unione(?: +europea)?)(?: +europe[oa])?"
    r"|e +del(?:la)? +(?:consiglio|commissione)|sulla +protezione +dei +dati(?: +personali)?))*+"
)
_NUMBER = re.compile(
    rf" *+(?:,? *(?:del +)?{ANY_DATE},? *)?"
    rf"(?:\(? *(?P<b1>{_BODY})(?: *[,/e] *euratom)? *\)? *+)?,?+ *+(?P<mark>{MARK} *+)?"
    rf"(?P<a>[0-9]{{1,4}}) ?/ ?(?P<b>[0-9]{{1,4}})(?![0-9]|,? +(?:di +)?prot)(?: ?[/(] ?(?P<b2>{_BODY}|gai|pesc)(?!\w)\)?)?"
    rf"(?: *\(?(?P<b3>{_BODY})(?!\w)\)?)?"
)
_DATED = re.compile(
    rf" *+(?:\(? *{_BODY} *\)? *+)?,?+ *+(?:{MARK} *+(?P<n>[0-9]{{1,4}}),? +(?:del +)?{DATE.replace('@', '1')}"
    rf"|(?:del +)?{DATE.replace('@', '2')},? *{MARK} *+(?P<n2>[0-9]{{1,4}})(?:[ /(]*{_BODY}(?!\w)\)?)?(?![0-9/])"
    rf"|{MARK} *+(?P<n3>[0-9]{{1,4}}) +del +(?P<y3>[12][0-9]{{3}}))"
)
_MORE = re.compile(
    rf" *+(?:,|,? *(?:ed?|o|nonch(?:é|e')))(?= ) *+(?:(?:la |il |l'|del(?:la|l')? ?)?)(?=(?:{MARK} *)?\(?(?:{_BODY}|[0-9]))"
)
_CASE = re.compile(
    r"(?:(?P<court>[ct]) ?- ?)(?P<n>[0-9]{1,4}) ?/ ?(?P<y>[0-9]{2}|[0-9]{4})(?![0-9/])(?: ?p(?![a-z]))?"
    r"(?:, *(?:ecli:)?eu:[ctf]:[0-9]{4}:[0-9]+)?"
)
#: before 1989 there was one court and no letter: "causa 106/77"
_OLD_CASE = re.compile(
    r"(?P<n>[0-9]{1,3})(?: (?:e|ed) [0-9]{1,3})? ?/ ?(?P<y>[5-8][0-9])(?![0-9/])(?:, *(?:ecli:)?eu:c:[0-9]{4}:[0-9]+)?"
)
_COURT = re.compile(
    r"giustizia|cgue|c\. ?g\. ?u\. ?e|cgce|caus[ae]|sentenz|pregiudizial|(?<![a-z])[ct]-[0-9]+/[0-9]{2}.{0,60}$"
)
_CASES_MORE = re.compile(r" *+(?:,|ed?|-|a|,? *da) +(?=[ct] ?-)")
_OPENING = re.compile(
    r"(?:(?:sentenz[ae]|ordinanz[ae]|sent\.|ord\.) *(?:della )?)?(?:corte|c\.) ?+(?:di )?+giust(?:izia|\.)(?: +(?:dell'|del(?:la|le) *)?(?:unione +europea|u\. ?e\.|ue|comunit(?:à|a')(?: +europe[ae])?|c\.?e\.?))?"
    r"|cgue|c\. ?g\. ?u\. ?e\.|cgce|tribunale(?: +(?:dell'unione +europea|dell'ue|ue))?(?=,)"
    rf"|(?:sentenz[ae]|ordinanz[ae]|sent\.) +(?:del(?:l'| ))? *{ANY_DATE}|caus[ae](?: +riunite)?"
)
_TAIL = re.compile(
    rf"(?:[ ,(-]*+(?:nella |nelle |in |sentenza |ordinanza,? |conclusioni,? |sent\. |(?:del(?:l'| ))? *{ANY_DATE}"
    r"|grande sezione|n\. ?(?=[ct] ?-)|sez(?:ione|\.) *[ivx0-9]+|[ivx]+ sez\.|(?:caus[ae](?: riunite)?)|\))){0,12}+[ ,(-]*+"
    r"(?:(?!caus|dir|reg|art|sent|tar|cons|corte|cass|[ct] ?-|[0-9]+ ?/)[^,;()]{2,90}, *)?(?:caus[ae](?: riunite)? )? *"
)
#: what stands before the number of a case: "28 gennaio 2016, causa C-50/14"
_DATE_BEFORE = re.compile(rf"{ANY_DATE}, *(?:[^,;()0-9]{{2,60}}, *)?(?:in )?$")
#: the institutions and the day that an act adds to its number
_ADOPTED = re.compile(
    r" *+,? *(?:del(?:la|l')? *(?:parlamento +europeo|consiglio|commissione)(?:[ ,]*+e +del(?:la)? +(?:consiglio|commissione))?[ ,]*+)"
    rf"(?:del(?:l')? *)?{ANY_DATE}"
)
_YEAR_FIRST_SINCE = 2015


def read_union(text: str, position: int) -> list[Act]:
    """Regulations, directives and decisions whose kind stands at `position`."""
    kind = _KIND.match(text, position)
    if kind is None:
        return []
    words = _WORDS.match(text, kind.end())
    start, end = position, words.end() if words else kind.end()
    european = "europe" in text[kind.end() : end] or "parlamento" in text[kind.end() : end]
    letter = (kind.lastgroup or "d").upper()
    acts: list[Act] = []
    body = ""
    while True:
        match = _NUMBER.match(text, end)
        if match is None:
            break
        own = match["b1"] or match["b2"] or match["b3"] or ""
        body = own or body
        celex = _celex(
            letter,
            match,
            is_union=bool(body) or european or (letter == "L" and not match["mark"]),
        )
        if not celex:
            break
        finish = match.end() - _closing(match)
        if adopted := _ADOPTED.match(text, finish):
            finish = adopted.end()
        acts.append(Act(start, finish, (celex,), "eu"))
        more = _MORE.match(text, max(finish, match.end()))
        if more is None:
            break
        start = end = more.end()
    return acts or _dated(text, position, end, letter, european=european)


def _closing(match: re.Match[str]) -> int:
    """1 where the bracket at the end was opened before the act: "(reg. 2016/679)"."""
    surface = match[0]
    return int(surface.endswith(")") and surface.count("(") < surface.count(")"))


def _dated(text: str, start: int, end: int, letter: str, *, european: bool) -> list[Act]:
    match = _DATED.match(text, end)
    if match is None or not (european or re.search(rf"\b{_BODY}\b", match[0])):
        return []
    year = match["y3"] or (iso_of(match, 1) or iso_of(match, 2))[:4]
    number = match["n"] or match["n2"] or match["n3"]
    return [Act(start, match.end(), (_act(letter, year, number),), "eu")] if year else []


def _celex(letter: str, match: re.Match[str], *, is_union: bool) -> Identificatore | None:
    first, second = match["a"], match["b"]
    year_first = _year(first, short=letter != "R" or bool(match["b1"]))
    year_second = _year(second, short=bool(match["b1"] or match["b2"]))
    if letter == "R":
        recent = year_first and int(year_first) >= _YEAR_FIRST_SINCE and len(first) == 4
        if recent and not (match["mark"] and year_second and len(second) == 4):
            # since 2015 the year comes first, whatever precedes it
            year, number = year_first, second
        elif year_second:
            year, number = year_second, first
        elif year_first:
            year, number = year_first, second
        else:
            return None
        # "regolamento 12/2015" may be of any town hall: the Union's number is recent and year-first
        if not is_union and not (recent and len(second) >= 3):
            return None
        return _act(letter, year, number)
    if year_first and (len(first) == 4 or not (year_second and len(second) == 4)):
        year, number = year_first, second
    elif year_second:
        year, number = year_second, first
    else:
        return None
    if not is_union and (letter != "L" or len(first) != 4 or match["mark"]):
        return None  # "direttiva n. 2/2019" may be of any minister
    return _act(letter, year, number)


def _act(letter: str, year: str, number: str) -> Identificatore:
    return Identificatore("celex", "ue", letter, year, f"3{year}{letter}{int(number):04}")


def _year(text: str, *, short: bool) -> str:
    if len(text) == 4:
        return text if 1952 <= int(text) <= 2100 else ""
    return full_year(text) if short and len(text) == 2 else ""


def _kind_of_case(letter: str, words: str) -> str:
    """The judgment, unless the words say that it is an order or an opinion."""
    court = "C" if letter == "c" else "T"
    if "conclusioni" in words:
        return court + "C"
    return court + ("O" if "ordinanza" in words else "J")


def _near_a_court(text: str, position: int) -> bool:
    """Whether something before says that "C-12/13" is a case and no staircase."""
    return _COURT.search(text, max(0, position - 400), position) is not None


def read_cases(text: str, source: str, position: int) -> list[Act]:
    """Cases of the Courts of the Union; what opens the citation (court, date, name) is part of it."""
    start = position
    pattern = _CASE
    if opening := _OPENING.match(text, position):
        tail = _TAIL.match(text, opening.end())
        position = tail.end() if tail else opening.end()
        old = _OLD_CASE.match(text, position)
        if old and ("caus" in text[start:position] or "eu:c:" in old[0]):
            pattern = _OLD_CASE
    if day := _DATE_BEFORE.search(text, max(0, start - 110), start):
        start = day.start()
    acts: list[Act] = []
    while match := pattern.match(text, position):
        letter = match.groupdict().get("court") or "c"
        is_alone = start == match.start()
        if is_alone and pattern is _CASE and source[start] not in "CT":
            break
        if is_alone and (letter == "t" or not _near_a_court(text, start)):
            break
        year, kind = full_year(match["y"]), _kind_of_case(letter, text[start : match.start()])
        number = f"6{year}{kind}{int(match['n']):04}"
        acts.append(
            Act(
                start, match.end(), (Identificatore("celex", "ue", kind, year, number),), "case_law"
            )
        )
        more = _CASES_MORE.match(text, match.end())
        if more is None or pattern is _OLD_CASE:
            break
        start = position = more.end()
    return acts
