"""Where a court sits, in prose: the seats of the TAR, the sections of the Corte dei conti."""

import re
from functools import cache

from .courts import control_code, judicial_code, section_code
from .places import region_forms, words
from .registers import regions, tar_seats

#: what a deliberation of the Corte dei conti is: the letters after its number
_DELIBERATIONS = [
    "par",
    "prsp",
    "prse",
    "vsgo",
    "vsg",
    "reg",
    "qmig",
    "frg",
    "inpr",
    "cont",
    "del",
    "ris",
    "gest",
    "pasp",
    "vsgf",
    "aut",
    "consolidato",
]
_CODE = r"src[a-z]{3}|sg[a-z]{3}|sezaut|ssrrco|sccleg|sccgas|contr?(?=/)"
_KIND = "|".join(sorted(_DELIBERATIONS, key=len, reverse=True))
#: "102/2023/PAR", "102/2023/SRCPIE/PAR", "26/SEZAUT/2013/QMIG", "7/CONTR/11"
_TAIL = re.compile(rf"(?: ?/ ?(?P<code>{_CODE}))?(?: ?/ ?(?P<kind>{_KIND}))?(?![a-z0-9])")
_INNER = re.compile(rf" ?/ ?(?P<code>{_CODE}|{_KIND})(?= ?/ ?[0-9])")


@cache
def _area() -> re.Pattern[str]:
    return re.compile(
        rf" *+[,(-]?+ *+(?:sez(?:ione|\.) *)?(?:(?:per +(?:la|il|l'|le) *|d(?:i|el|ella|ell') *)?(?:regione *)?)(?P<region>{region_forms()})[)/]?"
    )


def area_at(text: str, position: int) -> tuple[str, int] | None:
    """The region of a section of the Corte dei conti at `position`, and its end."""
    match = _area().match(text, position)
    return (regions()[" ".join(match["region"].split())], match.end()) if match else None


def inner_code(text: str, position: int) -> tuple[str, int]:
    """The code between a number and its year ("26/SEZAUT/2013"), "" if none, and its end."""
    match = _INNER.match(text, position)
    return (match["code"], match.end()) if match else ("", position)


def tail_codes(text: str, position: int) -> tuple[str, int]:
    """The codes after the year ("/SRCPIE/PAR"), each after a space, and where they end."""
    match = _TAIL.match(text, position)
    if match is None:
        return "", position
    return " ".join(filter(None, [match["code"], match["kind"]])), match.end()


def conti_suffix(sections: str, area: str, *, is_judgment: bool) -> str:
    """The suffix of the ECLI of a decision of the Corte dei conti; "" where the words do not tell
    which section has numbered it."""
    said = sections.split()
    kind = next((one for one in said if one in _DELIBERATIONS), "")
    section = next((found for one in said if (found := section_code(one))), "")
    if not section and area:
        is_judicial = "giur" in sections or (is_judgment and "contr" not in sections)
        section = judicial_code(area) if is_judicial else control_code(area)
    if not section:
        section = _central(sections)
    return f"{section}-{kind.upper()}" if section and kind else section


def _central(sections: str) -> str:
    if "auton" in sections:
        return "SEZAUT"
    if "riun" in sections:
        return "SSRRCO" if "contr" in sections else "SSR" if "giur" in sections else ""
    appeal = re.search(r"app(?:ello|\.)", sections)
    which = re.search(r"(?<![a-z])(?:i{1,3}|prima|seconda|terza|[123])(?![a-z])", sections)
    if appeal and which:
        ordinal = {"prima": 1, "seconda": 2, "terza": 3}.get(which[0])
        return f"APP{ordinal or (int(which[0]) if which[0].isdigit() else len(which[0]))}"
    return ""


@cache
def _seats() -> tuple[re.Pattern[str], dict[str, str], dict[tuple[str, str], str]]:
    principal: dict[str, str] = {}
    by_seat: dict[tuple[str, str], str] = {}
    for seat in tar_seats():
        if seat.principale:
            principal[seat.regione] = seat.codice
        by_seat[seat.regione, seat.sede] = seat.codice
    regions = words([*principal, *(one.replace("-", " ") for one in principal)])
    cities = words([city for _, city in by_seat])
    sep = r" *+[,(-]?+ *+(?:(?:sez(?:ione|\.) +(?:staccata|distaccata|dist\.|stacc\.)?(?: +di)?|sede(?: +di)?|di) *)?"
    pattern = re.compile(
        rf" *+[,(-]?+ *+(?:(?:per|di|della|del|dell'|per +(?:la|il|l'|le)|regione) *)*+(?:(?P<region>{regions})(?:{sep}(?P<city>{cities})\)?)?|{sep}(?P<alone>{cities}))"
    )
    return pattern, principal, by_seat


def seat_at(text: str, position: int) -> tuple[str, int] | None:
    """The code of the TAR's seat at `position` and its end; the principal one where only the region
    is said."""
    pattern, principal, by_seat = _seats()
    match = pattern.match(text, position)
    if match is None:
        return None
    if match["region"]:
        region = " ".join(match["region"].split())
        if region not in principal:
            region = next((one for one in principal if one.replace("-", " ") == region), region)
        city = " ".join((match["city"] or "").split())
        if city and (region, city) not in by_seat:
            return principal.get(region, ""), match.end("region")
        code = by_seat.get((region, city)) or principal.get(region, "")
        end = match.end() if city else match.end("region")
        return code, end - (match[0].endswith(")") and "(" not in match[0])
    city = " ".join(match["alone"].split())
    code = next((code for (_, one), code in by_seat.items() if one == city), "")
    return (code, match.end("alone")) if code else None
