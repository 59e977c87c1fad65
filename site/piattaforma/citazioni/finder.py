"""Find: one pass over the text that reads every part, act and decision where its word stands."""

import re
from dataclasses import dataclass, replace
from functools import cache

from .acts import Act, is_not_yet, read_acts, read_anaphor
from .citation import Context
from .conferences import read_agreement
from .decisions import Decision, read_decisions
from .flat import Flat
from .partition import Parts
from .partitions import read_bare_articles, read_parts
from .popular import heads, read_consolidated, read_name
from .practice import read_practice
from .raw import read_raw
from .union import read_cases, read_union

_PART = (
    r"ar?tt? ?\.|arti(?= [0-9])|art,(?= ?[0-9])|artt?(?= ?[0-9])|artt |articol|comm[ai] |cc?o?\. ?[0-9]|letter[ae] |lett?\. ?[a-z]"
    r"|(?:prim|second|terz|quart|quint|ultim)[oi] +(?:comm|capov|e +(?:second|terz|quart|ultim)o +comma)|[ivx]{1,4} +comma|titolo +[ivxl]|capo +[ivxl]|sezione +[ivx]"
    r"|part[ei] +(?:[ivx]|prim|second)|allegat[oi] +(?:[0-9ivx]|[a-z](?![a-z]))|punto +[0-9]|numer[oi] +[0-9]{1,3}(?:-[a-z]+)?\)|punt[oi] [a-z]\)"
)
_ACT = (
    r"l{1,2}\.|legg[ei]|lege +[n0-9]|l{1,2}\.? ?[rp]|l (?=n|[0-9])|d{1,2} ?\.? ?-?(?:l|p|m|g|c|i\.|d\.)|decr|dec\.|dec +l|r\. ?(?:[rg]|d(?:\.|[ -]|ecret))|rd |rdl|regi[oi] +decr"
    r"|reg(?:olament|\.)|direttiv|dir\.|raccomandazion|racc\.|o\.? ?p\.? ?c\.? ?m|codice(?!\w)|testo +unico|t\. ?u\.|i\.(?= ?(?:n\. ?)?[0-9]{1,4} ?(?:/|del ))"
    r"|circ(?:olar|\.|(?= ))|not[ae] +(?:[mn]|prot|d[ei]|c(?:irc|ong)|operat|esplic|interpr|applic|[0-9]|\x28)|rispost[ae] +(?:[adn0-9]|\x28)|interpell[oi] +(?:[adn0-9]|\x28)|risoluzion[ei] +(?:[adn0-9]|\x28)|ris\.(?= ?[adn0-9])"
    r"|intes[ae](?: +[sicdnr0-9]|,| \x28)|accord[oi](?: +[sicdnr0-9]|,| \x28)|conferenza +[uspt]|rep(?:\.|ertorio)"
)
_DECISION = (
    r"cort[ei]|c\. ?(?:cost|conti|cass|d|g)|cass|cons\.|cons +st|consigli|consulta|cds|ad\. ?plen|adunanza|a\. ?n\. ?a|anac|autorit|avcp|t\. ?a\. ?r|tar(?!\w)|trib|t\. ?r\. ?g|trga"
    r"|cga|src(?!\w)|sentenz|sent(?:\.| ?(?=[n0-9]))|sentt\.|ordinanz|ord\.|parer[ei]|pronunc|decision|deliber|del\.|determin|det\.|comunicat|suprema +corte|cgue|cgce|caus[ae]|c- ?[0-9]|sezioni +unite|ss\. ?uu|s\. ?u\.[ ,]|sezion[ei] +regional[ei] +di +contr|sez(?:ione|\.)? +(?:u[n. ,]|[0-9ivx]{1,5},)|id\.|idem"
)
_RAW = r"ecli:"


@dataclass(frozen=True, slots=True)
class CourtMention:
    """A court named without a decision of its own; it may be that of a number that follows."""

    start: int
    end: int
    court: str
    seat: str = ""
    sections: str = ""


Element = Parts | Act | Decision | CourtMention


@cache
def _head() -> re.Pattern[str]:
    others = [*_split(f"{_RAW}|{_ACT}|{_DECISION}"), *heads()]
    return re.compile(
        rf"\b(?:(?P<part>{_by_letter(_split(_PART))})|(?P<other>{_by_letter(others)}))"
    )


def _split(pattern: str) -> list[str]:
    """The alternatives of a pattern, those inside its brackets left alone."""
    found, depth = [""], 0
    for character in pattern:
        depth += (character in "([") - (character in ")]")
        if character == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += character
    return found


