"""Acts by the name people give them: "Codice del Terzo settore", "CTS", "c.c."."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

from .acts import Act, known
from .citation import Context
from .estremi import read_estremi
from .identificatori import Identificatore
from .kinds import kind_of
from .part_lists import QUANTITY
from .registers import NomeCorrente, names

#: "CTS", "c.t.s.", "C. T. S."; not "cod. civ." nor "Cost."
_LETTERS = re.compile(r"[A-Z]{2,6}|(?:[^\W\d_]\. ?){1,5}[^\W\d_]\.?")
#: "legge di bilancio per il 2021"
_YEAR = re.compile(r" (?=(?:19|20)\d\d$)")
#: "la costituzione di un'associazione" is no charter
_NOT_THE_CHARTER = re.compile(
    r" +(?:di |del |dell'|dello |degli |in |nel )(?!a[lg])(?!la repubblica)"
    r"|[ ,]+(?:e +)?(?:denominaz|sede|scop|finalit|natura|durata|oggetto|ambito)"
)
#: whose rules have the name of an act of the State
_OF_A_TOWN = re.compile(
    r" *,? *(?:comunal|provincial|del +comune|della +provincia|dell'(?:unione|ente|ateneo)|approvato +con +deliber)"
)
_BRACKET = re.compile(r" *\((?=n[. ]|n°|nr)")
#: lower-case words that an acronym in capitals must not be taken for
_WORDS = frozenset({"com", "tue", "tui", "tur", "cad", "cds", "tub", "scu"})


@dataclass(frozen=True, slots=True)
class _Form:
    acts: tuple[NomeCorrente, ...]
    is_acronym: bool
    #: safe in prose without one of its parts
    alone: bool
    #: as people write it, in lower case
    written: tuple[str, ...] = ()


def read_name(text: str, source: str, position: int, context: Context) -> Act | None:
    """The act whose name stands at `position`, chosen among successive ones by the text's date."""
    pattern, forms = _forms()
    match = pattern.match(text, position)
    if match is None:
        return None
    form = forms[_key(match[0])]
    if _is_other(text, match):
        return None
    written = source[match.start() : match.end()]
    if _key(match[0]) == "costituzione" and not _is_charter(text, written, match):
        return None
    needs_part = not form.alone
    if form.is_acronym and "." not in written and not written.isupper():
        if written.lower() in _WORDS and written.islower():
            return None
        needs_part = True
    if (bracket := _BRACKET.match(text, match.end())) and not form.is_acronym:
        # "decreto Semplificazioni (n. 73/2022)": the number says which one
        first = form.acts[0].identificatore
        found = read_estremi(text, bracket.end())
        if found and found.numero and first.schema == "nir" and not first.annesso:
            act = known(replace(first.atto, data=found.data, numero=found.numero))
            return Act(match.start(), found.end, (act,), kind_of(act), is_name=True, family=(act,))
    chosen = _in_force(form.acts, context.date or _today())
    family = tuple(one.identificatore for one in form.acts)
    end = match.end()
    if not form.is_acronym and (estremi := read_estremi(text, end)):
        # "legge urbanistica 17 agosto 1942, n. 1150"
        same = [one for one in family if (one.numero, one.anno) == (estremi.numero, estremi.anno)]
        if same:
            chosen, end, needs_part = same[0], estremi.end, False
    return Act(
        match.start(),
        end,
        (chosen,) if chosen else (),
        kind_of(family[0]),
        "explicit" if len(form.acts) == 1 else "inferred",
        needs_part=needs_part,
        is_name=True,
        family=family,
    )


def _is_other(text: str, match: re.Match[str]) -> bool:
    """ "per legge 180 giorni", "il proprio Regolamento ISEE": a quantity, the rules of a town hall."""
    if match[0][-1].isdigit():
        is_street = text.endswith(("per ", "via "), 0, match.start())
        return is_street or bool(QUANTITY.match(text, match.end()))
    if match[0].startswith("regolamento"):
        own = text.endswith(("proprio ", "nostro "), 0, match.start())
        return own or bool(_OF_A_TOWN.match(text, match.end()))
    return False


def _today() -> str:
    """Names pass from an act to the next by the day: the hour does not count."""
    return datetime.now(UTC).date().isoformat()


_CONSOLIDATED = re.compile(r"(?:testo +unico|t\. ?u\.?)(?= *(?:n[.° ]|[0-9]))")


