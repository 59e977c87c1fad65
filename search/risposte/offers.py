"""What to offer where nothing is found: near words, choices to take away, names that begin so."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from piattaforma.lingua import Token
from piattaforma.nucleo.querysets import Reader

from ..contract import Completion, Filters
from ..engines.base import Readers, SearchEngine
from ..plan import Plan
from ..planning.spelling import is_correctable
from ..planning.typed import read_typed
from .completion import shown
from .facets import Etichette, label
from .readable import Leggibili, readable
from .risposta import Apertura, Vicina, Vuota
from .speller import frequency, vocabulary_of

#: Words that are looked up, and of what is offered the most of each sort.
_WORDS, _MOST = 6, 5
#: Letters by which a name is looked for: a word may be wrong at its end.
_BEGINNING = 5


def offers_for(
    engine: SearchEngine,
    plan: Plan,
    text: str,
    filters: Filters,
    *,
    user: Reader,
    readers: Readers,
    names: Etichette,
    sure: bool,
) -> Vuota:
    """Where to go on from `text`; no near words unless it is `sure` that the index has no withdrawn ones."""
    words = _typed_words(text)
    found = list(_beginnings(engine, list(words), readers))[:_MOST]
    begun = readable([one.uid for one in found], user, engine=engine) if found else Leggibili()
    has_text = bool(text)
    return Vuota(
        vicine=tuple(_near(engine, text, words))[:_MOST] if sure else (),
        aperture=tuple(_openings(engine, plan, filters, readers, names)),
        inizi=shown(found, begun, names),
        solo_vuote=has_text and not plan.cerca and not plan.escluse,
        solo_escluse=has_text and not plan.cerca and bool(plan.escluse),
    )


def _typed_words(text: str) -> dict[str, list[Token]]:
    """The words that were typed, as they are compared, with their places; not those of a citation."""
    found: dict[str, list[Token]] = {}
    for word in read_typed(text).parole:
        found.setdefault(word.token.exact, []).append(word.token)
    return dict(islice(found.items(), _WORDS))


def _near(
    engine: SearchEngine, text: str, words: Mapping[str, Sequence[Token]]
) -> Iterator[Vicina]:
    """The nearest public word to each that no public document has."""
    vocabulary = vocabulary_of(engine)
    for word, places in words.items():
        if not is_correctable(word, word) or frequency(engine, word):
            continue
        near = vocabulary.nearest(word, lambda one: frequency(engine, one) > 0)
        if near:
            yield Vicina(near, frequency(engine, near), _with(near, text, places))


def _with(word: str, text: str, places: Sequence[Token]) -> str:
    """`text` with `word` in these places; an elided article stays."""
    for place in reversed(places):
        text = text[: place.start + place.elided] + word + text[place.end :]
    return text


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
