"""Resolve: which part belongs to which act, what "stesso decreto" goes back to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .acts import Act
from .citation import Certainty, Citation, Context, Kind
from .decisions import Decision, court_named, identify
from .finder import CourtMention, Element
from .flat import Flat
from .identificatori import Identificatore, parse_identifier
from .names import popular_name
from .partitions import Partition, Parts, expand
from .popular import kind_of

_OF = r"(?:del(?:lo |la |l'|le |li )?|dei |degli |di |al(?:lo |la |l')?|ai |agli |d')"
_SAID = (
    r"(?:(?:citat|predett|suddett|medesim|stess|summenzionat|sopracitat|menzionat|richiamat|vigent|previgent|nuov|vecchi|precedent|"
    r"attual|allor|odiern|c\. ?d\.|cosiddett|c\.d|ridett|sopra|già|relativ|menzionat|anzidett|noto|not|nostr|dett|quest|successiv|presente)[a-z']*\.? *)"
)
_BY = (
    r"(?:di +cui|previst[oaie]|contenut[oaie]|recat[oaie]|stabilit[oaie]|disciplinat[oaie])"
    r"(?: +(?:(?:da|ne|a)?ll[ao]|al|ai|agli|dal|dai|dagli|nel|nei|negli)(?= )| +(?:a|da|ne)ll')?"
)
#: what may stand between a part and its act
_FORWARD = re.compile(
    r" *+(?:,? *+\([^()]{0,140}\))?(?: *+,? *+(?:rubricat[oa] *+)?\"[^\"]{0,160}\")? *+,?+ *+-?+ *+"
    rf"(?:{_OF}|{_BY})? *+{_SAID}*+(?:(?:regolamento|testo +unico|t\. ?u\.|codice)(?: +[a-zà-ù']+){{0,8}}?,? +(?:di +cui +a|approvato +co|adottato +co|emanato +co|recato +da)(?:l|n|ll[ao]|ll'|n il)(?: |(?<=')) *+)?(?:[\"(]|c\. ?d\. *+\"?)? *+"
)
_GENITIVE_NEXT = re.compile(r" *+,?+ *+(?:del(?:lo|la|l'|le)?|dei|degli|di cui)(?= |(?<='))")
#: what may stand between an act and a part that follows it
_BACKWARD = re.compile(
    r"(?: *+[,;:-]?+| *\"[^\"]{0,160}\"| *\"?) *+[-(]?+ *+"
    r"(?:(?:,? *(?:ed? +)?(?:in +(?:particolare|specie)|segnatamente|specie|spec\.|ex|cfr\.|si +veda|v\.))"
    r",? *(?:(?:a|ne)?gli |(?:al|nel)?l[' ]|(?:a|ne)i )?|agli |all'|gli (?=artt))? *+"
)
#: what may stand between a name and the number in brackets that says the same act
_SAME_ACT = re.compile(
    r"(?: *+,?+ *+[(-]?+|(?: +[a-zà-ù']+){1,7}? *\() *+(?:di cui al(?:la |l'| )|approvat[oa] (?:con|dal|col)(?:la |l'| )?|(?:emanat|adottat|recat|istituit)[oa] (?:con|dal)(?:la |l'| )?|cioè |ossia |ovvero |ora |oggi |ex |- )?(?:il |la |l')? *+"
)
_NUMBER_END = re.compile(r"[0-9]\)$")
_COMMA = re.compile(r" *+,? *+")
_QUOTED = re.compile(r" *+,?+ *+[(-]?+ *+\"?")
_JOIN = re.compile(
    r" *+(?:,? *(?:ed?|o|nonch(?:é|e')) |,)? *+"
    r"(?:(?:[dan]e?|da)?l{1,2}'|(?:[da]e?)?gli |al(?:la)? |del(?:la)? |la |il |ai )? *+"
)
_ANAPHOR_ARTICLE = re.compile(
    r"(?:citat|predett|suddett|medesim|stess|richiamat|menzionat|summenzionat|sopracitat|anzidett|ridett|dett)[oaie]\.? *$"
)
_ANAPHOR_INSIDE = re.compile(r" (?:citat|predett|suddett|medesim|stess|richiamat)[oa] +art")
_SENTENCE_END = re.compile(r"[.;!?] ")


@dataclass(frozen=True, slots=True)
class _Cited:
    """An act cited earlier: what an anaphor may go back to."""

    position: int
    act: Identificatore
    articles: frozenset[str]


def link_elements(flat: Flat, elements: list[Element], context: Context) -> list[Citation]:
    """Citations in the order of the text, never overlapping."""
    return list(_Linker(flat, elements, context).citations())


class _Linker:
    def __init__(self, flat: Flat, elements: list[Element], context: Context) -> None:
        self.flat = flat
        self.text = flat.text
        self.elements = elements
        self.context = context
        self.cited: list[_Cited] = []
        self.decided: list[tuple[int, Identificatore]] = []
        self.claimed: set[int] = set()

    def citations(self) -> Iterator[Citation]:
        index, done = 0, 0
        while index < len(self.elements):
            element = self.elements[index]
            citation, following = None, index + 1
            if isinstance(element, Parts):
                citation, following = self._from_parts(index)
            elif isinstance(element, Act):
                citation, following = self._from_act(index, element.start, ())
            elif isinstance(element, Decision):
                citation = self._decision(index, element)
            if citation is not None and citation.start >= done:
                done = citation.end
                yield self._in_given_text(citation)
            index = following

    # -- parts first

    def _from_parts(self, index: int) -> tuple[Citation | None, int]:
        first = self.elements[index]
        assert isinstance(first, Parts)
        run, following = [first], index + 1
        while isinstance(nxt := self._element(following), Parts):
            if nxt.bare or not self._joined(run[-1].end, nxt.start):
                break
            run.append(nxt)
            following += 1
        if isinstance(nxt, Act) and self._goes_forward(run[-1].end, nxt.start):
            return self._from_act(following, first.start, tuple(run))
        if first.bare:
            return None, index + 1
        return self._alone(first), index + 1

    def _joined(self, end: int, start: int) -> bool:
        return start - end < 16 and _JOIN.fullmatch(self.text, end, start) is not None

    def _goes_forward(self, end: int, start: int) -> bool:
        if not 0 <= start - end <= 330:
            return False
        if not _FORWARD.fullmatch(self.text, end, start):
            return False
        if self.flat.same_block(end, start):
            return True
        return bool(_GENITIVE_NEXT.match(self.text, end))

    def _alone(self, parts: Parts) -> Citation | None:
        """A part without its act: of the act the text belongs to, or of one cited before."""
        if not parts.has_article:
            return None
        before = self.text[max(0, parts.start - 18) : parts.start]
        ids = list(expand(parts))
        start = parts.start
        if said := _ANAPHOR_ARTICLE.search(before):
            start -= len(before) - said.start()
        inside = _ANAPHOR_INSIDE.search(self.text, parts.start, parts.end)
        if (said or inside) and not _GENITIVE_NEXT.match(self.text, parts.end):
            article = parts.partitions[0].articolo
            for cited in reversed(self.cited):
                if not self.flat.same_block(cited.position, parts.start):
                    break
                if article in cited.articles:
                    return self._citation(start, parts.end, cited.act, ids, "inferred")
        if self.context.act and not _GENITIVE_NEXT.match(self.text, parts.end):
            own = _own_act(self.context)
            return self._citation(parts.start, parts.end, own, ids, "inferred")
        return None

    # -- acts

    def _from_act(
        self, index: int, start: int, parts: tuple[Parts, ...]
    ) -> tuple[Citation | None, int]:
        act = self.elements[index]
        assert isinstance(act, Act)
        act, following = self._with_same_act(act, index + 1)
        parts, following = self._with_following(act.end, parts, following)
        end = max(act.end, parts[-1].end) if parts else act.end
        named = [one for part in _with_articles(parts) for one in expand(part)]
        spelled = [one for one in dict.fromkeys(named) if one] or [""]
        if (act.needs_part and spelled == [""]) or (act.back_to and not parts):
            return None, following
        target, certainty = self._target(act)
        if target is None:
            return self._doubtful(start, end, act, spelled), following
        return self._citation(start, end, target, spelled, certainty, act.kind), following

    def _with_same_act(self, act: Act, following: int) -> tuple[Act, int]:
        """A name and the number in brackets that says the same act are one citation, and so are
        an act and its title in quotes where parts follow."""
        nxt = self._element(following)
        if not isinstance(nxt, Act) or not nxt.targets:
            return act, following
        if act.is_name and not nxt.is_name:
            if _same_act(act, nxt) and _SAME_ACT.fullmatch(self.text, act.end, nxt.start):
                target = _numbered(act, nxt)
                return replace(
                    act, end=nxt.end, targets=(target,), certainty="explicit"
                ), following + 1
        elif nxt.is_name and act.targets and act.targets[0] in nxt.family:
            quoted = _QUOTED.fullmatch(self.text, act.end, nxt.start)
            after = self._element(following + 1)
            if quoted and isinstance(after, Parts) and self._goes_backward(nxt.end, following + 1):
                return replace(act, end=nxt.end), following + 1
        return act, following

    def _with_following(
        self, end: int, parts: tuple[Parts, ...], following: int
    ) -> tuple[tuple[Parts, ...], int]:
        """The parts before the act and those after it: "d.lgs. 33/2013, artt. 26 e 27"."""
        if not any(one.has_article for one in parts):
            trailing: list[Parts] = []
            while isinstance(nxt := self._element(following), Parts):
                joined = trailing and nxt.has_article and self._joined(end, nxt.start)
                if not joined and not self._goes_backward(end, following):
                    break
                trailing.append(nxt)
                end, following = nxt.end, following + 1
            parts = (*parts, *trailing)
        nxt = self._element(following)
        if parts and isinstance(nxt, Parts) and self._goes_below(end, nxt):
            # "art. 360 c.p.c., comma 1, n. 5"
            return (*parts, nxt), following + 1
        return parts, following

    def _element(self, index: int) -> Element | None:
        return self.elements[index] if index < len(self.elements) else None

    def _target(self, act: Act) -> tuple[Identificatore | None, Certainty]:
        if act.targets:
            return act.targets[0], act.certainty
        if act.back_to == ("presente",):
            return (_own_act(self.context) if self.context.act else None), "inferred"
        if act.back_to:
            return self._antecedent(act), "inferred"
        return None, "doubtful"

    def _antecedent(self, act: Act) -> Identificatore | None:
        """The last act of the same type in the same block; none where two different ones compete
        for a bare name."""
        for cited in reversed(self.cited):
            if not self.flat.same_block(cited.position, act.start):
                return None
            one = cited.act
            same_number = not act.numero or one.numero == act.numero
            if same_number and _is_of_type(one, act.back_to):
                return one
        return None

    def _goes_backward(self, end: int, index: int) -> bool:
        """Whether the part at `index` belongs to the act that ends at `end`."""
        parts = self.elements[index]
        if not isinstance(parts, Parts) or parts.bare or not parts.has_article:
            return False
        if parts.start - end > 180 or not _BACKWARD.fullmatch(self.text, end, parts.start):
            return False
        if not self.flat.same_block(end, parts.start) or _GENITIVE_NEXT.match(self.text, parts.end):
            return False
        nxt = self._element(index + 1)
        if isinstance(nxt, Act) and self._goes_forward(parts.end, nxt.start):
            # side by side with the next act, without a comma: it is of that one
            return "," in self.text[parts.end : nxt.start]
        return True

    def _goes_below(self, end: int, parts: Parts) -> bool:
        """Whether a comma or a letter that follows the act belongs to the article before it."""
        return (
            not parts.has_article
            and parts.partitions[0].comma != ""
            and _COMMA.fullmatch(self.text, end, parts.start) is not None
            and not _GENITIVE_NEXT.match(self.text, parts.end)
        )

    # -- decisions

    def _decision(self, index: int, decision: Decision) -> Citation | None:
        target = decision.target or self._decision_target(index, decision)
        if target is None:
            return None
        certainty: Certainty = "explicit" if decision.target else "inferred"
        self.decided.append((decision.start, target))
        return self._make(decision.start, decision.end, [str(target)], decision.kind, certainty)

    def _decision_target(self, index: int, decision: Decision) -> Identificatore | None:
        """A number without a court: of one cited before, of the court the sentence names, of the
        court that wrote the text."""
        if decision.tipo == "DEC" or not decision.tipo:
            return None
        for _, one in reversed(self.decided):
            if one.numero == decision.numero and one.anno == decision.data[:4]:
                return one
        courts = self._courts_before(index, decision.start)
        court = courts[-1] if len(set(courts)) == 1 else ""
        if decision.tipo.islower() != (court == "ANAC") and decision.tipo != "DEF":
            return None
        if not courts and self.context.kind:
            court = court_named(self.context.kind)
        return identify(court, decision) if court else None

    def _courts_before(self, index: int, start: int) -> list[str]:
        found: list[str] = []
        for element in reversed(self.elements[max(0, index - 8) : index]):
            if start - element.end > 300 or _SENTENCE_END.search(self.text, element.end, start):
                break
            if isinstance(element, CourtMention):
                found.append(element.seat or element.court)
            elif isinstance(element, Decision) and element.target is not None:
                found.append("ANAC" if element.kind == "authority" else element.target.autorita[3:])
        return found

    # -- citations

    def _citation(  # noqa: PLR0917 - the six things a citation is made of
        self,
        start: int,
        end: int,
        act: Identificatore,
        parts: list[str],
        certainty: Certainty,
        kind: Kind | None = None,
    ) -> Citation:
        articles = frozenset(re.findall(r"art(\w+)", " ".join(parts)))
        self.cited.append(_Cited(start, act, articles))
        ids = [f"{act}~{one}" if one else str(act) for one in parts]
        return self._make(start, end, ids, kind if kind else kind_of(act), certainty)

    def _doubtful(self, start: int, end: int, act: Act, parts: list[str]) -> Citation | None:
        if not act.family:
            return None
        candidates = [f"{one}~{part}" if part else str(one) for one in act.family for part in parts]
        return Citation(start, end, "", act.kind, [], candidates, "doubtful")

    def _make(
        self, start: int, end: int, ids: list[str], kind: Kind, certainty: Certainty
    ) -> Citation:
        if self.text[end - 1] == ")" and _NUMBER_END.search(self.text, start, end):
            # "(art. 360, n. 3)": the bracket was opened before the citation
            before = self.text[max(0, start - 300) : start]
            end -= before.count("(") > before.count(")")
        return Citation(start, end, "", kind, ids, [], certainty)

    def _in_given_text(self, citation: Citation) -> Citation:
        start, end = self.flat.back(citation.start, citation.end)
        return replace(citation, start=start, end=end)


def _is_of_type(identifier: Identificatore, types: tuple[str, ...]) -> bool:
    regional = identifier.autorita.startswith(("regione", "provincia"))
    if regional and identifier.tipo == "legge":
        return "legge.regionale" in types or "legge" in types
    if "codice" in types:
        return bool(identifier.annesso) or popular_name(identifier).lower().startswith("codice")
    if "testo unico" in types:
        return popular_name(identifier).lower().startswith("testo unico")
    return identifier.tipo in types


def _with_articles(run: tuple[Parts, ...]) -> list[Parts]:
    """Commi that stand after an article, without one of their own, are of that article."""
    article = ""
    found: list[Parts] = []
    for parts in run:
        if parts.has_article or not article:
            article = parts.partitions[-1].articolo or article
            found.append(parts)
            continue
        if found[-1].partitions[-1] == Partition(articolo=article):
            # the article alone was only the way to the comma
            found[-1] = replace(found[-1], partitions=found[-1].partitions[:-1])
        below = tuple(replace(one, articolo=article) for one in parts.partitions)
        found.append(replace(parts, partitions=below))
    return found


def _same_act(name: Act, number: Act) -> bool:
    key = replace(number.targets[0], annesso="").chiave
    return any(replace(one, annesso="").chiave == key for one in name.family)


def _numbered(name: Act, number: Act) -> Identificatore:
    """The act of the number, with the annex that the name knows of."""
    key = number.targets[0].chiave
    own = [one for one in name.family if replace(one, annesso="").chiave == key]
    return own[0] if own else number.targets[0]


def _own_act(context: Context) -> Identificatore:
    return parse_identifier(context.act).atto
