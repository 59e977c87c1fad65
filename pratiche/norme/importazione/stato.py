"""What the capitals of the official site say of force: "COMMA ABROGATO DAL D.LGS. 26 AGOSTO 2016, N. 179"."""

import re
from functools import lru_cache

from piattaforma.citazioni import find_citations

from .atto_letto import ArticoloLetto, SoppressioneLetta, StatoLetto
from .brano import Brano

_GONE = r"(?:ABROGAT|SOPPRESS|CANCELLAT)[OAIE]"
#: the whole of something, in capitals as the site writes, alone or before "DAL…"
_WHOLE = re.compile(
    rf"[\s(\[]*(?P<cosa>ARTICOLO|COMMA|PROVVEDIMENTO|ATTO|CAPO|TITOLO|SEZIONE|ALLEGATO)[ ]+{_GONE}\b"
)
#: as regional collections write: nothing but "Abrogato." or "Comma abrogato con l.r. …"
_WHOLE_LOWER = re.compile(
    r"[\s(\[]*(?:(?:articolo|comma)[ ]+)?(?:abrogat|soppress)[oa]"
    r"(?:[ ]+(?:dal|con|ai sensi|per effetto)[^\n]{0,200})?"
    r"[\s.;)\]]*",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"(?P<segno>[a-z]{{1,2}}(?:-[a-z]+)?\)[ ]*)?(?:\(\([ ]*)?"
    rf"(?P<cosa>LETTER[AE]|NUMER[OI]|PERIOD[OI]|CAPOVERSO|ALINEA|PAROLE)[ ]+{_GONE}\b"
)


def comma_state(piece: Brano) -> StatoLetto:
    """Of a comma: gone only if its whole text says so; a letter that is gone leaves it alive."""
    text = piece.testo
    if _WHOLE.match(text) or _WHOLE_LOWER.fullmatch(text):
        return StatoLetto(abrogato=True, per_effetto_di=_cause(piece, 0))
    return StatoLetto()


def is_whole_act(text: str) -> bool:
    match = _WHOLE.match(text)
    return match is not None and match["cosa"] in ("PROVVEDIMENTO", "ATTO")


def act_state(articles: tuple[ArticoloLetto, ...]) -> StatoLetto:
    """Gone if every article is and one says it of the whole act."""
    if not articles or not all(one.stato.abrogato for one in articles):
        return StatoLetto()
    said = [one for one in articles if any(is_whole_act(comma.testo) for comma in one.commi)]
    return said[0].stato if said else StatoLetto()


def suppressions(piece: Brano) -> tuple[SoppressioneLetta, ...]:
    """The parts of a comma that are gone, in order."""
    found = []
    for match in _PART.finditer(piece.testo):
        mark = (match["segno"] or "").strip()
        kind = match["cosa"].lower()
        found.append(SoppressioneLetta(f"{kind} {mark}".strip(), _cause(piece, match.end())))
    return tuple(found)


def _cause(piece: Brano, start: int) -> str:
    """The act that did it: the source's own link where there is one, else the recogniser's reading."""
    line_end = piece.testo.find("\n", start)
    end = len(piece.testo) if line_end < 0 else line_end
    stop = piece.testo.find(";", start, end)
    end = stop if stop > 0 else end
    for one in piece.rinvii:
        if start <= one.inizio < end:
            return one.identificatore
    return cited(piece.testo[start:end])


@lru_cache(maxsize=1024)
def cited(words: str) -> str:
    """The first act that the words cite; "" if they cite none, or not one alone.

    The recogniser reads capitals as they are: nothing is spelled anew here.
    """
    for one in find_citations(words[:600]):
        if one.ids:
            return one.ids[0]
    return ""


def change_kind(words: str, declared: str, *, said_by_source: bool) -> str:
    """The kind of a change: the words first, then what the mark-up declares, if it says its source."""
    if re.search(_GONE, words):
        return "abrogazione"
    known = {"repeal": "abrogazione", "substitution": "sostituzione", "insertion": "integrazione"}
    # the official site declares every amended run an insertion, with no source: that says nothing
    return known.get(declared, "modifica") if said_by_source else "modifica"