def _by_letter(alternatives: list[str]) -> str:
    """One branch a letter, so that at most words the engine looks at one character."""
    letters: dict[str, list[str]] = {}
    for one in alternatives:
        known = one[0].isalpha() and (len(one) == 1 or one[1] not in "?*{")
        letters.setdefault(one[0] if known else "", []).append(one)
    branches = [
        f"{letter}(?:{'|'.join(one[len(letter) :] for one in group)})"
        for letter, group in sorted(letters.items())
    ]
    return "|".join(branches)


def find_elements(flat: Flat, context: Context) -> list[Element]:
    """Parts, acts and decisions in the order of the text, each read once; linear."""
    text = flat.text
    elements: list[Element] = []
    position = 0
    court = ""
    # not finditer: a head that opens nothing may hide the next ("u.c. Cost.")
    while head := _head().search(text, position):
        start = head.start()
        found: list[Element] = []
        if head.lastgroup == "part":
            parts = read_parts(text, start)
            found = [parts] if parts else []
        if not found:
            found, court = _read(flat, start, context, court)
        if not found:
            position = start + 1
            continue
        elements += found
        position = max(one.end for one in found)
        if isinstance(found[-1], Act) and len(elements) > 1 and _has_articles(elements[-2]):
            # "artt. 8, d.l. n. 11/2009, 3 e 97 Cost.": a list of articles goes on after an act
            bare = read_bare_articles(text, position)
            if bare is not None:
                elements.append(bare)
                position = bare.end
    return elements


def _has_articles(element: Element) -> bool:
    return isinstance(element, Parts) and element.has_article


def _read(flat: Flat, start: int, context: Context, court: str) -> tuple[list[Element], str]:
    if is_not_yet(flat.text, start):
        return [], court
    law = _read_law(flat, start, context)
    if law and not law[0].needs_part:
        return [*law], court
    # "C.d.S." is a court where a decision follows, a code beside an article
    decisions, named = _read_decision(flat.text, start, court)
    if law and not (decisions and isinstance(decisions[0], Decision)):
        return [*law], court
    return decisions, named


def _read_law(flat: Flat, start: int, context: Context) -> list[Act]:
    """An ECLI, acts by their estremi, a name, an anaphor, acts of the Union: the first found."""
    if raw := read_raw(flat.source, start):
        return [raw]
    acts = read_acts(flat.text, start, context)
    if acts and acts[0].targets:
        return acts
    if name := read_name(flat.text, flat.source, start, context):
        return [name]
    if acts:
        return acts
    if practice := read_practice(flat.text, start) or read_agreement(flat, start):
        return practice
    if consolidated := read_consolidated(flat.text, start):
        return [consolidated]
    word = _WORD.match(flat.text, start)
    said = _said(flat, word) if word else []
    return said or read_union(flat.text, start) or read_cases(flat.text, flat.source, start)


#: what an anaphor may call an act that is no law and no decree
_WORD = re.compile(
    r"(?P<codice>codice)(?! (?:unico|fiscale|di comportamento|etico|deontolog|di autodisciplina|di condotta|disciplinare|interno|ateco|iban|sdi|univoco|destinatario|identificativo|cig|cup))|(?P<tu>testo +unico|t\. ?u\.)(?!\w)"
    r"|(?P<R>regolamento)(?! *(?:\(|ue|ce|n|[0-9]))|(?P<L>direttiva)(?! *(?:\(|ue|ce|n|[0-9]))"
)
#: "del Regolamento", and no word that would say of whom
_NOTHING_MORE = re.compile(r" *(?:[,;.:)»\"]|$|(?:ed?|o|che|si|non|è) )")
_WORD_TYPES = {
    "codice": ("codice",),
    "tu": ("testo unico",),
    "R": ("R", "regolamento", "regolamento.giunta"),
    "L": ("L",),
}


def _said(flat: Flat, word: re.Match[str]) -> list[Act]:
    types = _WORD_TYPES[word.lastgroup or ""]
    acts = read_anaphor(flat.text, word.start(), word.end(), types)
    if acts or not flat.source[word.start()].isupper():
        return acts
    if "codice" in types:
        # "del Codice", with a capital: the code that the text has named
        return [Act(word.start(), word.end(), (), "state", back_to=types)]
    if types[0] in {"R", "L"} and _NOTHING_MORE.match(flat.text, word.end()):
        # "del Regolamento": of the Union only, a town hall has its own
        return [Act(word.start(), word.end(), (), "eu", back_to=types[:1])]
    return []


def _read_decision(text: str, start: int, court: str) -> tuple[list[Element], str]:
    same = text.startswith(("id.", "idem"), start)
    begin = start
    if same:
        if not court:
            return [], court
        begin = start + len("idem" if text.startswith("idem", start) else "id.")
    reading = read_decisions(text, begin, court if same else "")
    if reading is None:
        return [], court
    if reading.decisions:
        first, *others = reading.decisions
        return [replace(first, start=start), *others], reading.court or court
    return [
        CourtMention(start, reading.end, reading.court, reading.seat, reading.sections)
    ], reading.court
