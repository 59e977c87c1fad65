"""Resolve: which part belongs to which act, what "stesso decreto" goes back to."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from . import gaps
from .acts import Act, known, same_act
from .annexes import of_annex
from .antecedents import Antecedents
from .authorities import is_provincial, is_unnamed
from .bare_decisions import court_of, is_bare
from .citation import Certainty, Citation, Context, Kind
from .decisions import Decision, identify
from .finder import Element
from .flat import Flat
from .identificatori import Identificatore, parse_identifier
from .kinds import kind_of
from .partition import Partition, Parts, beyond_the_last, ids_of, with_articles


def link_elements(flat: Flat, elements: list[Element], context: Context) -> list[Citation]:
    """Citations in the order of the text, never overlapping; offsets of the flat text, no surface."""
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
                yield citation
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
                if nxt.has_article and run[-1].is_point:
                    break  # "punto 61), gli articoli 49 e 56 TFUE"
                run.append(nxt)
                following += 1
            self.run_end = following
            if isinstance(nxt, Act) and self._goes_forward(run[-1].end, nxt.start):
                if self._is_heading(first, nxt.start):
                    return None, following
                return self._from_act(following, first.start, tuple(run))
        if first.bare:
            return None, index + 1
        return self._alone(index, first), index + 1

    def _is_heading(self, parts: Parts, act: int) -> bool:
        """ "Art. 9 - D.Lgs. 231/2001": at the head of a line, the title of an article of one's own."""
        source = self.flat.source
        return (
            source[parts.start].isupper()
            and gaps.HEADING_GAP.match(self.text, parts.end, act) is not None
            and gaps.LINE_START.search(source, max(0, parts.start - 12), parts.start) is not None
        )

    def _joined(self, end: int, start: int) -> bool:
        return start - end < 16 and gaps.JOIN.fullmatch(self.text, end, start) is not None

    def _goes_forward(self, end: int, start: int) -> bool:
        if not 0 <= start - end <= 330:
            return False
        if not gaps.FORWARD.fullmatch(self.text, end, start):
            return False
        if self.flat.same_block(end, start):
            return True
        return bool(gaps.GENITIVE_NEXT.match(self.text, end))

    def _alone(self, index: int, parts: Parts) -> Citation | None:
        """A part without its act: of the act the text belongs to, or of one cited before."""
        start, end = parts.start, parts.end
        if owner := self._owner_beyond(index, parts):
            return self._citation(start, end, owner, parts.partitions, "inferred")
        if same := gaps.SAME_PART.match(self.text, end):
            return self._of_same_part(parts, same)
        if not parts.has_article:
            return None
        is_open = not (
            gaps.GENITIVE_NEXT.match(self.text, end) or gaps.OTHER_OWNER.match(self.text, end)
        )
        said = gaps.ANAPHOR_ARTICLE.search(self.text, max(0, start - 18), start)
        if is_open and (said or gaps.ANAPHOR_INSIDE.search(self.text, start, end)):
            act = self.before.act_of_article(start, parts.partitions[0].articolo)
            if act is not None:
                return self._citation(start, end, act, parts.partitions, "inferred")
        if is_open and self.context.act:
            return self._citation(start, end, _own_act(self.context), parts.partitions, "inferred")
        self.before.add_bare_articles(start, [one.articolo for one in parts.partitions])
        return None

    def _owner_beyond(self, index: int, parts: Parts) -> Identificatore | None:
        """The act of a part that stands beyond the act that changed it, before or after."""
        former, nxt = self._element(index - 1), self._element(index + 1)
        if isinstance(former, Act) and parts.has_article and self._is_beside(former, parts):
            return self._changed(former)
        if isinstance(nxt, Parts):
            nxt, index = self._element(index + 2), index + 1
        if not isinstance(nxt, Act) or not gaps.AMENDED.match(self.text, parts.end, nxt.start):
            return None
        beyond = self._element(index + 2)
        if isinstance(beyond, Act) and beyond.targets:
            is_next = gaps.OF_ACT.fullmatch(self.text, nxt.end, beyond.start)
            return beyond.targets[0] if is_next else None
        return None

    def _changed(self, act: Act) -> Identificatore | None:
        """The act that this one changed ("d.l. 34/2019, conv. in l. 58/2019"): the parts that follow
        are of that one, unless some stand beside it already."""
        changed = gaps.CHANGED_BY.search(self.text, max(0, act.start - 200), act.start)
        former = self.before.whole_act_before(act.start) if changed else None
        if former is None:
            return None
        between = self.flat.source[former.end : act.start]
        is_changed_too = gaps.CHANGED_BY.search(self.text, max(0, former.start - 200), former.start)
        return None if is_changed_too or gaps.NOTE_OF_CHANGE.search(between) else former.act

    def _is_beside(self, former: Act, parts: Parts) -> bool:
        near = 0 <= parts.start - former.end < gaps.LONGEST_GAP
        between = gaps.BACKWARD.fullmatch(self.text, former.end, parts.start) if near else None
        return between is not None and self.flat.same_block(former.end, parts.start)

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
        if parts or not self._changed(act):
            parts, following = self._with_following(act.end, parts, following)
        end = max(act.end, parts[-1].end) if parts else act.end
        named = tuple(one for part in with_articles(parts) for one in part.partitions)
        has_article = any(one.articolo for one in named)
        if (act.needs_part and not has_article) or (act.back_to and not parts):
            return None, following
        if act.targets and beyond_the_last(act.targets[0], named):
            return None, following  # "art. 1024 Cost. €/mq"
        target, certainty = self._target(act, start)
        if target is not None:
            target, named = of_annex(target, parts, named)
        if target is None:
            return self._doubtful(start, end, act, named), following
        citation = self._citation(start, end, target, named, certainty, act.kind)
        self.before.cover(act.titled)
        return citation, following

    def _with_same_act(self, act: Act, following: int) -> tuple[Act, int]:
        """A name and the number in brackets that says the same act are one citation, and so are
        an act and its title in quotes where parts follow."""
        nxt = self._element(following)
        if not isinstance(nxt, Act) or not nxt.targets:
            return act, following
        between = self.text[act.end : min(nxt.start, act.end + gaps.LONGEST_GAP)]
        if nxt.is_name:
            is_title = bool(act.targets) and act.targets[0] in nxt.family
            if not is_title or not gaps.TITLE.fullmatch(between):
                return act, following
            is_followed = self._goes_backward(nxt.end, following + 1)
            named = replace(act, end=nxt.end) if is_followed else replace(act, titled=nxt.end)
            return named, following + 1
        if act.back_to and gaps.OPENED.fullmatch(between):
            # "del Codice (d.lgs. 50/2016)"
            return replace(nxt, start=act.start), following + 1
        whole = same_act(act, nxt) if act.is_name else None
        if whole and gaps.SAME_ACT.fullmatch(between):
            act = replace(nxt, start=act.start, targets=(whole,), certainty="explicit")
            return act, following + 1
        return act, following

    def _with_following(
        self, end: int, parts: tuple[Parts, ...], following: int
    ) -> tuple[tuple[Parts, ...], int]:
        """The parts before the act and those after it: "d.lgs. 33/2013, artt. 26 e 27"."""
        if not any(one.has_article for one in parts):
            trailing: list[Parts] = []
            is_split = self._split(end, following)
            while isinstance(nxt := self._element(following), Parts):
                if trailing:
                    follows = nxt.has_article and self._joined(end, nxt.start)
                else:
                    follows = self._goes_backward(end, following)
                if not follows:
                    break
                trailing.append(nxt)
                end, following = nxt.end, following + 1
                if is_split:
                    return (*parts, *trailing), following
            parts = (*parts, *trailing)
        nxt = self._element(following)
        if parts and isinstance(nxt, Parts) and self._goes_below(end, nxt):
            # "art. 360 c.p.c., comma 1, n. 5"
            return (*parts, nxt), following + 1
        return parts, following

    def _element(self, index: int) -> Element | None:
        return self.elements[index] if index < len(self.elements) else None

    def _target(self, act: Act, start: int) -> tuple[Identificatore | None, Certainty]:
        is_new = "nuov" in self.text[max(0, act.start - 7) : act.start + 5]
        if len(act.family) > 1 and act.is_name and not (self.context.date or is_new):
            return self._of_those_named(act)
        if act.targets:
            return self._of_its_place(act, start)
        if act.back_to == ("presente",):
            return (_own_act(self.context) if self.context.act else None), "inferred"
        if act.back_to:
            said = self.text[act.start : act.end]
            return self.before.act(act.start, act.back_to, said, number=act.numero), "inferred"
        return None, "doubtful"

    def _of_those_named(self, act: Act) -> tuple[Identificatore | None, Certainty]:
        """Of the acts that have borne one name, the one that the block cites by number; today's where it
        cites none; none where it cites others."""
        cited = self._numbered[self.flat.block_of(act.start)]
        named = [one for one in act.family if replace(one, annesso="").chiave in cited]
        if len(named) == 1:
            return named[0], "inferred"
        return (None if named else act.targets[0] if act.targets else None), (
            "doubtful" if named or not act.targets else act.certainty
        )

    @cached_property
    def _numbered(self) -> dict[int, set[str]]:
        """Block → the acts that it cites by number."""
        found: dict[int, set[str]] = defaultdict(set)
        for one in self.elements:
            if isinstance(one, Act) and one.targets and not one.is_name:
                block = self.flat.block_of(one.start)
                found[block].add(replace(one.targets[0], annesso="").chiave)
        return found

    def _of_its_place(self, act: Act, start: int) -> tuple[Identificatore, Certainty]:
        """The act, of the region that a list or a block says where the act itself says none."""
        target = act.targets[0]
        is_province = is_provincial(target.autorita)
        if is_unnamed(target.autorita) and (
            place := self.before.place(start, province=is_province)
        ):
            return known(replace(target, autorita=place)), "inferred"
        return target, act.certainty

    def _goes_backward(self, end: int, index: int) -> bool:
        """Whether the part at `index` belongs to the act that ends at `end`."""
        parts = self._element(index)
        if not isinstance(parts, Parts) or parts.bare or not parts.has_article:
            return False
        if parts.start - end > 330 or not gaps.BACKWARD.fullmatch(self.text, end, parts.start):
            return False
        if not self.flat.same_block(end, parts.start) or self._is_of_another(end, parts, index):
            return False
        nxt = self._element(index + 1)
        if isinstance(nxt, Act) and self._goes_forward(parts.end, nxt.start):
            # side by side with the next act, without a comma: it is of that one
            return "," in self.text[parts.end : nxt.start]
        return True

    def _is_act_first(self, end: int, parts: Parts, index: int) -> bool:
        """ "D.P.R. 600/1973, art. 42, della L. 212/2000, art. 7": each act before its parts."""
        act, below = self._element(index + 1), self._element(index + 2)
        return (
            isinstance(act, Act)
            and isinstance(below, Parts)
            and below.has_article
            and "," in self.text[parts.end : act.start]
            and gaps.BESIDE.fullmatch(self.text, end, parts.start) is not None
            and gaps.BESIDE.fullmatch(self.text, act.end, below.start) is not None
        )

    def _is_of_another(self, end: int, parts: Parts, index: int) -> bool:
        """Whether what follows the parts says of whom they are, or that they head an article."""
        if gaps.GENITIVE_NEXT.match(self.text, parts.end):
            return not self._is_act_first(end, parts, index)
        if gaps.OTHER_OWNER.match(self.text, parts.end):
            return True
        source = self.flat.source
        on_new_line = "\n" in source[end : parts.start] and source[parts.start].isupper()
        return on_new_line and gaps.HEADING_REST.match(source, parts.end) is not None

    def _split(self, end: int, index: int) -> bool:
        """ "d.lgs. 33/2013 artt. 5, 5-bis e art. 23 l. 241/90": the last are of the next act."""
        parts = self._element(index)
        if not isinstance(parts, Parts) or not parts.splits:
            return False
        if not gaps.BESIDE.fullmatch(self.text, end, parts.start):
            return False
        nxt = self._element(index + 1)
        if not isinstance(nxt, Act) or not self._goes_forward(parts.end, nxt.start):
            return False
        first_end, second, count = parts.splits[-1]
        mine = replace(parts, end=first_end, partitions=parts.partitions[:count], splits=())
        its = replace(parts, start=second, partitions=parts.partitions[count:], splits=())
        self.elements[index : index + 1] = [mine, its]
        return True

    def _goes_below(self, end: int, parts: Parts) -> bool:
        """Whether a comma or a letter that follows the act belongs to the article before it."""
        return (
            not parts.has_article
            and parts.partitions[0].comma != ""
            and gaps.BELOW.fullmatch(self.text, end, parts.start) is not None
            and not gaps.GENITIVE_NEXT.match(self.text, parts.end)
        )

    # -- decisions

    def _decision(self, index: int, decision: Decision) -> Citation | None:
        target = decision.target or self._bare(index, decision)
        if target is None:
            return None
        if target.autorita == "IT:CONT" and not target.tipo:
            # each section of the Corte dei conti has a series of its own: of which is it?
            found = [str(target)]
            return Citation(decision.start, decision.end, "", "case_law", [], found, "doubtful")
        certainty: Certainty = "explicit" if decision.target else "inferred"
        self.before.add_decision(decision.start, target)
        return self._make(decision.start, decision.end, [str(target)], kind_of(target), certainty)

    def _bare(self, index: int, decision: Decision) -> Identificatore | None:
        """A number without a court: of one cited before, or of the court that the text names."""
        if not is_bare(self.text, decision):
            return None
        known_one = self.before.decision(decision.start, decision.numero, decision.data[:4])
        found = court_of(self.flat, self.elements, index, decision, self.context)
        if known_one and not found.is_barred:
            return known_one
        return identify(found.court, decision, sections=found.sections) if found.court else None

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
        return self._make(start, end, ids_of(act, parts), kind or kind_of(act), certainty)

    def _doubtful(
        self, start: int, end: int, act: Act, parts: tuple[Partition, ...]
    ) -> Citation | None:
        if not act.family:
            return None
        candidates = [one for each in act.family for one in ids_of(each, parts)]
        return Citation(start, end, "", act.kind, [], candidates, "doubtful")

    def _make(
        self, start: int, end: int, ids: list[str], kind: Kind, certainty: Certainty
    ) -> Citation:
        if self.text[end - 1] == ")" and gaps.NUMBER_END.search(self.text, start, end):
            # "(art. 360, n. 3)": the bracket was opened before the citation
            before = self.text[max(0, start - 300) : start]
            end -= before.count("(") > before.count(")")
        return Citation(start, end, "", kind, ids, [], certainty)


def _own_act(context: Context) -> Identificatore:
    return parse_identifier(context.act).atto
