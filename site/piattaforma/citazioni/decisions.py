"""Decisions of courts and acts of ANAC: court, section, kind, date and number in any order."""

import re
from dataclasses import dataclass, field

from .acts import known
from .courts import section_code
from .decision_spellings import COURT, COURTS, KIND, SECTION
from .estremi import MARK, MONTH, full_year, read_date
from .identificatori import Identificatore
from .seats import area_at, conti_suffix, inner_code, seat_at, tail_codes

_NUMBER = re.compile(
    rf"(?P<mark>{MARK} *+)?(?P<n>[0-9]{{1,2}}\.[0-9]{{3}}(?![0-9.])|[0-9]{{1,6}}+)(?![0-9]| +{MONTH})(?: ?/ ?(?P<y>[12][0-9]{{3}}|[0-9]{{2}})(?![0-9])(?: ?/ ?(?P<tail>par|prsp|vsgo|sent|reg|qmig|frg|inpr|ord|cont|del|ris)(?!\w))?"
    rf"|,? *(?:del(?:l'anno)? +|dell'|anno +|\()'?(?P<y2>[12][0-9]{{3}}|(?<=')[0-9]{{2}}(?! *[a-z]))(?![0-9]|/)|(?:,? *\(| )(?P<y3>(?:19|20)[0-9]{{2}})(?![0-9/])\)?|(?P<on>,? *(?:del(?:l')? ?|dd\.? ?|dep\.? |depositat[ao] il |in data |\()))?"
)
_UNITED = re.compile(r"(?<![a-z])un(?:ite|\.)|uu|s\. ?u\.|sez\S* +u(?![a-z])")
_SEPARATOR = re.compile(
    r"(?: *+[,:)]?+ *+[,(-]?+ *+(?:(?:del(?:la|l'|lo|le)?|delle|d'|dal(?:la|l')|dei|degli|il|la|lo|le|l'|in|con|nella|nell'|nel|e|di|pubbl\.|pubblicata(?: il)?|dep\.|depositat[ao](?: il| in data)?|res[ao](?: il)?|emessa|pronunciata|"
    r"ud\.|data|per|per la|per il|per l'|stessa|nota|autorità|dell'autorità|consiglio dell'autorità|recente|citata|infatti|invece|quindi|poi|sede di|sede|sezione staccata di|sez\. staccata di|distaccata di|anche|anno|presidente|del presidente dell')(?=[ ,]|(?<=')|(?<=\.))[, ]*+)*+)"
)
#: "sentenza di annullamento del Consiglio di Stato": a few words between the kind and its court
_FILLER = re.compile(r"(?: +(?!n\.)[a-zà-ù]{2,}){1,3}?(?= +(?:del|della|dell')[ '])")
_MORE = re.compile(
    rf" *+(?:[,;]|,? *(?:ed?|nonch(?:é|e'?))(?= )) *+(?:(?:la|le|del(?:la|le)?|id\.|idem|sent\.|sentenza|ord\.|ordinanza) *,? *)*+(?=(?:{MARK} *)?[0-9]|sez|[ivx]+[, ])"
)
_SAME = re.compile(r"id(?:\.|em)")
_DEPOSITED = re.compile(r",? *\(?dep(?:\.|ositata)(?: nel)? *(?P<year>[12][0-9]{3})(?![0-9/])")
_CODED_YEAR = re.compile(r" ?/ ?(?P<y>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])")
_SHORT = re.compile(r"[0-9]{1,2} ?/ ?[0-9]{2,4}|[0-9]+ ?/ ?[0-9]{2}")
_PLAIN = re.compile(r" *(?:[,;).]|$|ed? |del )")
_NOT_A_NUMBER = re.compile(
    r" *(?:%|€|euro|giorn|ann[oi] |mes[ei] |artt?\.|/[0-9]|r\.? ?g\.?|reg\.? ?(?:ric|gen)|comm[ai] )|[.,][0-9]"
)
_PROCEDURE = re.compile(
    r"(?:r\. ?g\.|rg|reg\.? ?(?:ric|gen)\.?|ruolo|ricors[oi]|prot\.|protocollo|registro)[ .,a-z]{0,12}$"
)

