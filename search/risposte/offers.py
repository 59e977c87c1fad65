"""What to offer: near words; where nothing is found, choices to take away and names that begin so."""

from collections.abc import Iterator
from itertools import islice

from piattaforma.lingua import fold
from piattaforma.nucleo.querysets import Reader

from ..contract import Completion, Filters
from ..engines.base import Readers, SearchEngine
from ..plan import Plan
from ..planning.typed import read_typed
from .completion import shown
from .facets import Etichette, label
from .readable import Leggibili, readable
from .risposta import Apertura, Vicina, Vuota
from .speller import frequency

#: Words that are looked up, and of what is offered the most of each sort.
_WORDS, _MOST = 6, 5
#: Letters by which a name is looked for: a word may be wrong at its end.
_BEGINNING = 5


def near_words(engine: SearchEngine, plan: Plan) -> tuple[Vicina, ...]:
    """What the plan offers in the place of words, but what no document of `engine` has any more."""
    near = (
        Vicina(one.parola, frequency(engine, fold(one.parola)), one.testo)
        for one in plan.offerte[:_MOST]
    )
    return tuple(one for one in near if one.n)


def offers_for(
    engine: SearchEngine,
    plan: Plan,
    text: str,
    filters: Filters,
    *,
    user: Reader,
    readers: Readers,
    names: Etichette,
) -> Vuota:
    """Where to go on from `text`."""
    words = _typed_words(text)
    found = list(islice(_beginnings(engine, words, readers), _MOST))
    begun = readable([one.uid for one in found], user, engine=engine) if found else Leggibili()
    has_text = bool(text)
    return Vuota(
        aperture=tuple(_openings(engine, plan, filters, readers, names)),
        inizi=shown(found, begun, names),
        solo_vuote=has_text and not plan.cerca and not plan.escluse,
        solo_escluse=has_text and not plan.cerca and bool(plan.escluse),
    )


def _typed_words(text: str) -> list[str]:
    """The words that were typed, as they are compared; not those of a citation."""
    return list(dict.fromkeys(word.token.exact for word in read_typed(text).parole))[:_WORDS]


def _openings(
    engine: SearchEngine, plan: Plan, filters: Filters, readers: Readers, names: Etichette
) -> Iterator[Apertura]:
    """Each facet, or the content inside which one searches, without which something is found."""
    if not plan.cerca and plan.testo:
        return
    less = [
        (facet, tuple(label(facet, code, names) for code in codes), filters.but(facet))
        for facet, codes in filters.scelte.items()
    ]
    if filters.dentro:
        less.append(("dentro", (), Filters(filters.scelte)))
    for facet, labels, fewer in less:
        if n := engine.search(plan, readers=readers, filters=fewer, limit=0).totale:
            yield Apertura(facet, labels, n)


def _beginnings(engine: SearchEngine, words: list[str], readers: Readers) -> Iterator[Completion]:
    """Contents whose names have a word that begins like one that was typed."""
    seen: set[str] = set()
    for word in words:
        for one in engine.complete(word[:_BEGINNING], readers=readers, limit=_MOST):
            if one.uid not in seen:
                seen.add(one.uid)
                yield one
