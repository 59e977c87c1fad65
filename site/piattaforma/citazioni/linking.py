"""Resolve: which part belongs to which act, what "stesso decreto" goes back to."""

import re
from collections.abc import Iterator
from dataclasses import replace

from .acts import Act, known
from .antecedents import Antecedents
from .citation import Certainty, Citation, Context, Kind
from .decisions import Decision, court_named, identify
from .finder import CourtMention, Element
from .flat import Flat
from .identificatori import Identificatore, parse_identifier
from .partitions import Partition, Parts, expand
from .popular import kind_of

_OF = r"(?:del(?:lo |la |l'|le |li )?|dei |degli |di |al(?:lo |la |l')?|ai |agli |d')"
_SAID = (
    r"(?:(?:citat|predett|suddett|medesim|stess|summenzionat|sopracitat|menzionat|richiamat|vigent|previgent|nuov|vecchi|precedent|"
    r"attual|allor|odiern|c\. ?d\.|cosiddett|c\.d|ridett|sopra|già|relativ|menzionat|anzidett|noto|not|nostr|dett|quest|tal|successiv|presente)[a-z']*\.? *)"
)
_BY = (
    r"(?:di +cui|previst[oaie]|contenut[oaie]|recat[oaie]|stabilit[oaie]|disciplinat[oaie])"
    r"(?: +(?:(?:da|ne|a)?ll[ao]|al|ai|agli|dal|dai|dagli|nel|nei|negli)(?= )| +(?:a|da|ne)ll')?"
)
#: what may stand between a part and its act
_FORWARD = re.compile(
    r" *+(?:,? *+\([^()]{0,140}\))?(?: *+,? *+(?:rubricat[oa] *+)?\"[^\"]{0,160}\")? *+,?+ *+-?+ *+"
    rf"(?:{_OF}|{_BY})? *+{_SAID}*+(?:(?:regolamento|testo +unico|t\. ?u\.|codice|statuto)(?: +[a-zà-ù']+){{0,12}}?,? +(?:di +cui +a|approvat[oa] +co|adottat[oa] +co|emanat[oa] +co|recat[oa] +da)(?:l|n|ll[ao]|ll'|n il)(?: |(?<=')) *+|legge(?: +[a-zà-ù']+){{1,8}} +(?=\())?(?:[\"(]|c\. ?d\. *+\"?)? *+"
)
_GENITIVE_NEXT = re.compile(r" *+,?+ *+(?:del(?:lo|la|l'|le)?|dei|degli|di cui)(?= |(?<='))")
#: what may stand between an act and a part that follows it
_BACKWARD = re.compile(
    r"(?: *+[,;:→-]?+| *,? *(?:recante +)?\"[^\"]{0,300}\",?| *\"?) *+[->(]?+ *+"
    r"(?:(?:,? *(?:ed? +)?(?:in +(?:particolare|specie)|segnatamente|specie|spec\.|ex|cfr\.|si +veda|v\.))"
    r",? *(?:(?:a|ne)?gli |(?:al|nel)?l[' ]|(?:a|ne)i )?|agli |all'|gli (?=artt))? *+"
)
#: what may stand between a name and the number in brackets that says the same act
_SAME_ACT = re.compile(
    r"(?: *+,?+ *+[(-]?+|(?: +[a-zà-ù']+){1,7}? *\() *+(?:di cui al(?:la |l'| )|approvat[oa] (?:con|dal|col)(?:la |l'| )?|(?:emanat|adottat|recat|istituit)[oa] (?:con|dal)(?:la |l'| )?|cioè |ossia |ovvero |ora |oggi |ex |- )?(?:il |la |l')? *+"
)
_LONGEST_GAP = 120
_NUMBER_END = re.compile(r"[0-9]\)$")
_BELOW = re.compile(r" *+,? *+\(?")
_OPENED = re.compile(r" *\(")
#: what may stand between an act and the name that is its title
_TITLE = re.compile(
    r" *+,?+ *+(?:(?:il|la|lo) |l')?+(?:recante|rubricat[oa]|intitolat[oa])?+ *+[(-]?+ *+\"?(?:(?:c\. ?d\.|cosiddett[oa]) *)?\"?"
)
_JOIN = re.compile(
    r" *+(?:,? *(?:ed?|o|nonch(?:é|e')) |,)? *+"
    r"(?:(?:[dan]e?|da)?l{1,2}'|(?:[da]e?)?gli |al(?:la)? |del(?:la)? |la |il |ai )? *+"
)
_ANAPHOR_ARTICLE = re.compile(
    r"(?:citat|predett|suddett|medesim|stess|richiamat|menzionat|summenzionat|sopracitat|anzidett|ridett|dett)[oaie]\.? *$"
)
_ANAPHOR_INSIDE = re.compile(r" (?:citat|predett|suddett|medesim|stess|richiamat)[oa] +art")
_SENTENCE_END = re.compile(
    r"(?<![ .(][A-Za-z])(?<!(?i:sez|art))(?<!(?i:cons|cass|cost))[.;!?]\s+(?=[A-Z«“\"])"
)
#: "comma 3 dello stesso articolo", "lettera b) del medesimo comma"
_SAME_PART = re.compile(
    r" *+,?+ *+del(?:lo|la)? +(?:stess|medesim|citat|predett|suddett|richiamat)[oa] +(?:(?P<article>art(?:icolo|\.))|comma)(?! *[0-9])"
)