#: what a court has put on record is no decision: "registrato alla Corte dei conti il 4 maggio 2022"
_REGISTERED = re.compile(
    r"registra[tz][a-z]+ +(?:(?:al|dal|press|pervenut)[a-z]*[ ']*|il +[^,;]{0,24}){1,2}$"
)
_ADDRESSED = re.compile(r"(?:d?all|nell|sull|presso l)'$")
#: attributes that one group of decisions may have: beyond, the words say something else
_MOST_STEPS = 24


@dataclass
class _Number:
    """A number with its year or date ("" until one is said), and where it stands."""

    number: str
    when: str
    start: int
    end: int
    #: the kind of decision, where a list says it again
    kind: str = ""


@dataclass
class _Found:
    """What has been read of one group of decisions of a court."""

    start: int
    end: int = 0
    court: str = ""
    kind: str = ""
    seat: str = ""
    date: str = ""
    numbers: list[_Number] = field(default_factory=list)
    sections: str = ""
    #: the letters around a number of the Corte dei conti
    codes: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    start: int
    end: int
    target: Identificatore | None
    #: number and year, where no court is named
    numero: str = ""
    data: str = ""
    tipo: str = ""
    #: the sections that the words name
    sezioni: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    decisions: list[Decision]
    #: the court that the words name, "" if none
    court: str
    end: int
    seat: str = ""
    sections: str = ""


def read_decisions(text: str, position: int, court: str = "") -> Reading | None:
    """Decisions whose court or kind stands at `position`; `court` is that of "Id."."""
    found = _Found(start=position, court=court)
    cursor = position
    end_of_words = position
    for _ in range(_MOST_STEPS):
        step = _step(text, cursor, found)
        if step is None:
            break
        end_of_words = step
        cursor = _skip_separator(text, step)
        if found.kind and not found.court and (filler := _FILLER.match(text, step)):
            after = _SEPARATOR.match(text, filler.end())
            if after and COURT.match(text, after.end()):
                cursor = after.end()
    if not found.numbers:
        if not found.court:
            return None
        return Reading([], found.court, end_of_words, found.seat, found.sections)
    return _finish(found, end_of_words)


def _step(text: str, cursor: int, found: _Found) -> int | None:
    """Read one attribute at `cursor`; its end, or None where nothing more belongs here."""
    if found.numbers and " e " in text[found.end : cursor]:
        return None  # "n. 727 e le pronunce ivi richiamate"
    if court := COURT.match(text, cursor):
        return _read_court(text, court, found)
    if (kind := KIND.match(text, cursor)) and not (found.kind and found.numbers):
        found.kind = kind.lastgroup or ""
        return kind.end()
    if found.court == "TAR" and not found.seat and (seat := seat_at(text, cursor)):
        found.seat, end = seat
        found.end = max(found.end, end)
        return end
    if found.court == "CONT" and not found.seat and (area := area_at(text, cursor)):
        found.seat = area[0]
        return area[1]
    section = SECTION.match(text, cursor)
    names = found.court or found.kind or cursor == found.start
    if section and (names or _UNITED.search(section[0])):
        found.sections += " " + section[0]
        return section.end()
    return _read_day(text, cursor, found) or _read_number(text, cursor, found)


def _read_court(text: str, court: re.Match[str], found: _Found) -> int | None:
    if found.court and (found.numbers or court.lastgroup != found.court):
        return None
    if found.numbers and not found.kind:
        return None  # "sez. VII, n. 9249, Cons. Stato, …": the next one's
    if found.court and "(" in text[found.end : court.start()] and not found.kind:
        found.start = court.start()  # "il TAR (TAR Lazio, n. 4104/2023)"
    if court.lastgroup == "CONT" and _REGISTERED.search(
        text, max(0, court.start() - 40), court.start()
    ):
        return None
    is_apart = court.lastgroup == "ANAC" and text.startswith(",", court.end())
    if is_apart and _ADDRESSED.search(text, max(0, court.start() - 9), court.start()):
        return None  # "acquisito il CIG dall'ANAC, con determinazione n. 45"
    found.court = court.lastgroup or ""
    if court[0].startswith(("sez", "src")):
        found.sections += " contr"
    if "plen" in court[0]:
        found.sections += " plen"
    end = court.end()
    if found.court == "TAR" and (seat := seat_at(text, end)):
        found.seat, end = seat
    found.end = max(found.end, end)
    return end


