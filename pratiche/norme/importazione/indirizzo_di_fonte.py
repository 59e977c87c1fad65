"""What a source's link points at: Akoma Ntoso paths, URN:NIR and addresses → our identifiers."""

import re
from dataclasses import replace
from urllib.parse import unquote

from piattaforma.citazioni import Identificatore, IdentificatoreNonValido, parse_identifier
from piattaforma.citazioni.annexes import of_annex
from piattaforma.citazioni.partition import Partition
from piattaforma.citazioni.registers import ministries, offices

from .nomi_di_codice import code_named
from .partizione_di_fonte import PartizioneDiFonte, read_fragment

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SEPARATORS = re.compile(r"[\s._'’-]+")
_SMALL = frozenset({
    *("per", "l", "il", "lo", "la", "i", "gli", "le", "di", "del", "dell", "dello", "della", "dei"),
    *("degli", "delle", "da", "dal", "a", "al", "alla", "in", "nel", "nella", "nelle", "su", "sulla"),
})  # fmt: skip
_DATE = re.compile(r"\d{4}(?:-\d{2}-\d{2})?")
#: versions, and the numbers that NormeInRete gives to acts without one
_VERSION = re.compile(r"@[^~#]*|!vig=[^~#]*")
_NO_NUMBER = re.compile(r";nir-?\d*(?=[:~#]|$)|;const(?=[:~#]|$)", re.IGNORECASE)
_ANNEX = re.compile(r":(?:allegato|annesso|all)\.?(\d+)(?=[~#]|$)", re.IGNORECASE)
_URN = re.compile(r"urn:nir:[^\s\"<>&]+", re.IGNORECASE)
#: kinds of acts of the Union in Akoma Ntoso paths, and their letter in a CELEX number
_UNION = {"direttiva": "L", "regolamento": "R", "decisione": "D"}
_MAX_RANGE = 200
_LONGEST = 500


def read_link(href: str, own: Identificatore | None = None) -> Identificatore | None:
    """The act or part that a link points at; None if it does not read.

    `own` is what links without an act ("#art_3") are inside of: the act, or its annex.
    """
    if len(href) > _LONGEST:
        return None
    href = unquote(href.strip()) if "%" in href else href.strip()
    if match := _URN.search(href):
        # a citation may contain spaces after its mark: "…;445#27 bis"
        return _read_urn(href[match.start() :].split("&")[0])
    path, _, fragment = href.partition("#")
    part = read_fragment(fragment)
    if not path:
        inside = own is not None and part is not None and part.articolo and not part.codice
        return _parsed(f"{own.atto}~{part}") if own is not None and inside else None
    # a part that has no spelling: the act is cited all the same
    part = part or PartizioneDiFonte()
    if path.startswith(("celex:", "ECLI:")):
        return _parsed(href)
    return _read_path(path, part)


def read_range(first: str, last: str, own: Identificatore | None) -> tuple[str, ...]:
    """Every article from one link to the other, where both are whole articles of one act."""
    start, end = read_link(first, own), read_link(last, own)
    if start is None or end is None:
        return tuple(str(one) for one in (start, end) if one is not None)
    ends = (start.articolo, end.articolo)
    if start.atto != end.atto or not all(one.isdecimal() and len(one) < 6 for one in ends):
        return (str(start), str(end))
    numbers = range(int(start.articolo), int(end.articolo) + 1)
    if not 1 < len(numbers) <= _MAX_RANGE or start.comma or end.comma:
        return (str(start), str(end))
    return tuple(str(replace(start, articolo=str(number))) for number in numbers)


def read_act(text: str) -> Identificatore | None:
    """The whole act of a URN, path or address."""
    found = read_link(text)
    return found.atto if found is not None else None


