"""Regions and ministries as they stand around an act: before it, after it, in brackets."""

import re
from functools import cache

from .registers import ministries, ministry_acronyms, region_adjectives, regions


def words(forms: list[str]) -> str:
    """A pattern of the forms, the longest first, with any number of spaces between words."""
    ordered = sorted(set(forms), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", " +") for form in ordered) + r")(?!\w)"


@cache
def region_forms() -> str:
    return words(list(regions()))


@cache
def _region_after() -> re.Pattern[str]:
    adjectives = words(list(region_adjectives()))
    return re.compile(
        r" *+[,(]?+ *+(?:(?:del(?:la|l')?|di) *)?"
        r"(?P<word>(?:regione|reg\.|provincia(?: +autonoma)?|p\. ?a\.|prov\.(?: ?aut\.)?) +(?:autonoma +)?"
        r"(?:(?:del(?:la|l')?|di) *)?)?"
        rf"(?:(?P<region>{region_forms()})|(?P<adjective>{adjectives}))(?P<close>\)?)"
    )


@cache
def _region_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<word>regione|provincia(?: autonoma)?(?: di)?|p\. ?a\.(?: di)?) +)?(?P<region>{region_forms()})"
        r"(?:(?P<gap> *(?:: *(?:d?all?a|l[ae]) +|[:(,-] *|[(,] *(?:con )?(?:la )?)| +)|(?P<verb>,? ?(?:con|ha \w+)(?: la| propria)? ))$"
    )


@cache
def _ministry() -> re.Pattern[str]:
    names = words(list(ministries()))
    office = (
        r"(?:ministr[oaie]|ministeri?o?|min\.)(?: +(?:pro tempore )?)?"
        r"(?: *(?:del(?:la|l'|le|lo)?|dei|degli|di(?= grazia)|per(?: +(?:la|il|le|i|lo|gli|l'))?) *)?"
    )
    return re.compile(
        rf" *+[,(]?+ *+(?:del(?:la|l')? *)?(?:{office} *(?:(?P<name>{names})|(?P<other>[a-zà-ù]+))|(?P<acronym>{names}))"
        r"(?P<close> *\))?"
    )


@cache
def _ministry_before() -> re.Pattern[str]:
    names, acronyms = words(list(ministries())), words(list(ministry_acronyms()))
    return re.compile(
        rf"(?:(?P<of>d[ae]l|dei|al|col|nel|sul) +)?(?<!\w)(?:minister[oi] +(?:d(?:el(?:la|l'|le|lo)?|ei|egli|i) *)(?P<name>{names})|(?P<acronym>{acronyms}))"
        r"(?:(?P<joined> *[,:(-] *| +)|(?P<verb>,? +(?:con|nella|ha +\w+) +(?:la +|propria +)?))$"
    )


def ministry_before(text: str, position: int) -> tuple[str, int] | None:
    """The authority of a ministry right before `position`, and where a citation that it opens starts:
    at its name ("Ministero del lavoro, nota …"), or at `position` ("con nota …")."""
    match = _ministry_before().search(text, max(0, position - 160), position)
    if match is None or (match["of"] and ":" not in (match["joined"] or "")):
        return None
    name = " ".join((match["name"] or match["acronym"]).split())
    start = match.start() if match["joined"] and not match["of"] else position
    return ministries()[name], start


def region_after(text: str, position: int, *, named: bool = False) -> tuple[str, int] | None:
    """The authority and the end of a region right after `position`.

    `named` asks for the word "Regione" or for the name itself, not for an adjective alone.
    """
    match = _region_after().match(text, position)
    if match is None or (named and not match["word"]):
        return None
    # the closing bracket is no part of the citation, whoever opened it
    end = match.end() - bool(match["close"])
    if match["region"]:
        return regions()[" ".join(match["region"].split())], end
    return region_adjectives()[" ".join(match["adjective"].split())], end


_OF_A_REGION = re.compile(r"(?:d[ae]l+a|d[ae]l+'|d[ae]l|di|d[ae]gli) *$")


def region_before(text: str, position: int) -> tuple[str, int, bool] | None:
    """The authority, the start of a region right before `position`, and whether it belongs to the
    citation ("Toscana: l.r. 65/2020", "Toscana (l.r. 65/2020)")."""
    start = max(0, position - 70)
    match = _region_before().search(text, start, position) if position else None
    if match is None:
        return None
    gap = (match["gap"] or "").strip()
    joined = gap in {":", "(", "-"}
    is_subject = not _OF_A_REGION.search(text, max(0, match.start() - 9), match.start())
    if match["verb"] and not (match["word"] or (is_subject and " con" in match["verb"])):
        return None  # "a differenza della Toscana, ha approvato la l.r. 10/2019"
    return regions()[" ".join(match["region"].split())], match.start("region"), joined


def region_named(name: str) -> str:
    """The authority of a region by its name ("Toscana"), adjective or identifier; "" if none."""
    plain = " ".join(name.lower().replace("’", "'").split())
    plain = re.sub(r"^(?:regione|provincia autonoma(?: di)?|p\. ?a\.(?: di)?) +", "", plain)
    known = regions() | region_adjectives()
    if plain in known:
        return known[plain]
    return plain if plain in set(regions().values()) else ""


def ministry_after(text: str, position: int, *, named: bool = False) -> tuple[str, int] | None:
    """The authority and the end of a ministry right after `position`; "" if it is not known.

    `named` asks for the word "Ministero" or for an acronym ("MLPS"): "interno" is a word too.
    """
    match = _ministry().match(text, position)
    if match is None or (
        named and match["acronym"] and match["acronym"] not in ministry_acronyms()
    ):
        return None
    name = match["name"] or match["acronym"]
    end = match.end()
    if match["close"] and "(" not in text[position : match.end() - 1]:
        end = match.start("close")
    if name:
        return ministries()[" ".join(name.split())], end
    return "", end