def _read_day(text: str, cursor: int, found: _Found) -> int | None:
    day = _day(text, cursor)
    if day is None or (found.date and found.numbers and found.numbers[-1].when):
        return None
    found.date = day[0]
    for number in found.numbers:
        number.when = number.when or day[0]
    found.end = max(found.end, day[1])
    return day[1]


def _read_number(text: str, cursor: int, found: _Found) -> int | None:
    match = _NUMBER.match(text, cursor)
    if match and found.court in {"CONT", ""}:
        inner = inner_code(text, match.end("n"))
        if inner[0] and (found.court or section_code(inner[0])):
            found.court = "CONT"
            return _read_coded(text, match, inner, found)
    if match is None or found.numbers or _PROCEDURE.search(text, max(0, cursor - 24), cursor):
        return None
    when, end = _when(text, match)
    if not (match["mark"] or when) or _NOT_A_NUMBER.match(text, end):
        return None  # a number alone may be anything
    if found.court == "CONT":
        found.codes, end = tail_codes(text, end if match["tail"] is None else match.end("y"))
    found.date = found.date or (when if len(when) > 4 else "")
    found.numbers.append(_Number(_digits(match), when or found.date, cursor, end))
    found.end = max(found.end, end)
    return _list(text, end, found, plural=text.startswith("nn", cursor))


def _read_coded(
    text: str, match: re.Match[str], inner: tuple[str, int], found: _Found
) -> int | None:
    """ "n. 26/SEZAUT/2013/QMIG": as the Corte dei conti numbers."""
    year = _CODED_YEAR.match(text, inner[1])
    if year is None or found.numbers:
        return None
    tail, end = tail_codes(text, year.end())
    found.codes = f"{inner[0]} {tail}"
    found.numbers.append(_Number(_digits(match), full_year(year["y"]), match.start(), end))
    found.end = max(found.end, end)
    return end


def _when(text: str, match: re.Match[str]) -> tuple[str, int]:
    """The year or date that a number carries, "" if none, and where they end."""
    if match["on"]:
        return _day(text, match.end()) or ("", match.start("on"))
    year = match["y"] or match["y2"] or match["y3"]
    return full_year(year) if year else "", match.end()


def _day(text: str, position: int) -> tuple[str, int] | None:
    """A date and its end; the year of deposit, where it is said, is that of the decision."""
    day = read_date(text, position)
    if day and (deposited := _DEPOSITED.match(text, day[1])):
        return deposited["year"], deposited.end()
    return day


def _digits(match: re.Match[str]) -> str:
    number: str = match["n"]
    return number.replace(".", "").lstrip("0")


def _list(text: str, end: int, found: _Found, *, plural: bool) -> int:
    """More numbers of the same court: ", n. 3992/1997, 1501/1996", "; 20 ottobre 2020, n. 255"."""
    while more := _MORE.match(text, end):
        kind = KIND.search(text, more.start(), more.end())
        same = kind or _SAME.search(text, more.start(), more.end())
        inner = more.end()
        if section := SECTION.match(text, inner):
            inner = _skip_separator(text, section.end())
        day = read_date(text, inner)
        match = _NUMBER.match(text, _skip_separator(text, day[1]) if day else inner)
        if match is None or (not match["mark"] and (day or match["y3"])):
            break
        when, finish = _when(text, match)
        when = day[0] if day else when
        plural = plural or bool(match["mark"] and match["mark"].startswith("nn"))
        alone = not when and plural and not _PLAIN.match(text, finish)
        # ", 32/48" may be a page, ", 12/2020" the number of a review
        alone = alone or bool(not plural and _SHORT.fullmatch(match[0]))
        if alone or not (match["mark"] or when or plural) or _NOT_A_NUMBER.match(text, finish):
            break
        start = same.start() if same else more.end()
        said = (kind.lastgroup or "") if kind else ""
        found.numbers.append(_Number(_digits(match), when, start, finish, said))
        end = finish
        found.end = max(found.end, end)
    return end


def _skip_separator(text: str, position: int) -> int:
    separator = _SEPARATOR.match(text, position)
    return separator.end() if separator else position


