"""What has been cited before: "stesso decreto", "predetto art. 12", "sentenza n. 131" go back to it.

An anaphor goes back only to what is of the same type and stands in the same block.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from .flat import Flat
from .identificatori import Identificatore
from .names import popular_name
from .partitions import Partition

#: how many acts cited before an anaphor may go back to
_MEMORY = 60
#: the next item of a list of acts: "l.r. 46/2013 e l.r. 65/2020", "dalla l.r. 1/2008 alla l.r. 3/2008"
_LIST = re.compile(r"[ ,;)]*+(?:(?:ed?|o|nonché|nonche'|poi) +)?(?:(?:d?all?a|della|con|la) +)*+")


@dataclass(frozen=True, slots=True)
class _Cited:
    """An act cited earlier: where, with which parts, and in which words."""

    start: int
    end: int
    act: Identificatore
    parts: tuple[Partition, ...]
    words: str


class Antecedents:
    """Acts and decisions in the order in which the text cites them."""

    def __init__(self, flat: Flat) -> None:
        self._flat = flat
        self._acts: deque[_Cited] = deque(maxlen=_MEMORY)
        #: the last act, unless an article of no known act has come after it
        self._last: _Cited | None = None
        #: number and year → the decision so cited last
        self._decisions: dict[tuple[str, str], tuple[int, Identificatore]] = {}

    def add_act(
        self, start: int, end: int, act: Identificatore, parts: tuple[Partition, ...]
    ) -> None:
        self._last = _Cited(start, end, act, parts, self._flat.text[start:end])
        self._acts.append(self._last)

    def add_decision(self, position: int, decision: Identificatore) -> None:
        self._decisions[decision.numero, decision.anno] = position, decision

    def add_bare_article(self) -> None:
        """An article of no act that is known: "dello stesso articolo" may mean it."""
        self._last = None

    def act(self, position: int, types: tuple[str, ...], number: str = "") -> Identificatore | None:
        """The last act of one of these types, with this number if one is said."""
        for cited in self._before(position):
            same_number = not number or cited.act.numero == number
            if same_number and _is_of_type(cited, types):
                return cited.act
        return None

    def act_of_article(self, position: int, article: str) -> Identificatore | None:
        """The last act of which this article was cited: "il predetto art. 52"."""
        for cited in self._before(position):
            if any(part.articolo == article for part in cited.parts):
                return cited.act
        return None

    def last_part(self, position: int) -> tuple[Identificatore, Partition] | None:
        """The act and the part cited last, if it was one alone: "dello stesso articolo"."""
        last = self._last
        if last is None or len(last.parts) != 1 or not self._flat.same_block(last.start, position):
            return None
        return last.act, last.parts[0]

    def place(self, position: int, *, province: bool) -> str:
        """The region of an act that names none: that of the act before it in a list; for the law of
        a province, of which there are two, the one that the block names; "" if none."""
        found: set[str] = set()
        for cited in self._before(position):
            authority = cited.act.autorita.partition(";")[0]
            if province and authority.startswith("provincia.autonoma."):
                found.add(authority)
            elif not province:
                is_next = _LIST.fullmatch(self._flat.text, cited.end, position)
                return authority if is_next and authority.startswith("regione.") else ""
        return found.pop() if len(found) == 1 else ""

    def decision(self, position: int, number: str, year: str) -> Identificatore | None:
        """The decision of this number and year, whatever its court: "la sentenza n. 131/2020"."""
        where, decision = self._decisions.get((number, year), (0, None))
        return decision if decision and self._flat.same_block(where, position) else None

    def _before(self, position: int) -> Iterator[_Cited]:
        """The acts cited in the block of `position`, the last first."""
        for cited in reversed(self._acts):
            if not self._flat.same_block(cited.start, position):
                return
            yield cited


def _is_of_type(cited: _Cited, types: tuple[str, ...]) -> bool:
    act = cited.act
    if act.tipo == "legge" and act.autorita.startswith(("regione", "provincia")):
        return "legge.regionale" in types or "legge" in types
    for word in ("codice", "testo unico"):
        if word in types:
            named = word in cited.words or popular_name(act).lower().startswith(word)
            return named or (word == "codice" and bool(act.annesso))
    return act.tipo in types
