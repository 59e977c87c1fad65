"""Citations as people type them in a box: bare numbers, missing years, no punctuation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .act_spellings import PRACTICE, type_at
from .acts import known
from .authorities import is_regional, is_unnamed
from .citation import Certainty, Citation, Context, Kind
from .dates import MESI
from .decisions import court_at, decision_word_at, target_of
from .estremi import full_year
from .flat import flatten
from .identificatori import (
    Identificatore,
    IdentificatoreNonValido,
    parse_identifier,
    series,
)
from .kinds import is_of_kind, kind_of
from .partition import Parts, expand
from .partitions import ARTICLE_WORD, read_parts
from .places import region_after
from .popular import read_name
from .recogniser import find_citations
from .registers import known_acts, known_decisions
from .typed_parts import has_year_for_article, is_year, read_tail, with_tail

_LIMIT = 300
_BARE_ARTICLE = re.compile(
    r"(?P<article>[0-9]{1,4}(?: ?-? ?[a-z]+(?:ies|is|er))?)(?: *,? *(?:c(?:omma|o)?\.? ?[0-9]+[a-z]*))?"
    r"(?: *,? *let{1,2}\w*\.? ?[a-z]\)?)? +(?:del(?:la|l')? +)?(?=[a-z])"
)
_PART_WORD = re.compile(rf"(?<![a-z])(?={ARTICLE_WORD}|comm|co\.)")
_MARK = r"(?:n[.r°]*|num\.?|numero|nr\.?)"
_NUMBER = re.compile(
    rf" *(?:{_MARK} *)?(?P<n>[0-9]{{1,6}})(?P<r>/(?:r|e|cu|csr)(?![a-z]))?(?:(?: ?[/\-.,] ?| +del(?:l'anno)? +| +)(?P<y>[0-9]{{4}}|[0-9]{{2}}))? *"
)
_ABBREVIATED = re.compile(
    r"(?<![a-z])(?:reg|dir|cost|cass|l(?= [0-9])|c(?= (?:cost|conti)))(?![a-z.])"
)
_GLUED = re.compile(r"(?<=[a-z]{2})(?=[0-9])")
_DIRECTIVE = re.compile(r"[12][0-9]{3}/[0-9]{1,4}/(?:ue|cee?)")
_REGULATION = re.compile(r"20(?:1[5-9]|2[0-9])/[0-9]{3,4}")
#: "241 90", "12570 2023": not the figures of a day or of an article
_YEAR_APART = re.compile(r"(?<=[0-9]) (?=(?:(?:19|20)[0-9]{2}|[0-9]{2})$)")
#: "dm 31/3/2021 72"
_DAY_AND_NUMBER = re.compile(
    rf"((?:[0-9][/.-][0-9]{{1,2}}[/.-]|(?:{'|'.join(MESI)}) +)[0-9]{{4}}) (?=[0-9]{{1,5}}$)"
)
_ARTICLE_ALONE = re.compile(r" *[0-9]{1,4}(?: ?-?[a-z]{3,})?[ .]*")
_CELEX = re.compile(r"[36][0-9]{4}[A-Z]{1,2}[0-9]{4}")
_EDGES = " ,.;:()"
_ARTICLE_SAID = re.compile(rf"(?<![a-z]){ARTICLE_WORD}")
_JOINS = re.compile(r"(?:^|\s)(?:[a-z]{1,2}|del|della|per)$", re.IGNORECASE)
#: an article and a comma
_MOST_NUMBERS = 2
#: a citation that opens a text is not longer
_MOST_WORDS = 8
#: "decreto 72": an act of somebody; courts that decide by decree are said
_UNSAID_DECREE = "decreto"
#: the Corte costituzionale has never decided more in one year
_MOST_OF_THE_CONSULTA = 1200


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
    if pasted := _pasted(text):
        return [pasted]
    found = find_citations(text)
    if not text.strip(_EDGES) or len(text) > _LIMIT:
        return found
    if found and _says_no_more(text, found) and not any(map(_is_vague, found)):
        return [_registered(_of_its_day(one)) for one in found]
    if read := _one_act(text, is_prose=bool(found)) or _with_tail(text, _MOST_NUMBERS):
        return [read]
    if found:
        return [_registered(one) for one in found]
    return _without_what_follows(text)


def _one_act(text: str, *, is_prose: bool) -> Citation | None:
    """The whole text as one act, or a part of it; None where it says more, or something else."""
    flat = flatten(text).text.strip(_EDGES)
    for reading in _spelled_out(flat):
        read = find_citations(reading)
        if len(read) != 1 or not read[0].ids or not _covers(read[0], reading):
            continue
        if _ARTICLE_SAID.search(flat) or not _is_of_a_year(read[0]):
            return _registered(_whole(text, read[0].ids, read[0].kind, "explicit"))
    return None if is_prose else _from_register(text, flat)


def _is_of_a_year(citation: Citation) -> bool:
    return any(has_year_for_article(parse_identifier(one)) for one in citation.ids)


def _with_tail(text: str, numbers: int) -> Citation | None:
    """ "241/90 6bis", "cts 55 3": an act, then its article, then its comma."""
    tail = read_tail(text) if numbers else None
    if tail is None:
        return None
    found = find_citations(tail.act)
    if len(found) == 1 and found[0].surface == tail.act.strip() and not _is_vague(found[0]):
        act: Citation | None = _registered(_of_its_day(found[0]))
    else:
        act = _one_act(tail.act, is_prose=bool(found)) or _with_tail(tail.act, numbers - 1)
    whole = with_tail(act, tail) if act else None
    if whole is None:
        return None
    span = _whole(text, whole.ids, whole.kind, whole.certainty)
    return replace(span, candidates=whole.candidates)


def _without_what_follows(text: str) -> list[Citation]:
    """ "55 cts e gattini": the citation that opens the text, if its words say it in full."""
    ends = [match.end() for match in re.finditer(r"\S+", text)][:_MOST_WORDS]
    for end in reversed(ends):
        head, rest = text[:end], text[end:].strip(_EDGES)
        says_enough = re.search("[0-9]", head) and not re.search("[0-9]", rest)
        if not rest or _JOINS.search(head) or not (says_enough or is_year(rest)):
            continue
        # "cts 2020": a name and a year, which is no article
        is_name = is_year(rest) and not says_enough
        read = _one_act(head, is_prose=not is_name)
        if read and (read.certainty == "explicit" or (is_name and read.ids)):
            return [read]
    return []


def _from_register(text: str, flat: str) -> Citation | None:
    """What a type, a place, a number may mean, with or without a year."""
    parts, rest = _split(_with_marks(flat))
    acts = list(dict.fromkeys(_acts(rest)))
    if not acts:
        return None
    ids = [
        f"{act}~{part}" if part else str(act)
        for act in acts
        for part in parts
        if not (part and act.is_decisione)
    ]
    if not ids:
        return None
    if len(acts) == 1 and len(ids) == len(parts) and _is_sure(acts[0], rest):
        return _whole(text, ids, kind_of(acts[0]), "inferred")
    return replace(_whole(text, [], kind_of(acts[0]), "doubtful"), candidates=ids)


def _is_sure(act: Identificatore, rest: str) -> bool:
    """Whether the words say the type or the court; a region or a court left out may be another."""
    place = act.autorita.rpartition(".")[2]
    says_place = not is_regional(act.autorita) or place[:5] in rest
    says_court = not act.is_decisione or not rest.startswith(("sent", "ord", "dec", "par", "pron"))
    # "circolare 2/2019": every office has its own; "decreto 117": so has every authority
    says_office = act.tipo not in PRACTICE and type_at(rest, 0)[0] != _UNSAID_DECREE
    return not rest[0].isdigit() and says_place and says_court and says_office


def _pasted(text: str) -> Citation | None:
    """An identifier, or its address on Normattiva, as it was copied."""
    typed = text.strip()
    try:
        identifier = parse_identifier(f"celex:{typed}" if _CELEX.fullmatch(typed) else typed)
    except IdentificatoreNonValido:
        return None
    return _whole(text, [str(identifier)], kind_of(identifier), "explicit")


def _spelled_out(flat: str) -> Iterator[str]:
    """The typed text as prose would write it: "55 cts" → "art. 55 cts", "l 241 90" → "l. 241/90"."""
    for text in dict.fromkeys((flat, _with_marks(flat))):
        if match := _BARE_ARTICLE.match(text):
            yield "art. " + text
            yield "art. " + text.replace(match["article"], match["article"] + ",", 1)
        yield from _names_first(text)
        if (part := _PART_WORD.search(text)) and part.start():
            # "cts art 55 c 3": the act first
            yield f"{text[part.start() :].strip(_EDGES)}, {text[: part.start()].strip(_EDGES)}"
        yield text
    if _DIRECTIVE.fullmatch(flat):
        yield "direttiva " + flat
    if _REGULATION.fullmatch(flat):
        yield "regolamento (ue) " + flat
    # "c-113/13", "costituzione 118": what is a citation only with a capital
    yield f"causa {flat.upper()}"
    for text in list(_names_first(flat)):
        yield text.upper()


def _names_first(text: str) -> Iterator[str]:
    """ "gdpr 6": the article after the name of its act."""
    name = read_name(text, text.upper(), 0, Context())
    if name is not None and _ARTICLE_ALONE.fullmatch(text, name.end):
        yield f"art. {text[name.end :].strip(_EDGES)} {text[: name.end]}"


def _with_marks(flat: str) -> str:
    """The stops, the spaces and the bar that whoever types leaves out."""
    text = _GLUED.sub(" ", flat)
    text = _DAY_AND_NUMBER.sub(r"\1 n. ", _ABBREVIATED.sub(r"\g<0>.", text))
    return _YEAR_APART.sub("/", text)


def _says_no_more(text: str, found: list[Citation]) -> bool:
    """Whether no figure stands outside the citations: one more may be an article, or a number."""
    outside, last = "", 0
    for one in found:
        outside, last = outside + text[last : one.start], one.end
    return not re.search("[0-9]", outside + text[last:])


def _is_vague(citation: Citation) -> bool:
    """A regional law without its region."""
    return any(is_unnamed(parse_identifier(one).autorita) for one in citation.ids)


def _registered(citation: Citation) -> Citation:
    """The acts of the register that a citation may be which leaves out a region, or the kind of a
    decision, in the place of its own reading."""
    if not citation.ids:
        return citation
    read = [parse_identifier(one) for one in citation.ids]
    acts = list(dict.fromkeys(one for one in _everything() if _says_more(one, read[0])))
    ids = [
        f"{act}~{one.partizione}" if one.partizione else str(act) for act in acts for one in read
    ]
    if len(acts) == 1 and acts[0].is_decisione:
        return replace(citation, ids=ids, certainty="inferred")
    # of a region that is not said there may be others that the register does not know
    return replace(citation, ids=[], candidates=ids, certainty="doubtful") if acts else citation


def _of_its_day(citation: Citation) -> Citation:
    """The decree that the register has, where a D.M. is said by its day and it has one alone."""
    read = [parse_identifier(one) for one in citation.ids]
    if len(read) != 1 or read[0].numero or read[0].tipo != "decreto.ministeriale":
        return citation
    acts = [
        one
        for one in known_acts().values()
        if one.autorita.startswith("ministero.")
        and (one.tipo, one.data) == ("decreto", read[0].data)
    ]
    if len(acts) != 1:
        return citation
    part = f"~{read[0].partizione}" if read[0].partizione else ""
    return replace(citation, ids=[f"{acts[0]}{part}"], certainty="inferred")


def _says_more(act: Identificatore, read: Identificatore) -> bool:
    if (act.numero, act.anno) != (read.numero, read.anno):
        return False
    if read.is_decisione:
        return not read.tipo and act.autorita == read.autorita
    is_named = is_regional(act.autorita) and not is_unnamed(act.autorita)
    return is_unnamed(read.autorita) and is_named and act.tipo == read.tipo


def _covers(citation: Citation, text: str) -> bool:
    rest = text[: citation.start] + text[citation.end :]
    return not re.search(r"[a-z0-9]{3}|[0-9]", rest)


def _whole(text: str, ids: list[str], kind: Kind, certainty: Certainty) -> Citation:
    start = len(text) - len(text.lstrip())
    end = max(start, len(text.rstrip()))
    return Citation(start, end, text[start:end], kind, ids, [], certainty)


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
    registered = [one for one in _everything() if _matches(typed, one)]
    yield from registered
    if not typed.year or (registered and (typed.tipo or typed.court)):
        return
    yield from _readings(typed)


def _everything() -> Iterator[Identificatore]:
    """The acts and the decisions of the register."""
    yield from known_acts().values()
    yield from known_decisions()


def _typed(rest: str) -> _Typed | None:
    """Type or court, place, number and year; None where the words say something else."""
    tipo, end = type_at(rest, 0)
    court = court_at(rest, 0)
    if court is None and tipo != _UNSAID_DECREE:
        court = decision_word_at(rest, 0)
    if court:
        tipo, end = "", court.end
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
    in_short = one.numero.removesuffix(series(one.autorita, one.tipo))
    if typed.number not in {_number(one), in_short} or (typed.year and one.anno != typed.year):
        return False
    if typed.court == "?":
        return one.is_decisione
    if typed.court == "ANAC":
        return one.autorita == "autorita.nazionale.anticorruzione"
    if typed.court:
        return one.autorita == f"IT:{typed.seat or typed.court}"
    if typed.authority and one.autorita.partition(";")[0] != typed.authority:
        return False
    if not typed.tipo:
        return not one.annesso
    return is_of_kind(one, typed.tipo)


def _number(one: Identificatore) -> str:
    """The number that people type: that of a CELEX number is its last figures."""
    return one.numero[-4:].lstrip("0") if one.schema == "celex" else one.numero


def _readings(typed: _Typed) -> Iterator[Identificatore]:
    """The acts that the number and year may be, where the register knows none or no type is said."""
    if typed.court == "?":
        return
    if typed.court:
        kind = "delibera" if typed.court == "ANAC" else ""
        target = target_of(typed.court, kind, typed.number, typed.year, "", typed.seat)
        if target is not None:
            yield target
        return
    if typed.tipo or not typed.number.isdigit():
        return
    if int(typed.number) <= _MOST_OF_THE_CONSULTA:
        yield Identificatore("ecli", "IT:COST", "", typed.year, typed.number)
    for tipo in ("legge", "decreto.legislativo", "decreto.legge"):
        yield known(Identificatore("nir", "stato", tipo, typed.year, typed.number))