def _finish(found: _Found, end: int) -> Reading:
    if not found.court and _UNITED.search(found.sections):
        found.court = "CASS"
    if not found.court and "riun" in found.sections and "contr" in found.sections:
        found.court = "CONT"
    # "nn. 131 e 255 del 2020": the year said last counts for those before it
    later = found.date
    for number in reversed(found.numbers):
        number.when = later = number.when or later
    decisions = [
        Decision(
            found.start if number is found.numbers[0] else number.start,
            max(number.end, found.end) if number is found.numbers[-1] else number.end,
            target_of(
                found.court,
                number.kind or found.kind,
                number.number,
                number.when,
                f"{found.sections} {found.codes}",
                found.seat,
            ),
            number.number,
            number.when,
            number.kind or found.kind,
            found.sections,
        )
        for number in found.numbers
        if number.number and number.when and 1860 <= int(number.when[:4]) <= 2100
    ]
    return Reading(decisions, found.court, max(end, found.end))


def identify(court: str, decision: Decision, *, sections: str = "") -> Identificatore | None:
    """The identifier of a decision whose court the text says elsewhere; a TAR by its seat."""
    seat = court if court.startswith(("TAR", "TRGA")) and court != "TAR" else ""
    return target_of(
        "TAR" if seat else court,
        decision.tipo,
        decision.numero,
        decision.data,
        decision.sezioni + sections,
        seat,
    )


def target_of(  # noqa: PLR0917 - what one decision is, in the order people say it
    court: str, kind: str, number: str, when: str, sections: str, seat: str
) -> Identificatore | None:
    if not court:
        return None
    if court != "ANAC":
        return decision_of(court, kind, number, when[:4], sections=sections, seat=seat)
    name = "parere" if kind == "DEF" else kind if kind.islower() else ""
    if not name:
        return None
    act = Identificatore("nir", "autorita.nazionale.anticorruzione", name, when, number)
    return known(act)


def decision_of(
    court: str, kind: str, number: str, year: str, *, sections: str = "", seat: str = ""
) -> Identificatore | None:
    """The identifier of a decision; the kind is its suffix only where the words say it."""
    suffix = kind if kind in {"SENT", "ORD", "DEC"} else ""
    if court == "COST":
        suffix = ""
    elif court == "CASS":
        suffix = (
            "PEN" if "pen" in sections else "CIV" if re.search("civ|lav|trib", sections) else ""
        )
    elif court in {"CDS", "CGARS"}:
        if "plen" in sections:
            suffix = "APLE" if court == "CDS" else suffix
        elif kind == "DEF":
            suffix = "PDEF" if court == "CDS" else ""
    elif court == "TAR":
        if not seat:
            return None
        court = seat
    elif court == "CONT":
        suffix = conti_suffix(sections, seat, is_judgment=kind == "SENT")
    return Identificatore("ecli", f"IT:{court}", suffix, year, number)


def court_named(name: str) -> str:
    """The code of a court by its name: "Corte costituzionale" → COST, "TAR Toscana" → TARTOS."""
    text = " ".join(name.lower().replace("_", " ").replace("’", "'").split())
    match = COURT.match(text)
    if match is None:
        return name.upper() if name.upper() in COURTS and name.upper() != "TAR" else ""
    if match.lastgroup == "TAR":
        seat = seat_at(text, match.end())
        return seat[0] if seat else ""
    return match.lastgroup or ""


def court_at(text: str, position: int) -> Reading | None:
    """The court, with its kind of decision and its section, that opens a typed citation."""
    found = _Found(start=position)
    cursor = end = position
    while (
        (match := COURT.match(text, cursor))
        or (match := KIND.match(text, cursor))
        or (match := SECTION.match(text, cursor))
    ):
        if match.re is COURT:
            found.court = match.lastgroup or ""
        end = match.end()
        if found.court == "TAR" and not found.seat and (seat := seat_at(text, end)):
            found.seat, end = seat
        cursor = _skip_separator(text, end)
    return Reading([], found.court, end, found.seat) if found.court else None


def courts_in(text: str) -> list[tuple[int, int]]:
    """Where courts are named in several words: "corte dei conti"; their offsets."""
    lower = text.lower()
    if len(lower) != len(text):
        return []
    spans = (found.span() for found in COURT.finditer(lower) if " " in found[0])
    return [(start, end) for start, end in spans if not text[end : end + 1].isalnum()]


def decision_word_at(text: str, position: int) -> Reading | None:
    """ "sentenza" alone, of a court that is not said ("?")."""
    match = KIND.match(text, position)
    return Reading([], "?", match.end()) if match else None