def _read_urn(text: str) -> Identificatore | None:
    text = _VERSION.sub("", _NO_NUMBER.sub("", text))
    act, mark, fragment = text.partition("#")
    if not mark:
        act, _, fragment = text.partition("~")
    part = read_fragment(fragment) or PartizioneDiFonte()
    act = _ANNEX.sub(r":\1", act.strip())
    issuer, _, rest = act[len("urn:nir:") :].partition(":")
    kind, _, numbers = rest.partition(":")
    if issuer.lower() == "stato" and (code := code_named(kind)):
        return _with_part(code, part) if _same_year(code, numbers) else None
    return _with_part(_parsed(act), part)


def _read_path(path: str, part: PartizioneDiFonte) -> Identificatore | None:
    """`/akn/it/act/<kind>/<authority>/<date>/<number>/…`, the authority being optional."""
    steps = [one for one in path.split("/") if one]
    kinds = [at for at, step in enumerate(steps[:5]) if step.lower() in ("act", "doc")]
    if not kinds or len(steps) < kinds[0] + 3:
        return None
    kind, *rest = steps[kinds[0] + 1 :]
    authority = "stato" if _DATE.fullmatch(rest[0]) else rest.pop(0)
    if not rest or not _DATE.fullmatch(rest[0]):
        return None
    when, number = rest[0], rest[1] if len(rest) > 1 else ""
    if number.startswith(("!", "ita@")) or number.lower() in ("const", "ita"):
        number = ""
    if (code := code_named(kind)) and _same_year(code, when):
        return _with_part(code, part)
    if authority.lower() in ("eu", "ue"):
        return _with_part(_union(kind, when[:4], number), part)
    issuer = _authority(authority)
    if not issuer:
        return None
    number = "" if re.fullmatch(r"nir-?\d*", number, re.IGNORECASE) else number
    urn = f"urn:nir:{issuer}:{_dotted(kind)}:{when}" + (f";{number}" if number else "")
    return _with_part(_parsed(urn), part)


def _same_year(code: Identificatore, when: str) -> bool:
    return not when or when[:4] == code.anno


def _union(kind: str, year: str, number: str) -> Identificatore | None:
    word = _dotted(kind).partition(".")[0]
    if word not in _UNION or not number.isdecimal() or len(number) > 4:
        return None
    return _parsed(f"celex:3{year}{_UNION[word]}{int(number):04}")


def _authority(text: str) -> str:
    """As URN:NIR spells it, without the small words; "" for a ministry that no register knows."""
    words = [one for one in _dotted(text).split(".") if one not in _SMALL]
    spelled = ".".join(words)
    if words[:1] not in (["ministero"], ["ministro"]):
        return spelled
    spelled = ".".join(["ministero", *words[1:]])
    if any(office.autorita == spelled for office in offices()):
        return spelled
    said = re.sub(
        r"^(?:d[aeio][a-z]* |dell |per )+", "", " ".join(_dotted(text).split(".")[1:]) + " "
    )
    return ministries().get(said.strip(), "")


def _dotted(text: str) -> str:
    """`decretoLegislativo`, `DECRETO-LEGGE`, `decreto_legislativo` → `decreto.legislativo`."""
    split = text if text.isupper() else _CAMEL.sub(".", text)
    return _SEPARATORS.sub(".", split).strip(".").lower()


def _with_part(act: Identificatore | None, part: PartizioneDiFonte) -> Identificatore | None:
    if act is None:
        return None
    if part.codice:
        # "#CODICE CIVILE-art. 2712": the annex by its name
        named = code_named(part.codice)
        if named is None or replace(named, annesso="").chiave != replace(act, annesso="").chiave:
            return None
        act = named
    if not part.articolo:
        return act
    if not act.annesso:
        # the articles that people cite of such a decree are those of the code it carries
        act, _ = of_annex(act, (), (Partition(articolo=part.articolo),))
    return _parsed(f"{act}~{part}")


def _parsed(text: str) -> Identificatore | None:
    try:
        found = parse_identifier(text)
    except IdentificatoreNonValido:
        return None
    return None if found.is_decisione else found
