"""The part of an act in the fragment of a link: `art_55__para_3`, `art_26-com2bis`, `27 bis`."""

import re
from dataclasses import dataclass

from .numero_di_parte import LATIN

#: a code inside its decree: "CODICE CIVILE-art. 2325 ter"
_OF_CODE = re.compile(r"(?P<codice>[^\d]{3,}?)[-\s]*\bart\.\s*(?P<articolo>.+)", re.IGNORECASE)
_BARE = re.compile(rf"(\d+)[\s-]*({LATIN})?", re.IGNORECASE)
_STEP = re.compile(
    r"__\.?|[._-](?=(?:com|let|num|para|point|art)[_\d-])|-(?=(?:com|let|num|pun|al)\w)"
)
_NAMED = re.compile(r"(art|para|com|point|let|num|lett)[_.]?\s*(.+)", re.IGNORECASE)
#: what stands above an article or between a comma and its letters
_PASSED = re.compile(
    r"(?:book|part|title|tit|chp|chapter|cap|sect?|section|sez|lib|list|intro|content|alinea|al|body|main"
    r"|vig|pun|subpara)(?:_?.*)",
    re.IGNORECASE,
)
_SUFFIXED = re.compile(rf"(\d+)(?:{LATIN}){{0,2}}(\.\d+)?", re.IGNORECASE)
_LONGEST = 200
_KINDS = {"para": "com", "com": "com", "point": "let", "let": "let", "lett": "let", "num": "num"}


@dataclass(frozen=True, slots=True)
class PartizioneDiFonte:
    """`codice` is the name of a code inside the act; `str()` is `art55-com3-leta`."""

    articolo: str = ""
    comma: str = ""
    lettera: str = ""
    numero: str = ""
    codice: str = ""

    def __str__(self) -> str:
        pairs = (
            ("art", self.articolo),
            ("com", self.comma),
            ("let", self.lettera),
            ("num", self.numero),
        )
        return "-".join(word + value for word, value in pairs if value)


def read_fragment(text: str) -> PartizioneDiFonte | None:
    """The part; an empty one for the whole act; None for what is no part of an act."""
    text = text.strip()
    if not text or text.startswith("!"):
        return PartizioneDiFonte()
    if len(text) > _LONGEST:
        return None
    if match := _OF_CODE.fullmatch(text):
        article = _value("art", match["articolo"])
        return (
            PartizioneDiFonte(articolo=article, codice=match["codice"].strip(" -"))
            if article
            else None
        )
    if match := _BARE.fullmatch(text):
        return PartizioneDiFonte(articolo=match[1] + (match[2] or "").lower())
    return _steps(text)


def _steps(text: str) -> PartizioneDiFonte | None:
    found: dict[str, str] = {}
    for step in _STEP.split(text):
        named = _NAMED.fullmatch(step)
        if named is None:
            if step and not _PASSED.fullmatch(step):
                return None
            continue
        kind = named[1].lower()
        value = _value(kind, named[2])
        if not value:
            # a comma or a letter without a spelling: what is above it still reads
            break
        found.setdefault("art" if kind == "art" else _KINDS[kind], value)
    if "art" not in found:
        return None
    return _checked(found)


def _checked(found: dict[str, str]) -> PartizioneDiFonte:
    letter = found.get("let", "")
    number = found.get("num", "")
    if letter.isdigit():
        letter, number = "", number or letter
    return PartizioneDiFonte(found["art"], found.get("com", ""), letter, number)


def _value(kind: str, text: str) -> str:
    compact = re.sub(r"[\s_-]|\.(?!\d)|\)", "", text).lower()
    if kind in ("point", "let", "lett"):
        return compact if re.fullmatch(r"[a-z]{1,12}|\d+", compact) else ""
    return compact if _SUFFIXED.fullmatch(compact) else ""
