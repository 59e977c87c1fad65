"""Number and date of an act, in every order in which people write them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

_MONTHS = {
    name: index
    for index, names in enumerate(
        (
            "gennaio genn gen",
            "febbraio febbr febb feb",
            "marzo mar",
            "aprile apr",
            "maggio magg mag",
            "giugno giu",
            "luglio lug",
            "agosto ago",
            "settembre sett set",
            "ottobre ott",
            "novembre nov",
            "dicembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?+"
_YEAR = r"(?:1[89][0-9]{2}|20[0-9]{2})(?![0-9])"
_SHORT_YEAR = r"(?:1[89][0-9]{2}|20[0-9]{2}|'?[0-9]{2})(?![0-9/])"
#: "n.", "nr.", "N°", "num.", "numero", "nn."
MARK = r"(?:numer[oi]|num\.?|nr[oi]?\.?|n{1,2} ?\.? ?°|n\. ?ro|n{1,2}\.|n\^|n{1,2}(?=[ 0-9])(?: \.(?= ?[0-9]))?|n,(?= ?[0-9])|no\.)"
#: the letters after a number: "61/R", "4-bis"
_NUMBER = r"[0-9]{1,6}+(?:/[a-z](?![a-z0-9]))?"
DATE = (
    rf"(?:(?P<d@>[0-3]?[0-9]) ?[°^]?[ ,]*+(?:di +)?(?P<m@>{MONTH})[ ,]*+(?:del(?:l'anno)? *)?(?P<y@>'?[0-9]{{4}}(?![0-9])(?:-[ivx]+(?![a-z]))?|'[0-9]{{2}}(?![0-9]))"
    r"|(?P<dn@>[0-3]?[0-9]) ?(?P<s@>[./-]) ?(?P<mn@>[01]?[0-9]) ?(?P=s@) ?(?P<yn@>[12][0-9]{3}|[0-9]{2})(?![0-9])"
    r"|(?P<yi@>[12][0-9]{3})-(?P<mi@>[01][0-9])-(?P<di@>[0-3][0-9])(?![0-9])"
    rf"|(?P<yr@>[12][0-9]{{3}}), *(?P<dr@>[0-3]?[0-9]) ?°? +(?P<mr@>{MONTH})"
    rf"|(?P<mo@>{MONTH}) +(?P<yo@>{_YEAR}))"
)


#: a date without groups, for patterns that only step over one
ANY_DATE = (
    rf"(?:[0-3]?[0-9] ?[°^]?[ ,]*+(?:di +)?{MONTH}[ ,]*+(?:del(?:l'anno)? *)?[12][0-9]{{3}}(?![0-9])"
    r"|[0-3]?[0-9] ?[./-] ?[01]?[0-9] ?[./-] ?(?:[12][0-9]{3}|[0-9]{2})(?![0-9]))"
)


def _date(index: int) -> str:
    return DATE.replace("@", str(index))


_OF = r"(?:(?:del(?:l'anno|l')?|di(?: data)?|in data|dd\.?|datat[oa]|emanat[oa] il|emess[oa] il|il) *)"
_GAP = r" *+[,;]?+ *+[-(]?+ *+"
#: the ways to say which act of its type: the number and the year, or the date
_ESTREMI = re.compile(
    rf"(?P<dated> *+,?+ *+\(?{_OF}?{_date(1)}"
    rf"(?:{_GAP}(?:,? *{MARK}) *+(?P<n1>{_NUMBER})(?![0-9])(?!/[0-9]{{2}}|\.[0-9]| [0-9]{{3}}(?![0-9/])))?)"
    rf"|(?P<numbered>{_GAP}(?:{MARK} *+)?(?P<n2>{_NUMBER})(?! *{MONTH})"
    rf"(?: ?/ ?(?P<y2>{_SHORT_YEAR})"
    rf"|,?+ *+-?+ *+{_OF}(?:{_date(3)}|(?P<y4>'?(?:{_YEAR}|(?<=')[0-9]{{2}}(?![0-9])|(?<=del )[0-9]{{2}}(?![0-9/.-]|°| *{MONTH}))))"
    rf"|,? *(?:del )?\(?{_date(5)}"
    rf"| ?- ?(?P<y6>{_YEAR}|[4-9][0-9](?![0-9]))| +(?P<y9>{_YEAR})(?![/.-])| *\((?P<y7>{_YEAR})\)))"
    rf"|(?P<yearfirst> *+,?+ *+(?:del +)?(?P<y8>{_YEAR}) *+,?+ *+{MARK} *+(?P<n8>{_NUMBER})(?![0-9/]))"
)
_BARE = re.compile(rf"{_GAP}{MARK} *+(?P<n>{_NUMBER})(?![0-9/]|\.[0-9])")
_PLAIN = re.compile(r"[0-9]{1,4}(?= ?,| (?:ed?|del) )")
_DATE_ONLY = re.compile(_date(1))
#: one more act of a list: "e 11 agosto 1991, n. 266", "e n. 65/2020", ", 1501/1996"
_MORE = re.compile(
    rf" *+(?:,|;|/|,? *+(?:ed?|o|nonch(?:é|e'?))(?= )) *+(?:(?:del(?:la|l')?|dal(?:la|l')?|alla|la|il|l') *+)?"
    rf"(?=(?:{MARK} *+)?[0-9])"
)


@dataclass(frozen=True, slots=True)
class Estremi:
    """`data` is ISO, or the year; `numero` is "" for an act that only its date identifies."""

    start: int
    end: int
    data: str
    numero: str

    @property
    def anno(self) -> str:
        return self.data[:4]


def read_estremi(text: str, position: int) -> Estremi | None:
    """The number and date right after `position` of a flat text; None where there are none."""
    match = _ESTREMI.match(text, position)
    if match is None:
        return None
    if match["dated"] is not None:
        number, when = match["n1"] or "", iso_of(match, 1)
    elif match["yearfirst"] is not None:
        number, when = match["n8"], match["y8"]
    else:
        number = match["n2"]
        if match["y6"] and len(number) == 4 and number[:2] in {"19", "20"}:
            return None  # "1995-1997": years
        year = match["y2"] or match["y4"] or match["y6"] or match["y7"] or match["y9"]
        when = full_year(year) if year else iso_of(match, 3) or iso_of(match, 5)
    if not when or not 1850 <= int(when[:4]) <= 2100:
        return None
    start = match.start()
    while text[start] in " ,;(-":
        start += 1
    return Estremi(start, match.end(), when, number.lstrip("0") or number)


def read_bare_number(text: str, position: int) -> Estremi | None:
    """A number with its mark and no year: "n. 65"."""
    match = _BARE.match(text, position)
    if match is None:
        return None
    return Estremi(match.start("n"), match.end(), "", match["n"].lstrip("0"))


def read_more(text: str, position: int, *, marked: bool = True) -> tuple[int, Estremi] | None:
    """One more act of a list, with the place where it starts; `marked`: its number says "n."."""
    match = _MORE.match(text, position)
    if match is None:
        return None
    found = read_estremi(text, match.end()) or read_bare_number(text, match.end())
    if found is None and not marked and (plain := _PLAIN.match(text, match.end())):
        found = Estremi(plain.start(), plain.end(), "", plain[0].lstrip("0"))
    return (match.end(), found) if found and found.numero else None


def full_year(year: str) -> str:
    """Two digits are of a year that has been, or is about to be: 42 → 1942, 21 → 2021."""
    year = year.lstrip("'").partition("-")[0]  # "1936-XIV"
    if len(year) == 4:
        return year
    return ("20" if int(year) <= datetime.now(UTC).year % 100 + 1 else "19") + year


def iso_of(match: re.Match[str], index: int) -> str:
    """The date of a group, "" where it does not exist, the year where the day is not said."""
    groups = match.groupdict()
    for day, month, year in (
        ("d", "m", "y"),
        ("dn", "mn", "yn"),
        ("di", "mi", "yi"),
        ("dr", "mr", "yr"),
    ):
        if groups.get(f"{day}{index}"):
            return _valid(
                groups[f"{day}{index}"], groups[f"{month}{index}"], groups[f"{year}{index}"]
            )
    return groups.get(f"yo{index}") or ""


def _valid(day: str, month: str, year: str) -> str:
    number = int(month) if month.isdigit() else _MONTHS[month.rstrip(".")]
    iso = f"{full_year(year)}-{number:02}-{int(day):02}"
    try:
        return date.fromisoformat(iso).isoformat()
    except ValueError:
        return ""


def read_date(text: str, position: int) -> tuple[str, int] | None:
    """A date right at `position`: ISO (or the year) and its end."""
    match = _DATE_ONLY.match(text, position)
    when = iso_of(match, 1) if match else ""
    return (when, match.end()) if match and when else None
