"""Resolve: which part belongs to which act, what "stesso decreto" goes back to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from .acts import Act, known
from .citation import Certainty, Citation, Context, Kind
from .decisions import Decision, court_named, identify
from .finder import CourtMention, Element
from .flat import Flat
from .identificatori import Identificatore, IdentificatoreNonValido, parse_identifier
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
        run = [self.elements[index]]
        following = index + 1
        first = self.elements[index]
        assert isinstance(first, Parts)
        while following < len(self.elements):
            nxt = self.elements[following]
            if isinstance(nxt, Parts) and not nxt.bare and self._joined(run[-1].end, nxt.start):
                run.append(nxt)
                following += 1
            else:
                break
        parts = tuple(one for one in run if isinstance(one, Parts))
        last = parts[-1]
        nxt = self.elements[following] if following < len(self.elements) else None
        if isinstance(nxt, Act) and self._goes_forward(last.end, nxt.start):
            return self._from_act(following, first.start, parts)
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
        end, following = act.end, index + 1
        target, certainty = self._target(act)
        # "Codice dei contratti pubblici (d.lgs. 50/2016)": one citation, the number decides
        nxt = self.elements[following] if following < len(self.elements) else None
        if act.is_name and isinstance(nxt, Act) and nxt.targets and not nxt.is_name:
            if self._same_act(act, nxt) and self._bracketed(end, nxt.start):
                target, certainty = self._numbered(act, nxt), "explicit"
                end, following = nxt.end, following + 1
        elif isinstance(nxt, Act) and nxt.is_name and target in nxt.family:
            # 'd.lgs. 267/2000 "Testo unico …", artt. 46 e 147'
            after = self.elements[following + 1] if following + 1 < len(self.elements) else None
            if isinstance(after, Parts) and _QUOTED.fullmatch(self.text, end, nxt.start):
                if self._goes_backward(nxt.end, following + 1, again=False):
                    end, following = nxt.end, following + 1
        trailing: list[Parts] = []
        if not (parts and any(one.has_article for one in parts)):
            while following < len(self.elements):
                nxt = self.elements[following]
                if not isinstance(nxt, Parts) or not self._goes_backward(end, following, bool(trailing)):
                    break
                trailing.append(nxt)
                end, following = nxt.end, following + 1
        everything = (*parts, *trailing)
        nxt = self.elements[following] if following < len(self.elements) else None
        if everything and isinstance(nxt, Parts) and self._goes_below(end, nxt):
            # "art. 360 c.p.c., comma 1, n. 5"
            everything = (*everything, nxt)
            end, following = nxt.end, following + 1
        everything = _with_articles(everything)
        if act.needs_part and not any(one.has_article for one in everything):
            return None, following
        if act.back_to and not everything:
            return None, following
        spelled = list(dict.fromkeys(one for part in everything for one in expand(part))) or [""]
        if len(spelled) > 1 and "" in spelled:
            spelled.remove("")
        if target is None:
            return self._doubtful(start, end, act, spelled), following
        return self._citation(start, end, target, spelled, certainty, act.kind), following

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

    def _same_act(self, name: Act, number: Act) -> bool:
        key = replace(number.targets[0], annesso="").chiave
        return any(replace(one, annesso="").chiave == key for one in name.family)

    def _numbered(self, name: Act, number: Act) -> Identificatore:
        """The act of the number, with the annex that the name knows of."""
        key = number.targets[0].chiave
        own = [one for one in name.family if replace(one, annesso="").chiave == key]
        return own[0] if own else number.targets[0]

    def _bracketed(self, end: int, start: int) -> bool:
        return _SAME_ACT.fullmatch(self.text, end, start) is not None

    def _goes_backward(self, end: int, index: int, again: bool) -> bool:
        parts = self.elements[index]
        assert isinstance(parts, Parts)
        if parts.bare or not parts.has_article or parts.start - end > 180:
            return False
        if not _BACKWARD.fullmatch(self.text, end, parts.start):
            return again and self._joined(end, parts.start)
        if not self.flat.same_block(end, parts.start) or "art" not in self.text[parts.start : parts.end]:
            return False
        if _GENITIVE_NEXT.match(self.text, parts.end):
            return False
        nxt = self.elements[index + 1] if index + 1 < len(self.elements) else None
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
        target, certainty = decision.target, "explicit"
        if target is None:
            target = self._decision_target(index, decision)
            certainty = "inferred"
        if target is None:
            return None
        self.decided.append((decision.start, target))
        return self._make(
            decision.start, decision.end, [str(target)], decision.kind, certainty
        )

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

    def _citation(
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
        candidates = [
            f"{one}~{part}" if part else str(one) for one in act.family for part in parts
        ]
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


def _with_articles(run: tuple[Parts, ...]) -> tuple[Parts, ...]:
    """Commi that stand after an article, without one of their own, are of that article."""
    article = ""
    found = []
    for parts in run:
        if article and not parts.has_article:
            below = tuple(replace(one, articolo=article) for one in parts.partitions)
            last = replace(found[-1], partitions=found[-1].partitions)
            if last.partitions[-1] == Partition(articolo=article):
                # the article alone was only the way to the comma
                found[-1] = replace(last, partitions=last.partitions[:-1])
            parts = replace(parts, partitions=below)
        elif parts.has_article:
            article = parts.partitions[-1].articolo
        found.append(parts)
    return tuple(found)


def _own_act(context: Context) -> Identificatore:
    return parse_identifier(context.act).atto
