"""A short notation for tables of cases: the text with its citations marked, and their targets.

`"Visto l'⟦art. 55 del CTS⟧"` with `"CTS~art55"`: what stands between the marks is the citation.
Targets of one citation are separated by spaces (`"CTS~art55 ~art56"`: the second is of the same
act), citations by `|`. An act is an alias below, a prefix and its number (`l:1990-08-07;241`), an
upper-case court (`COST:2020:131`) or a whole identifier.
"""

import re

from piattaforma.citazioni import Citation, Context, find_citations

_ALIASES = {
    "Cost": "urn:nir:stato:costituzione:1947-12-27",
    "CTS": "urn:nir:stato:decreto.legislativo:2017-07-03;117",
    "TUEL": "urn:nir:stato:decreto.legislativo:2000-08-18;267",
    "CCP": "urn:nir:stato:decreto.legislativo:2023-03-31;36",
    "CCP16": "urn:nir:stato:decreto.legislativo:2016-04-18;50",
    "CCP06": "urn:nir:stato:decreto.legislativo:2006-04-12;163",
    "L241": "urn:nir:stato:legge:1990-08-07;241",
    "L328": "urn:nir:stato:legge:2000-11-08;328",
    "CC": "urn:nir:stato:regio.decreto:1942-03-16;262:2",
    "CP": "urn:nir:stato:regio.decreto:1930-10-19;1398:1",
    "CPC": "urn:nir:stato:regio.decreto:1940-10-28;1443:1",
    "LR65": "urn:nir:regione.toscana:legge:2020-07-22;65",
    "CIRC2": "urn:nir:ministero.lavoro.e.politiche.sociali:circolare:2019-01-11;2",
    "CIRC2-09": "urn:nir:ministero.lavoro.salute.e.politiche.sociali:circolare:2009-02-02;2",
    "CU169": "urn:nir:conferenza.unificata:intesa:2024-12-18;169/CU",
    "DM72": "urn:nir:ministero.lavoro.e.politiche.sociali:decreto:2021-03-31;72",
    "DM72-24": "urn:nir:ministero.lavoro.e.politiche.sociali:decreto:2024-05-02;72",
}
_PREFIXES = {
    "l": "urn:nir:stato:legge:",
    "lcost": "urn:nir:stato:legge.costituzionale:",
    "dl": "urn:nir:stato:decreto.legge:",
    "dlgs": "urn:nir:stato:decreto.legislativo:",
    "dpr": "urn:nir:stato:decreto.del.presidente.della.repubblica:",
    "dpcm": "urn:nir:stato:decreto.del.presidente.del.consiglio.dei.ministri:",
    "dm": "urn:nir:stato:decreto.ministeriale:",
    "rd": "urn:nir:stato:regio.decreto:",
    "anac": "urn:nir:autorita.nazionale.anticorruzione:",
    "mlps": "urn:nir:ministero.lavoro.e.politiche.sociali:",
    "ade": "urn:nir:agenzia.entrate:",
    "cu": "urn:nir:conferenza.unificata:",
    "csr": "urn:nir:conferenza.stato.regioni:",
    "tn": "urn:nir:provincia.autonoma.trento:legge:",
    "bz": "urn:nir:provincia.autonoma.bolzano:legge:",
    "lr": "urn:nir:regione:legge:",
}


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the spans they stood around."""
    pieces = re.split("[⟦⟧]", text)
    plain, edges = "", []
    for piece in pieces:
        plain += piece
        edges.append(len(plain))
    return plain, list(zip(edges[0:-1:2], edges[1::2], strict=False))


def targets(spelled: str) -> list[list[str]]:
    """The identifiers of each citation, written out."""
    return [_whole(one.split()) for one in spelled.split("|")] if spelled else []


def _whole(written: list[str]) -> list[str]:
    found: list[str] = []
    act = ""
    for one in written:
        act = act if one.startswith("~") else _act(one.partition("~")[0])
        found.append(act + "".join(one.partition("~")[1:]))
    return found


def _act(name: str) -> str:
    if name in _ALIASES:
        return _ALIASES[name]
    prefix, _, rest = name.partition(":")
    if prefix in _PREFIXES:
        return _PREFIXES[prefix] + rest
    if prefix.startswith("r."):
        return f"urn:nir:regione.{prefix[2:]}:legge:{rest}"
    return f"ECLI:IT:{name}" if prefix.isupper() and prefix != "ECLI" else name


def remarked(text: str, citations: list[Citation]) -> str:
    """The text with marks around the citations."""
    pieces, last = [], 0
    for one in citations:
        pieces += [text[last : one.start], "⟦", text[one.start : one.end], "⟧"]
        last = one.end
    return "".join([*pieces, text[last:]])


def check(marked: str, spelled: str, context: Context | None = None) -> None:
    """The recogniser finds these citations in the text, with these spans, and no others."""
    text, _ = unmarked(marked)
    found = find_citations(text, context)
    assert remarked(text, found) == marked
    assert [one.ids for one in found] == targets(spelled)


def ids(text: str, context: Context | None = None) -> list[str]:
    """Every target of every citation, in the order of the text."""
    return [target for one in find_citations(text, context) for target in one.ids]