def read_consolidated(text: str, position: int) -> Act | None:
    """ "T.U. 267/2000": the one testo unico of the register with that number and year."""
    match = _CONSOLIDATED.match(text, position)
    found = read_estremi(text, match.end()) if match else None
    if match is None or found is None or not found.numero:
        return None
    acts = {
        one.identificatore
        for one in names()
        if one.identificatore.numero == found.numero
        and one.identificatore.anno == found.anno
        and one.nome.lower().startswith("testo unico")
    }
    if len(acts) != 1:
        return None
    act = acts.pop()
    return Act(position, found.end, (act,), kind_of(act), "inferred")


def _is_charter(text: str, written: str, match: re.Match[str]) -> bool:
    """ "Costituzione" with a capital, not "costituzione dell'associazione"."""
    return written[0].isupper() and not _NOT_THE_CHARTER.match(text, match.end())


def _in_force(acts: tuple[NomeCorrente, ...], day: str) -> Identificatore | None:
    day = day + "-12-31"[len(day) - 4 :] if len(day) < 10 else day
    for one in acts:
        if (not one.dal or one.dal <= day) and (not one.al or day <= one.al):
            return one.identificatore
    return None


def _key(text: str) -> str:
    return re.sub(r"[ .]", "", text.lower().replace("’", "'"))


@cache
def _forms() -> tuple[re.Pattern[str], dict[str, _Form]]:
    found: dict[str, _Form] = {}
    spelled: dict[str, str] = {}
    for one in names():
        alone = not one.cautela
        for form in (one.nome, *one.varianti, *_decree_laws(one)):
            _add(found, spelled, form, one, is_acronym=False, alone=alone)
        for form in one.sigle:
            _add(found, spelled, form, one, is_acronym=True, alone=False)
        for form in one.sigle_sole:
            _add(found, spelled, form, one, is_acronym=True, alone=True)
    ordered = sorted(spelled, key=lambda regex: (-len(spelled[regex]), regex[-1] == ")"))
    pattern = "|".join(ordered)
    return re.compile(f"(?:{pattern})"), found


def _decree_laws(one: NomeCorrente) -> list[str]:
    """ "d.l. Rilancio" is said as "decreto Rilancio" is."""
    if one.identificatore.tipo != "decreto.legge":
        return []
    said = [form[8:] for form in (one.nome, *one.varianti) if form.lower().startswith("decreto ")]
    return [
        f"{word} {rest}"
        for rest in said
        for word in ("dl", "d.l.", "decreto-legge", "decreto legge")
    ]


def _add(
    found: dict[str, _Form],
    spelled: dict[str, str],
    form: str,
    one: NomeCorrente,
    *,
    is_acronym: bool,
    alone: bool,
) -> None:
    is_letters = bool(_LETTERS.fullmatch(form.strip()))
    form = form.lower().replace("’", "'").strip()
    key = _key(form)
    former = found.get(key)
    acts = former.acts if former else ()
    if one.identificatore not in {act.identificatore for act in acts}:
        acts = (*acts, one)
    letters = key if is_acronym and is_letters else ""
    starts = (
        (letters, f"{letters[0]}.{letters[1]}", f"{letters[0]}. {letters[1]}")
        if letters
        else (form,)
    )
    found[key] = _Form(
        acts,
        is_acronym,
        alone or bool(former and former.alone),
        (*(former.written if former else ()), *starts),
    )
    if letters:
        # "CTS", "c.t.s.", "C. T. S."
        dotted, tight = r"\. ?".join(letters), r"\.".join(letters)
        spelled[rf"(?:{letters}(?!\w)|{dotted}\.|{tight}(?!\w))"] = key
    else:
        regex = re.escape(_YEAR.sub(" @ ", form)).replace(
            r"\ @\ ", " +(?:per +(?:il +|l'anno +)?)?"
        )
        regex = regex.replace(r"\.\ ", r"\. *").replace(r"\ ", " +")
        spelled[regex + (r"(?!\w)" if form[-1].isalnum() else "")] = key


@cache
def heads() -> list[str]:
    """Patterns of how the forms begin, for the scan that looks for places to read."""
    _, found = _forms()
    starts = {" ".join(written.split(" ")[:2]) for one in found.values() for written in one.written}
    return sorted({_start(one) for one in starts})


def _start(words: str) -> str:
    first, _, second = words.partition(" ")
    if not second:
        return re.escape(first) + (r"(?!\w)" if first[-1].isalnum() else "")
    return re.escape(first) + (" *" if first[-1] == "." else " +") + re.escape(second[:3])
