"""The acts, articles and decisions that one page cites, in the order in which it does."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from piattaforma.citazioni import Identificatore
from piattaforma.citazioni.names import format_partition
from piattaforma.nucleo.linking import Legame
from piattaforma.nucleo.templatetags.tipografia import data_it

from .chiavi import join_keys
from .legami import listed_link, told_state, tone_of
from .models import Citazione
from .partizioni import natural
from .risolutore import Risolto

#: How many articles and acts are shown at first; the rest is folded, unless it is very little.
MOSTRATE, POCHE = 8, 3
_COMMA = re.compile(r"comma [^,]+")


@dataclass
class ParteCitata:
    """An article, with what is cited of it, or an act as a whole."""

    parole: str
    legame: Legame | None
    rubrica: str
    stato: str
    tono: str


@dataclass
class AttoQui:
    """An act or decision with what the page cites of it."""

    titolo: str
    esteso: str
    is_decisione: bool
    #: where the act as a whole is cited
    intero: ParteCitata | None = None
    parti: list[ParteCitata] = field(default_factory=list)

    @property
    def n(self) -> int:
        return max(len(self.parti), 1)


@dataclass
class NormeQui:
    """What a page cites: first what is shown, then what is folded."""

    mostrate: list[AttoQui]
    altre: list[AttoQui]
    #: whether they are only those that the page does not list by itself
    is_complemento: bool = False
    #: the day of the law, if it is not today's
    al: dt.date | None = None

    @property
    def n_altre(self) -> int:
        return sum(act.n for act in self.altre)

    @property
    def has_norme(self) -> bool:
        return any(not act.is_decisione for act in (*self.mostrate, *self.altre))

    @property
    def titolo(self) -> str:
        if self.al:
            return f"Norme come al {data_it(self.al)}"
        if self.is_complemento:
            return "Citate anche nel testo"
        return f"{'Norme' if self.has_norme else 'Decisioni'} citate in questa pagina"


def norms_here(
    rows: Sequence[Citazione], answers: Mapping[str, Risolto], al: dt.date | None = None
) -> NormeQui:
    """What the rows of one page cite; where an editor lists references, only what the text adds."""
    joined = join_keys(row.id_legge for row in rows)
    listed = [row for row in rows if not row.nel_testo]
    articles = {(_act(row, joined), row.articolo) for row in listed}
    acts = {act for act, _ in articles}
    by_act: dict[str, list[Identificatore]] = defaultdict(list)
    for row in rows:
        act = _act(row, joined)
        if (act, row.articolo) in articles or (act in acts and not row.articolo):
            continue
        by_act[act].append(row.id_legge)
    found = [_act_here(act, cited, answers) for act, cited in by_act.items()]
    found.sort(key=lambda act: act.is_decisione)
    return NormeQui(*_folded(found), is_complemento=bool(listed), al=al)


def _act(row: Citazione, joined: Mapping[str, str]) -> str:
    return joined.get(row.atto, row.atto)


def _act_here(key: str, cited: Iterable[Identificatore], answers: Mapping[str, Risolto]) -> AttoQui:
    identifiers = list(dict.fromkeys(cited))
    # The spelling that says most names it.
    fullest = max(identifiers, key=lambda one: (one.chiave == key, len(str(one.atto))))
    named = answers[str(fullest)]
    said = named.titolo.lower() in named.esteso.lower()
    act = AttoQui(
        titolo=named.esteso if said else named.titolo,
        # What a decision held says more than its estremi.
        esteso=(fullest.is_decisione and named.rubrica) or ("" if said else named.esteso),
        is_decisione=fullest.is_decisione,
    )
    by_article: dict[str, list[Identificatore]] = defaultdict(list)
    for one in sorted(identifiers, key=lambda one: natural(one.partizione)):
        by_article[one.articolo].append(one)
    for same in by_article.values():
        part = _part(same, answers)
        if part.parole:
            act.parti.append(part)
        else:
            act.intero = part
    return act


def _part(same: list[Identificatore], answers: Mapping[str, Risolto]) -> ParteCitata:
    """One article: its commas side by side, one link for all."""
    one, answer = same[0], answers[str(same[0])]
    if len(same) > 1:
        # To the article, where no single comma is meant.
        one, answer = _article(one), replace(answer, url=answer.url.partition("#")[0])
    return ParteCitata(
        parole=_words(same),
        legame=listed_link(answer, one) if answer.url else None,
        rubrica=answer.rubrica,
        stato=told_state(answer),
        tono=tone_of(answer),
    )


def _article(one: Identificatore) -> Identificatore:
    return replace(one, comma="", lettera="", numero_lettera="")


def _words(same: list[Identificatore]) -> str:
    """Write "art. 55, commi 2 e 3"."""
    article = format_partition(_article(same[0]))
    below = [format_partition(replace(one, articolo="")) for one in same]
    below = [words for words in dict.fromkeys(below) if words]
    numbers = [words.removeprefix("comma ") for words in below if _COMMA.fullmatch(words)]
    if len(below) == len(numbers) > 1:
        below = [f"commi {', '.join(numbers[:-1])} e {numbers[-1]}"]
    return ", ".join(filter(None, [article, "; ".join(below)]))


def _folded(acts: list[AttoQui]) -> tuple[list[AttoQui], list[AttoQui]]:
    """The first ones, and the rest; an act with many articles is on both sides."""
    if sum(act.n for act in acts) <= MOSTRATE + POCHE:
        return acts, []
    shown: list[AttoQui] = []
    rest: list[AttoQui] = []
    room = MOSTRATE
    for act in acts:
        if room >= act.n:
            shown.append(act)
        elif room > 0:
            shown.append(replace(act, parti=act.parti[:room]))
            rest.append(replace(act, parti=act.parti[room:], intero=None))
        else:
            rest.append(act)
        room -= act.n
    return shown, rest
