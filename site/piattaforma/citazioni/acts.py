"""Acts in prose: laws and decrees of the State, of regions, of ministers."""

import re
from dataclasses import dataclass, field, replace
from functools import cache

from .act_spellings import AGREEMENTS, DPCM, DPR, PRACTICE, type_at
from .authorities import is_unnamed
from .citation import Certainty, Context, Kind
from .estremi import MARK, Estremi, read_bare_number, read_estremi, read_more
from .identificatori import Identificatore
from .places import ministry_after, region_after, region_before, region_named
from .registers import known_acts
from .said import SAID

#: words between the type and its number: "legge di conversione 11 settembre 2020, n. 120"
_BETWEEN = re.compile(
    r" *+(?:(?:statale|ordinaria|nazionale|quadro|delega|cornice|dello +stato|di +(?:conversione|delega|riforma|bilancio|stabilità|riordino|"
    r"ratifica|attuazione)(?: +dello +stato)?|finanziaria|istitutiva|italiana|reg\.|attuativo|delegato|correttivo|presidenziale) +){0,6}+"
)
_TITLE = re.compile(r" *+\([^()]{4,240}\)")
_PLURAL = re.compile(r"leggi|decreti|regolamenti|deliber[ei]|l{2}|d{2}")
_NUMBER_NEXT = re.compile(rf" *[,;(-]? *(?:{MARK}|[0-9]|ed? +{MARK})")
_UNMARKED = re.compile(r"[0-9]+ ?/ ?[0-9]")
#: after a region: the act of the next item, not of the one before
_NEXT_ITEM = re.compile(r"\)? *(?:[(:]|l\.? ?r|legg|n[.r° ]|reg|d\.? ?g|[0-9])")
_CONCERT = re.compile(
    r"[ ,]*+(?:di +concerto|d'intesa|adottat[oi]|emanat[oi])(?:(?!ai +sensi|dell'art|dell[ae] +legg|del +decreto)[^.;()]){0,250}?"
    r"(?=(?: +(?:in +data|del))? +(?:[0-3]?[0-9]°? +[a-z]{3,9} +[12]|[0-9]{1,2}[./-][0-9]{1,2}[./-]|n[. ] ?[0-9]+))"
)
#: the last year in which there were royal decrees, and those of who took the king's place
_LASTOF_THE_KINGS = 1948
OF_THE_KINGS = (
    "regio",
    "decreto.luogotenenziale",
    "decreto.legislativo.luogo",
    "decreto.legislativo.del.capo",
    "decreto.del.capo",
)


@dataclass(frozen=True, slots=True)
class Act:
    """An act named in the text, before its partitions are joined to it."""

    start: int
    end: int
    targets: tuple[Identificatore, ...]
    kind: Kind
    certainty: Certainty = "explicit"
    #: an abbreviation that means the act only beside one of its parts
    needs_part: bool = False
    #: a name and not an estremo: the number in brackets after it says which act
    is_name: bool = False
    #: "stesso decreto", "d.lgs. 117": the types that the antecedent may have
    back_to: tuple[str, ...] = ()
    numero: str = ""
    #: the other acts that have had the same name
    family: tuple[Identificatore, ...] = field(default=())
    #: where its title ends, if the text says it
    titled: int = 0


#: said of an act named before: "dello stesso decreto", "legge citata"
_SAID_BEFORE = re.compile(
    rf"(?:(?:{SAID}|quest|tal)[oaei']"
    r"|(?:sopra|già) +(?:citat|richiamat|menzionat|indicat)[oaei]) *+$"
)
_SAID_AFTER = re.compile(
    rf" +(?:(?:appena|sopra|già|da +ultimo) +)?(?:cit\.|(?:{SAID}|in +(?:parola|esame|questione))[oaei]?(?!\w))"
)
_THIS = re.compile(r"present[ei] *+$")


def read_anaphor(text: str, start: int, end: int, types: tuple[str, ...]) -> list[Act]:
    """The word for a type of act, where what stands beside it says "the one named before"."""
    before = text[max(0, start - 24) : start]
    if _THIS.search(before):
        return [Act(start, end, (), "state", back_to=("presente",))]
    after = _SAID_AFTER.match(text, end)
    if after or _SAID_BEFORE.search(before):
        return [Act(start, after.end() if after else end, (), "state", back_to=types)]
    return []


