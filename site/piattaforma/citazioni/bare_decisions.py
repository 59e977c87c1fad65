"""Decisions cited by number alone: "la sentenza n. 131 del 2020", "Sez. 4, n. 15258/2020"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .acts import Act
from .citation import Context
from .decisions import Decision, court_named
from .finder import CourtMention, Element
from .flat import Flat

_SENTENCE_END = re.compile(
    r"(?<![ .(][A-Za-z])(?<!(?i:sez|art))(?<!(?i:cons|cass|cost))[.;!?]\s+(?=[A-Z«“\"])"
)
#: courts and offices that the recogniser has no identifier for
_OTHERS = (
    r"(?:cort[ei] +d'(?:appello|assise)|tribunal[ei](?! +amm)|giudic[ei] +(?:di +pace|unico|del|tribut|a +quo)|commission[ei] +tribut|corte +di +giustizia|cgue|corte +edu|corte +europea"
    r"|procur|pretor|gip(?!\w)|ctr(?!\w)|ctp(?!\w)|c\. ?t\. ?[rp]\.|giunta|consiglio +(?:comunal|provincial|d'amm|di +amm|dell'unione)|sindac|dirigent|comun[ei](?!\w)|provincia(?!\w)"
    r"|unione(?!\w)|asl(?!\w)|azienda|revisor|direttor|responsabil|settore)"
)
_OTHER_COURT = re.compile(rf"(?<![a-zà-ù]){_OTHERS}")
_OF_ANOTHER = re.compile(
    rf" *,? *(?:\(?|(?:resa|emessa|pronunciata) +)(?:d[ae]l(?:la|l'|lo)? *|in )?{_OTHERS}"
)
_UPDATED = re.compile(r"(?:aggiornat|modificat|integrat|sostituit)[oaie] +(?:con|da)(?:lla)? *$")
_ANAC = "autorita.nazionale.anticorruzione"
#: the Adunanza plenaria decides some thirty cases a year
_MOST_OF_THE_PLENARY = 100
_NEAR = 300


@dataclass(frozen=True, slots=True)
class Court:
    """The court of a bare decision, "" if none; `is_barred` where the words name another one."""

    court: str = ""
    sections: str = ""
    is_barred: bool = False


def is_bare(text: str, decision: Decision) -> bool:
    """Whether the words are those of a decision whose court may be said elsewhere."""
    if decision.tipo.islower() and decision.tipo:
        # an act of ANAC is called its own: "delibera dell'Autorità"; a town hall has its own too
        is_its_own = "autorità" in text[decision.start : decision.end]
        return is_its_own or bool(
            _UPDATED.search(text, max(0, decision.start - 24), decision.start)
        )
    return decision.tipo != "DEC" and bool(decision.tipo or decision.sezioni)


def court_of(
    flat: Flat, elements: Sequence[Element], index: int, decision: Decision, context: Context
) -> Court:
    """The court that the sentence names before the decision, else that which wrote the text."""
    if _OF_ANOTHER.match(flat.text, decision.end):
        return Court(is_barred=True)
    courts = dict(_before(flat, elements, index, decision.start))
    if len(courts) > 1:
        return Court()
    mention = max((one.end for one in elements[max(0, index - 8) : index]), default=0)
    start = max(mention, decision.start - _NEAR)
    if _OTHER_COURT.search(flat.text, start, decision.start):
        return Court(is_barred=True)
    if courts:
        ((court, sections),) = courts.items()
        fits = decision.tipo.islower() == (court == "ANAC") and (
            court != "ANAC" or decision.tipo != "DEF"
        )
        if int(decision.numero) > _MOST_OF_THE_PLENARY:
            sections = sections.replace("plen", "")
        return Court(court, sections) if fits else Court()
    return Court(court_named(context.kind)) if context.kind else Court()


def _before(
    flat: Flat, elements: Sequence[Element], index: int, start: int
) -> Iterator[tuple[str, str]]:
    """The courts that the sentence names before `start`, with their sections."""
    for element in reversed(elements[max(0, index - 8) : index]):
        near = start - element.end <= _NEAR and flat.same_block(element.end, start)
        if not near or _SENTENCE_END.search(flat.source, element.end, start):
            return
        if isinstance(element, CourtMention):
            yield element.seat or element.court, element.sections
        elif isinstance(element, Decision) and element.target is not None:
            is_court = element.target.is_decisione
            yield element.target.autorita[3:] if is_court else "ANAC", element.sezioni
        elif isinstance(element, Act) and element.targets and element.targets[0].autorita == _ANAC:
            yield "ANAC", ""
