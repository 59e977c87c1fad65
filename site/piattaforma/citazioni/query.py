"""Citations as people type them in a box: bare numbers, missing years, no punctuation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .acts import is_of_kind, known, type_at
from .citation import Citation, Context
from .decisions import court_at, decision_of, decision_word_at
from .estremi import full_year
from .flat import flatten
from .identificatori import Identificatore, parse_identifier
from .partitions import ARTICLE_WORD, Parts, expand, read_parts
from .places import region_after
from .popular import kind_of, read_name
from .recogniser import find_citations
from .registers import known_acts

_LIMIT = 300
_BARE_ARTICLE = re.compile(
    r"(?P<article>[0-9]{1,4}(?: ?-? ?[a-z]+(?:ies|is|er))?)(?: *,? *(?:c(?:omma|o)?\.? ?[0-9]+[a-z]*))?"
    r"(?: *,? *let{1,2}\w*\.? ?[a-z]\)?)? +(?:del(?:la|l')? +)?(?=[a-z])"
)
_PART_WORD = re.compile(rf"(?<![a-z])(?={ARTICLE_WORD}|comm|co\.)")
_MARK = r"(?:n[.r°]*|num\.?|numero|nr\.?)"
_NUMBER = re.compile(
    rf" *(?:{_MARK} *)?(?P<n>[0-9]{{1,6}})(?P<r>/r)?(?:(?: ?[/\-.,] ?| +del(?:l'anno)? +| +)(?P<y>[0-9]{{4}}|[0-9]{{2}}))? *"
)
_ABBREVIATED = re.compile(r"(?<![a-z])(?:reg|dir|cost)(?![a-z.])")
_EDGES = " ,.;:()"


@dataclass(frozen=True, slots=True)
class _Typed:
    """What the words outside the partitions say of an act."""

    number: str
    year: str
    #: type of act, or "" where only a number is typed
    tipo: str = ""
    authority: str = ""
    court: str = ""
    seat: str = ""


def read_query(text: str) -> list[Citation]:
    """The citation that a typed text means; [] where it means none.

    One reading goes to `ids`; several go to `candidates`, those of the register first. Offsets
    count code points of `text`. Anything longer than 300 characters is prose and is read as such.
    """
    found = find_citations(text)
    if len(text) > _LIMIT or (found and not any(map(_is_vague, found))):
        return found
    if found:
        return [_registered(one) for one in found]
    flat = flatten(text).text.strip(_EDGES)
    if not flat:
        return []
    for reading in _spelled_out(flat):
        one = find_citations(reading)
        if len(one) == 1 and one[0].ids and _covers(one[0], reading):
            return [_whole(text, one[0].ids, one[0].kind, "explicit")]
    parts, rest = _split(flat)
    acts = list(dict.fromkeys(_acts(rest)))
    if not acts:
        return []
    ids = [f"{act}~{part}" if part else str(act) for act in acts for part in parts]
    if len(acts) == 1 and not rest[0].isdigit():
        return [_whole(text, ids, kind_of(acts[0]), "inferred")]
    start = len(text) - len(text.lstrip())
    return [
        Citation(start, len(text.rstrip()), text.strip(), kind_of(acts[0]), [], ids, "doubtful")
    ]


def _spelled_out(flat: str) -> Iterator[str]:
    """The typed text as prose would write it: "55 cts" → "art. 55 cts"."""
    if match := _BARE_ARTICLE.match(flat):
        yield "art. " + flat
        yield "art. " + flat.replace(match["article"], match["article"] + ",", 1)
    if (abbreviated := _ABBREVIATED.sub(r"\g<0>.", flat)) != flat:
        yield abbreviated
    name = read_name(flat, flat.upper(), 0, Context())
    if name is not None and flat[name.end : name.end + 2].strip(" .").isdigit():
        # "gdpr 6"
        yield f"art. {flat[name.end :].strip(_EDGES)} {flat[: name.end]}"
    if (part := _PART_WORD.search(flat)) and part.start():
        # "cts art 55 c 3": the act first
        yield f"{flat[part.start() :].strip(_EDGES)}, {flat[: part.start()].strip(_EDGES)}"


def _is_vague(citation: Citation) -> bool:
    """A regional law without its region, a decree without its minister."""
    return any(
        parse_identifier(one).autorita in {"regione", "provincia.autonoma"} for one in citation.ids
    )


def _registered(citation: Citation) -> Citation:
    """The acts of the register that a vague citation may be, in the place of its own reading."""
    if not _is_vague(citation):
        return citation
    read = [parse_identifier(one) for one in citation.ids]
    acts = [
        one
        for one in known_acts().values()
        if one.autorita.startswith(("regione.", "provincia.autonoma."))
        and (one.tipo, one.numero, one.anno) == (read[0].tipo, read[0].numero, read[0].anno)
    ]
    ids = [
        f"{act}~{one.partizione}" if one.partizione else str(act) for act in acts for one in read
    ]
    if len(acts) == 1:
        return replace(citation, ids=ids, certainty="inferred")
    return replace(citation, ids=[], candidates=ids, certainty="doubtful") if acts else citation


def _covers(citation: Citation, text: str) -> bool:
    rest = text[: citation.start] + text[citation.end :]
    return not re.search(r"[a-z0-9]{3}|[0-9]", rest)


def _whole(text: str, ids: list[str], kind: object, certainty: str) -> Citation:
    start = len(text) - len(text.lstrip())
    end = max(start, len(text.rstrip()))
    return Citation(start, end, text[start:end], kind, ids, [], certainty)  # type: ignore[arg-type]


def _split(flat: str) -> tuple[list[str], str]:
    """The partitions and the words around them."""
    for match in _PART_WORD.finditer(flat):
        parts: Parts | None = read_parts(flat, match.start())
        if parts is not None and parts.has_article:
            rest = f"{flat[: parts.start].strip(_EDGES)} {flat[parts.end :].strip(_EDGES)}"
            return list(dict.fromkeys(expand(parts.partitions))), re.sub(
                r"^del(?:la|l'|lo)? *", "", rest.strip()
            )
    return [""], flat


def _acts(rest: str) -> Iterator[Identificatore]:
    """What the words may mean, in the order in which to offer it."""
    name = read_name(rest, rest.upper(), 0, Context())
    if name is not None and name.end == len(rest) and name.targets:
        yield from name.targets
        return
    typed = _typed(rest)
    if typed is None:
        return
    registered = [one for one in known_acts().values() if _matches(typed, one)]
    yield from registered
    if not typed.year or (registered and (typed.tipo or typed.court)):
        return
    yield from _readings(typed)


def _typed(rest: str) -> _Typed | None:
    """Type or court, place, number and year; None where the words say something else."""
    court = court_at(rest, 0) or decision_word_at(rest, 0)
    tipo, end = ("", court.end) if court else type_at(rest, 0)
    place = region_after(rest, end)
    authority = place[0] if place else ""
    match = _NUMBER.match(rest, place[1] if place else end)
    if match is None:
        return None
    after = region_after(rest, match.end())
    if after and not authority:
        authority, stop = after
    else:
        stop = match.end()
    if rest[stop:].strip(_EDGES):
        return None
    year = full_year(match["y"]) if match["y"] else ""
    return _Typed(
        match["n"].lstrip("0") + (match["r"] or "").upper(),
        year,
        tipo,
        authority,
        court.court if court else "",
        court.seat if court else "",
    )


def _matches(typed: _Typed, one: Identificatore) -> bool:
    if one.numero != typed.number or (typed.year and one.anno != typed.year):
        return False
    if typed.court == "?":
        return one.is_decisione
    if typed.court:
        return one.autorita == f"IT:{typed.seat or typed.court}"
    if typed.authority and one.autorita != typed.authority:
        return False
    if not typed.tipo:
        return not one.annesso
    return is_of_kind(one, typed.tipo)


def _readings(typed: _Typed) -> Iterator[Identificatore]:
    """The acts that the number and year may be, where the register knows none or no type is said."""
    if typed.court == "?":
        return
    if typed.court:
        target = decision_of(typed.court, "", typed.number, typed.year, seat=typed.seat)
        if target is not None:
            yield target
        return
    if typed.tipo or not typed.number.isdigit():
        return
    yield Identificatore("ecli", "IT:COST", "", typed.year, typed.number)
    for tipo in ("legge", "decreto.legislativo", "decreto.legge"):
        yield known(Identificatore("nir", "stato", tipo, typed.year, typed.number))