@dataclass(frozen=True, slots=True)
class _Place:
    """Of which region an act is, and from where to where its citation goes."""

    start: int
    end: int
    authority: str
    certainty: Certainty = "explicit"


#: what is no act yet: "d.d.l.", "proposta di legge", "schema di decreto"
_NOT_YET = re.compile(
    r"(?:(?:propost[ae]|disegn[oi]|progett[oi]|schem[ai]|bozz[ae]) +(?:di +)?|(?<![a-z])[dp]\.)$"
)


def is_not_yet(text: str, position: int) -> bool:
    """Whether what stands at `position` is still to become an act."""
    return _NOT_YET.search(text, max(0, position - 24), position) is not None


def read_acts(text: str, position: int, context: Context) -> list[Act]:
    """The act, or the list of acts, whose type stands at `position`; [] where there is none."""
    kind, end = type_at(text, position)
    if kind in PRACTICE or kind in AGREEMENTS:
        return []
    return _Reader(text, context).read(kind, position, end) if kind else []


#: "la Regione Umbria, con legge n. 2/2023", "Regione Toscana, legge 65/2020"
_BY_A_REGION = re.compile(r"regione +[a-zà-ù' -]{4,30}, *(?:con +)?(?:propria +|la +)?$")


class _Reader:
    def __init__(self, text: str, context: Context) -> None:
        self.text = text
        self.context = context

    def read(self, kind: str, start: int, end: int) -> list[Act]:
        between = _BETWEEN.match(self.text, end)
        after = between.end() if between else end
        if kind in {"ministeriale", "interministeriale", "direttoriale", "decreto"}:
            return self._ministerial(kind, start, end)
        if kind in {
            "legge.regionale",
            "legge.provinciale",
            "regolamento.regionale",
            "dgr",
            "dcr",
            "dpgr",
        }:
            return self._regional(kind, start, after)
        if kind == "legge" and self._is_of_a_region(start, end):
            return self._regional("legge.regionale", start, end)
        return self._state(kind, start, after)

    def _is_of_a_region(self, start: int, end: int) -> bool:
        """ "legge della Regione Umbria", "legge toscana 65/2020", "la Regione Umbria, con legge"."""
        if after := region_after(self.text, end):
            return region_after(self.text, end, named=True) is not None or bool(
                read_estremi(self.text, after[1])
            )
        if _BY_A_REGION.search(self.text, max(0, start - 60), start):
            return True
        before = region_before(self.text, start)
        return before is not None and not self.text[max(0, start - 60) : start].endswith(
            (": ", ", ")
        )

    # -- the State

    def _state(self, kind: str, start: int, end: int) -> list[Act]:
        found = read_estremi(self.text, end)
        if found and not found.numero and kind == DPR:
            return []
        if found is None or (not found.numero and kind != DPCM):
            return self._back(kind, start, end)
        if int(found.anno) > _LASTOF_THE_KINGS and kind.startswith(OF_THE_KINGS):
            return []
        if kind == "legge" and (place := self._trailing_region(found.end, named=True)):
            law = Identificatore("nir", place[0], "legge", found.data, found.numero)
            return [Act(start, place[1], (known(law),), "regional")]
        return [
            Act(begin, one.end, (self._state_act(kind, one),), "dpcm" if kind == DPCM else "state")
            for begin, one in self._list(start, found)
        ]

    def _state_act(self, kind: str, found: Estremi) -> Identificatore:
        return known(Identificatore("nir", "stato", kind, found.data, found.numero))

    def _list(self, start: int, first: Estremi) -> list[tuple[int, Estremi]]:
        """The first act and those that go on: "leggi 381/1991 e 266/1991"."""
        acts = [(start, first)]
        is_plural = _PLURAL.match(self.text, start) is not None
        pending: list[tuple[int, Estremi]] = []
        while more := read_more(self.text, acts[-1][1].end if not pending else pending[-1][1].end):
            begin, one = more
            if not is_plural and _UNMARKED.match(self.text, begin):
                break  # "legge 241/1990 e 12/2020 è il protocollo"
            if not one.data:
                pending.append((begin, one))
                continue
            # "nn. 111, 112 e 117 del 2017": one year for all
            acts += [(b, replace(p, data=one.data)) for b, p in pending] + [(begin, one)]
            pending = []
        if pending and len(first.data) == 10 and pending[0][0] - first.end < 12:
            # "3 luglio 2017, n. 112 e n. 117": one date for all
            acts += [(b, replace(p, data=first.data)) for b, p in pending]
        return acts

    def _back(self, kind: str, start: int, end: int) -> list[Act]:
        """A type without its estremi may mean an act named before."""
        number = read_bare_number(self.text, end)
        types = _ANTECEDENTS.get(kind, (kind,))
        if number:
            if first := self._shared_year(kind, start, number):
                return first
            return [Act(start, number.end, (), "state", back_to=types, numero=number.numero)]
        head_end = end
        while self.text[head_end - 1] == " ":
            head_end -= 1
        return read_anaphor(self.text, start, head_end, types)

    def _shared_year(self, kind: str, start: int, number: Estremi) -> list[Act]:
        """ "nn. 112 e 117 del 2017": the year stands after the last number."""
        pending, position = [(start, number)], number.end
        while more := read_more(self.text, position, marked=False):
            begin, one = more
            pending.append((begin, one))
            position = one.end
            if one.data:
                return [
                    Act(b, p.end, (self._state_act(kind, replace(p, data=one.data)),), "state")
                    for b, p in pending
                ]
        return []

    # -- regions and provinces

    def _regional(self, kind: str, start: int, end: int) -> list[Act]:
        place = region_after(self.text, end)
        if self.text[start:end].rstrip().endswith(("t", "t.")):
            place = "regione.toscana", end  # "L.R.T.", as Tuscany writes
        found = read_estremi(self.text, place[1] if place else end)
        is_unnumbered = found is not None and kind == "dcr" and not found.numero
        if found is None or not (found.numero or is_unnumbered):
            return self._back(kind, start, end)
        said = _Place(start, found.end, place[0]) if place else self._place(start, found.end)
        if kind == "legge.provinciale" and not said.authority.startswith("provincia"):
            said = replace(said, authority="provincia.autonoma")
        if is_unnumbered:
            return self._unnumbered(said, found)
        acts = []
        for begin, one in self._list(said.start, found):
            target = self._regional_act(kind, said.authority, one)
            if target is not None:
                finish = said.end if one is found else one.end
                acts.append(Act(begin, finish, (target,), "regional", said.certainty))
        return acts

    def _unnumbered(self, said: _Place, found: Estremi) -> list[Act]:
        """A deliberation of a council that its day alone says: never where a number follows."""
        is_day = len(found.data) == 10 and not _NUMBER_NEXT.match(self.text, said.end)
        target = self._regional_act("dcr", said.authority, found) if is_day else None
        if target is None:
            return []
        return [Act(said.start, said.end, (target,), "regional", said.certainty)]

    def _place(self, start: int, end: int) -> "_Place":
        """The region of an act from `start` to `end` that does not follow its type: after the
        number, before the type, of the context; else none."""
        trailing = self._trailing_region(end)
        if trailing and self._is_trailing_region(end, trailing[1]):
            return _Place(start, trailing[1], trailing[0])
        if before := region_before(self.text, start):
            authority, begin, joined = before
            return _Place(begin if joined else start, end, authority)
        if self.context.region:
            return _Place(start, end, region_named(self.context.region), "inferred")
        return _Place(start, end, "regione")

    def _trailing_region(self, end: int, *, named: bool = False) -> tuple[str, int] | None:
        """The region after the number, or after the title in brackets that follows it."""
        place = region_after(self.text, end, named=named)
        if place is None and (title := _TITLE.match(self.text, end)):
            place = region_after(self.text, title.end(), named=True)
        return place

    def _is_trailing_region(self, estremi_end: int, end: int) -> bool:
        """A region after the number belongs to it, unless it opens the next item of a list."""
        gap = self.text[estremi_end:end].strip()
        rest = self.text[end : end + 12].lstrip()
        return not gap.startswith(",") or not _NEXT_ITEM.match(rest)

    def _regional_act(self, kind: str, authority: str, found: Estremi) -> Identificatore | None:
        number = found.numero.upper() if "/" in found.numero else found.numero
        if kind in {"dgr", "dcr"}:
            if is_unnamed(authority):
                return None  # every region has its resolutions: silence
            body = "giunta" if kind == "dgr" else "consiglio"
            return Identificatore("nir", f"{authority};{body}", "deliberazione", found.data, number)
        if kind == "dpgr":
            if not number.endswith("/R"):
                return None
            return known(Identificatore("nir", authority, "regolamento.giunta", found.data, number))
        name = "legge"
        if kind == "regolamento.regionale":
            name = "regolamento.giunta" if number.endswith("/R") else "regolamento"
        return known(Identificatore("nir", authority, name, found.data, number))

    # -- ministers

    def _ministerial(self, kind: str, start: int, end: int) -> list[Act]:
        ministry = ministry_after(self.text, end)
        authority, after = ministry if ministry else ("", end)
        if ministry and (concert := _CONCERT.match(self.text, after)):
            after = concert.end()
        found = read_estremi(self.text, after)
        if found is None or (not found.numero and len(found.data) == 4):
            return self._back(kind, start, end)
        last = found.end
        trailing = None if ministry else ministry_after(self.text, found.end)
        if trailing and (trailing[0] or kind == "decreto"):
            ministry, (authority, last) = trailing, trailing
        if (kind == "decreto" and ministry is None) or (kind == "direttoriale" and not authority):
            return []  # a decree of whom?
        acts = []
        for begin, one in self._list(start, found):
            target = self._ministerial_act(kind, authority, one)
            inferred = not authority and target.autorita != "stato"
            acts.append(
                Act(
                    begin,
                    last if one is found else one.end,
                    (target,),
                    "ministerial",
                    "inferred" if inferred else "explicit",
                )
            )
        return acts

    def _ministerial_act(self, kind: str, authority: str, found: Estremi) -> Identificatore:
        if kind == "direttoriale":
            return Identificatore(
                "nir", authority, "decreto.direttoriale", found.data, found.numero
            )
        if authority:
            return known(Identificatore("nir", authority, "decreto", found.data, found.numero))
        number_and_year = (found.numero, found.anno if found.numero else found.data)
        registered = _decrees().get(number_and_year, ())
        if len(registered) == 1 and found.data in {registered[0].data, found.anno}:
            return registered[0]
        name = (
            "decreto.interministeriale" if kind == "interministeriale" else "decreto.ministeriale"
        )
        return Identificatore("nir", "stato", name, found.data, found.numero)