def link_elements(flat: Flat, elements: list[Element], context: Context) -> list[Citation]:
    """Citations in the order of the text, never overlapping."""
    return list(_Linker(flat, elements, context).citations())


class _Linker:
    def __init__(self, flat: Flat, elements: list[Element], context: Context) -> None:
        self.flat = flat
        self.text = flat.text
        self.elements = elements
        self.context = context
        self.before = Antecedents(flat)
        #: where the last run of parts that was looked at ends
        self.run_end = 0

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
        # the rest of a run that has led to no act leads to none either
        if index >= self.run_end:
            run, following = [first], index + 1
            while isinstance(nxt := self._element(following), Parts):
                if nxt.bare or not self._joined(run[-1].end, nxt.start):
                    break
                run.append(nxt)
                following += 1
            self.run_end = following
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
        start, end = parts.start, parts.end
        if same := _SAME_PART.match(self.text, end):
            return self._of_same_part(parts, same)
        if not parts.has_article:
            return None
        is_open = not _GENITIVE_NEXT.match(self.text, end)
        said = _ANAPHOR_ARTICLE.search(self.text, max(0, start - 18), start)
        if is_open and (said or _ANAPHOR_INSIDE.search(self.text, start, end)):
            act = self.before.act_of_article(start, parts.partitions[0].articolo)
            if act is not None:
                return self._citation(start, end, act, parts.partitions, "inferred")
        if is_open and self.context.act:
            return self._citation(start, end, _own_act(self.context), parts.partitions, "inferred")
        self.before.add_bare_article()
        return None

    def _of_same_part(self, parts: Parts, same: re.Match[str]) -> Citation | None:
        """ "comma 3 dello stesso articolo": a lower part of what was cited last."""
        found = self.before.last_part(parts.start)
        if parts.has_article or found is None or not found[1].articolo:
            return None
        act, last = found
        above = Partition(last.articolo, "" if same["article"] else last.comma)
        lower = tuple(
            replace(one, articolo=above.articolo, comma=one.comma or above.comma)
            for one in parts.partitions
        )
        return self._citation(parts.start, same.end(), act, lower, "inferred")

    # -- acts

    def _from_act(
        self, index: int, start: int, parts: tuple[Parts, ...]
    ) -> tuple[Citation | None, int]:
        act = self.elements[index]
        assert isinstance(act, Act)
        act, following = self._with_same_act(act, index + 1)
        parts, following = self._with_following(act.end, parts, following)
        end = max(act.end, parts[-1].end) if parts else act.end
        named = tuple(one for part in _with_articles(parts) for one in part.partitions)
        if (act.needs_part and not any(one.articolo for one in named)) or (
            act.back_to and not parts
        ):
            return None, following
        target, certainty = self._target(act, start)
        if target is None:
            return self._doubtful(start, end, act, named), following
        return self._citation(start, end, target, named, certainty, act.kind), following

    def _with_same_act(self, act: Act, following: int) -> tuple[Act, int]:
        """A name and the number in brackets that says the same act are one citation, and so are
        an act and its title in quotes where parts follow."""
        nxt = self._element(following)
        if not isinstance(nxt, Act) or not nxt.targets:
            return act, following
        between = self.text[act.end : min(nxt.start, act.end + _LONGEST_GAP)]
        if nxt.is_name:
            is_title = bool(act.targets) and act.targets[0] in nxt.family
            if not is_title or not _TITLE.fullmatch(between):
                return act, following
            is_followed = self._goes_backward(nxt.end, following + 1)
            return replace(act, end=nxt.end) if is_followed else act, following + 1
        if act.back_to and _OPENED.fullmatch(between):
            # "del Codice (d.lgs. 50/2016)"
            return replace(nxt, start=act.start), following + 1
        if act.is_name and _same_act(act, nxt) and _SAME_ACT.fullmatch(between):
            whole = _numbered(act, nxt)
            act = replace(act, end=nxt.end, targets=(whole,), certainty="explicit")
            return act, following + 1
        return act, following

    def _with_following(
        self, end: int, parts: tuple[Parts, ...], following: int
    ) -> tuple[tuple[Parts, ...], int]:
        """The parts before the act and those after it: "d.lgs. 33/2013, artt. 26 e 27"."""
        if not any(one.has_article for one in parts):
            trailing: list[Parts] = []
            while isinstance(nxt := self._element(following), Parts):
                if trailing:
                    follows = nxt.has_article and self._joined(end, nxt.start)
                else:
                    follows = self._goes_backward(end, following)
                if not follows:
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

    def _target(self, act: Act, start: int) -> tuple[Identificatore | None, Certainty]:
        if act.targets:
            return self._of_its_place(act, start)
        if act.back_to == ("presente",):
            return (_own_act(self.context) if self.context.act else None), "inferred"
        if act.back_to:
            return self.before.act(act.start, act.back_to, act.numero), "inferred"
        return None, "doubtful"

    def _of_its_place(self, act: Act, start: int) -> tuple[Identificatore, Certainty]:
        """The act, of the region that a list or a block says where the act itself says none."""
        target = act.targets[0]
        if target.autorita in {"regione", "provincia.autonoma"}:
            is_province = target.autorita == "provincia.autonoma"
            if place := self.before.place(start, province=is_province):
                return known(replace(target, autorita=place)), "inferred"
        return target, act.certainty

    def _goes_backward(self, end: int, index: int) -> bool:
        """Whether the part at `index` belongs to the act that ends at `end`."""
        parts = self._element(index)
        if not isinstance(parts, Parts) or parts.bare or not parts.has_article:
            return False
        if parts.start - end > 330 or not _BACKWARD.fullmatch(self.text, end, parts.start):
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
            and _BELOW.fullmatch(self.text, end, parts.start) is not None
            and not _GENITIVE_NEXT.match(self.text, parts.end)
        )

    # -- decisions

    def _decision(self, index: int, decision: Decision) -> Citation | None:
        target = decision.target or self._decision_target(index, decision)
        if target is None:
            return None
        certainty: Certainty = "explicit" if decision.target else "inferred"
        self.before.add_decision(decision.start, target)
        return self._make(decision.start, decision.end, [str(target)], decision.kind, certainty)

    def _decision_target(self, index: int, decision: Decision) -> Identificatore | None:
        """A number without a court: of one cited before, of the court the sentence names, of the
        court that wrote the text."""
        if decision.tipo == "DEC" or not (decision.tipo or decision.sezioni):
            return None
        if one := self.before.decision(decision.start, decision.numero, decision.data[:4]):
            return one
        courts = dict(self._courts_before(index, decision.start))
        court, sections = courts.popitem() if len(courts) == 1 else ("", "")
        if decision.tipo.islower() != (court == "ANAC") and decision.tipo != "DEF":
            return None
        if not courts and not court and self.context.kind:
            court = court_named(self.context.kind)
        return identify(court, decision, sections=sections) if court else None

    def _courts_before(self, index: int, start: int) -> Iterator[tuple[str, str]]:
        """The courts that the sentence names before `start`, with their sections."""
        for element in reversed(self.elements[max(0, index - 8) : index]):
            near = start - element.end <= 300 and self.flat.same_block(element.end, start)
            if not near or _SENTENCE_END.search(self.flat.source, element.end, start):
                return
            if isinstance(element, CourtMention):
                yield element.seat or element.court, element.sections
            elif isinstance(element, Decision) and element.target is not None:
                is_court = element.kind != "authority"
                yield element.target.autorita[3:] if is_court else "ANAC", element.sezioni

    # -- citations

    def _citation(  # noqa: PLR0917 - the six things a citation is made of
        self,
        start: int,
        end: int,
        act: Identificatore,
        parts: tuple[Partition, ...],
        certainty: Certainty,
        kind: Kind | None = None,
    ) -> Citation:
        self.before.add_act(start, end, act, parts)
        return self._make(start, end, _ids(act, parts), kind or kind_of(act), certainty)

    def _doubtful(
        self, start: int, end: int, act: Act, parts: tuple[Partition, ...]
    ) -> Citation | None:
        if not act.family:
            return None
        candidates = [one for each in act.family for one in _ids(each, parts)]
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


def _ids(act: Identificatore, parts: tuple[Partition, ...]) -> list[str]:
    """Every target, each once; the act alone where no article of it is named."""
    spelled = [one for one in dict.fromkeys(expand(parts)) if one]
    return [f"{act}~{one}" for one in spelled] or [str(act)]


def _own_act(context: Context) -> Identificatore:
    return parse_identifier(context.act).atto
