"""What has been cited before: "stesso decreto", "predetto art. 12", "sentenza n. 131" go back to it.

An anaphor goes back only to what is of the same type and stands in the same block.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .authorities import is_regional
from .flat import Flat
from .identificatori import Identificatore
from .names import popular_name
from .partition import Partition

#: how many acts cited before an anaphor may go back to
_MEMORY = 60
#: in characters: right before, and how far back an act that we do not read is looked for
_NEAR, _FAR = 220, 1500
#: "(di seguito «Codice»)", "(Codice)"
_ALIAS = re.compile(
    r"[ ,]*\((?:di +seguito|d'ora +in +(?:poi|avanti)|in +seguito|nel +seguito)?[ ,:]*"
    r"(?:(?:anche|denominat[oa]|solo|semplicemente|il|la) )?[ \"]*(codice|regolamento|decreto|legge|direttiva|testo unico|statuto)[ \"]*\)"
)
_PROVINCE = re.compile(
    r"(?:p\. ?a\.|provincia(?: +autonoma)?|l\. ?p\.|legge +provinciale)(?: +di)? +(trento|bolzano)(?!\w)"
)
#: said of what is not the last: "stesso" and "medesimo" are
_FAR_OFF = re.compile(r"(?:suddett|predett|anzidett|summenzionat|suindicat)[oa] +$")
#: what follows the name of a type where it is not an anaphor
_OF_SOMEBODY = (
    r" +(?:del(?:la|lo|l')? *(?!presente|medesim|stess|citat|predett)[a-z]|dell'|di |dirigenz|ministerial|regional|comunal|provincial|sindacal|etic|deontolog"
    r"|n[.r° ]|sul|per |intern|edilizi)"
)
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
    #: "codice", where the text says "(di seguito «Codice»)"
    alias: str = ""


class Antecedents:
    """Acts and decisions in the order in which the text cites them."""

    def __init__(self, flat: Flat) -> None:
        self._flat = flat
        self._acts: deque[_Cited] = deque(maxlen=_MEMORY)
        #: the last act, unless an article of no known act has come after it
        self._last: _Cited | None = None
        #: article → where it was last cited of no known act
        self._bare: dict[str, int] = {}
        #: number and year → the decision so cited last
        self._decisions: dict[tuple[str, str], tuple[int, Identificatore]] = {}

    def add_act(
        self, start: int, end: int, act: Identificatore, parts: tuple[Partition, ...]
    ) -> None:
        text = self._flat.text
        alias = _ALIAS.match(text, end)
        name = alias[1] if alias and (alias[1] != "codice" or act.schema == "nir") else ""
        self._last = _Cited(start, end, act, parts, text[start:end], name)
        self._acts.append(self._last)

    def add_decision(self, position: int, decision: Identificatore) -> None:
        self._decisions[decision.numero, decision.anno] = position, decision

    def cover(self, end: int) -> None:
        """The words up to `end` are the last act's too: its title."""
        if self._last and end > self._last.end:
            self._last = self._acts[-1] = replace(self._last, end=end)

    def add_bare_articles(self, position: int, articles: list[str]) -> None:
        """Articles of no act that is known: "il predetto articolo" may mean them."""
        self._last = None
        self._bare |= dict.fromkeys(articles, position)

    def act(
        self, position: int, types: tuple[str, ...], said: str, *, number: str = ""
    ) -> Identificatore | None:
        """The act that the text has called so, else the last of one of these types, with this number
        if one is said; none where an act that we do not read has been called so since."""
        for cited in self._before(position):
            if cited.alias and said.startswith(cited.alias):
                return cited.act
        for cited in self._before(position):
            same_number = not number or cited.act.numero == number
            if same_number and _is_of_type(cited, types):
                is_doubtful = not number and self._is_one_of_two(cited, position, types)
                is_doubtful = is_doubtful or self._has_unread(said, cited.end, position)
                return None if is_doubtful else cited.act
        return None

    def whole_act_before(self, position: int) -> "_Cited | None":
        """The act cited right before `position`, in the same block, without a part of it."""
        for cited in self._before(position):
            if cited.end <= position:
                is_whole = not any(part.articolo for part in cited.parts)
                return cited if is_whole and position - cited.end < _NEAR else None
        return None

    def _is_one_of_two(self, last: _Cited, position: int, types: tuple[str, ...]) -> bool:
        """Whether "suddetto decreto" may mean another than the one cited last."""
        if not _FAR_OFF.search(self._flat.text, max(0, position - 20), position):
            return False
        others = (one for one in self._before(position) if _is_of_type(one, types))
        return any(one.act.chiave != last.act.chiave for one in others)

    def _has_unread(self, said: str, start: int, end: int) -> bool:
        """Whether "decreto del Sindaco", "Codice etico" stands between, for "decreto", "codice"."""
        noun = re.match(r"[a-z]{5,}", said)
        if noun is None:
            return False
        pattern = re.compile(rf"(?<![a-z]){noun[0][:6]}[a-z]*{_OF_SOMEBODY}")
        matches = pattern.finditer(self._flat.text, max(start, end - _FAR), end)
        return any(
            not any(one.start <= match.start() < one.end for one in self._acts) for match in matches
        )

    def act_of_article(self, position: int, article: str) -> Identificatore | None:
        """The last act of which this article was cited: "il predetto art. 52"."""
        for cited in self._before(position):
            if any(part.articolo == article for part in cited.parts):
                return cited.act if self._bare.get(article, -1) < cited.start else None
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
        if province:
            start, end = max(0, position - _FAR), position + _FAR
            named = {
                match[1]
                for match in _PROVINCE.finditer(self._flat.text, start, end)
                if self._flat.same_block(match.start(), position)
            }
            return f"provincia.autonoma.{named.pop()}" if len(named) == 1 else ""
        for cited in self._before(position):
            authority = cited.act.autorita.partition(";")[0]
            is_next = _LIST.fullmatch(self._flat.text, cited.end, position)
            return authority if is_next and authority.startswith("regione.") else ""
        return ""

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
    if act.tipo == "legge" and is_regional(act.autorita):
        return "legge.regionale" in types or "legge" in types
    for word in ("codice", "testo unico"):
        if word in types:
            named = word in cited.words or popular_name(act).lower().startswith(word)
            return named or (word == "codice" and bool(act.annesso))
    return act.tipo in types