#: what "stesso decreto", "predetta legge" may go back to
_ANTECEDENTS = {
    "decreto": (
        "decreto.legislativo",
        "decreto.legge",
        DPR,
        DPCM,
        "decreto",
        "decreto.ministeriale",
    ),
    "ministeriale": ("decreto", "decreto.ministeriale"),
    "interministeriale": ("decreto", "decreto.interministeriale"),
    "legge.provinciale": ("legge.regionale",),
    "regolamento.regionale": ("regolamento", "regolamento.giunta"),
}


def known(identifier: Identificatore) -> Identificatore:
    """The same act with its day, where the register knows it and the text does not."""
    registered = known_acts().get(identifier.chiave)
    if registered is not None and len(identifier.data) == 4:
        return registered
    if registered is None and len(identifier.data) == 10 and len(identifier.numero) > 3:
        return _without_note(identifier)
    return identifier


def _without_note(identifier: Identificatore) -> Identificatore:
    """ "n.82317" is n. 82 with the note 317 glued to it, if an act of that day says so."""
    for length in range(len(identifier.numero) - 1, 0, -1):
        shorter = replace(identifier, numero=identifier.numero[:length])
        registered = known_acts().get(shorter.chiave)
        if registered is not None and registered.data == identifier.data:
            return registered
    return identifier


@cache
def _decrees() -> dict[tuple[str, str], tuple[Identificatore, ...]]:
    """Registered decrees of ministers by number and year, or by date where they have no number."""
    found: dict[tuple[str, str], tuple[Identificatore, ...]] = {}
    for one in known_acts().values():
        if one.autorita.startswith("ministero.") and one.tipo == "decreto":
            key = (one.numero, one.anno if one.numero else one.data)
            found[key] = (*found.get(key, ()), one)
    return found


def same_act(name: Act, number: Act) -> Identificatore | None:
    """The act of the number, with the annex that the name knows of; None where it is another."""
    key = replace(number.targets[0], annesso="").chiave
    return next((one for one in name.family if replace(one, annesso="").chiave == key), None)
