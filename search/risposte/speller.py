"""The speller of one question: words of the readers’ documents are known, words of public ones proposed.

Its words are those of one engine, which need not be the one that answers: without an index there, there
is no spelling, and no failure.
"""

import time
from dataclasses import dataclass
from functools import cache
from weakref import WeakKeyDictionary

from rapidfuzz.distance import OSA

from piattaforma.lingua import tokens
from piattaforma.nucleo.visibilita import PUBBLICO

from ..engines.base import Readers, SearchEngine, SearchUnavailable
from ..plan import Plan
from ..planning.compounds import split_prefix
from ..planning.correction import Speller
from ..planning.spelling import Advice, Vocabulary, is_correctable, is_slip
from ..planning.tree import CORPO, CORPO_ESATTO, TITOLO, TITOLO_ESATTO, Best, Term
from .lexicon import is_italian, written

#: Seconds for which a list of words is good enough, whatever changed meanwhile.
FRESH = 60.0
#: Words that a beginning is searched as.
MOST_BEGUN = 6


@dataclass(frozen=True, slots=True)
class _Kept:
    vocabulary: Vocabulary
    versione: str
    when: float


_kept: "WeakKeyDictionary[SearchEngine, _Kept]" = WeakKeyDictionary()


def speller_for(engine: SearchEngine, readers: Readers, *, corrects: bool = True) -> Speller:
    """What to do with a word that none of these readers’ documents has: the words named are public.

    Without `corrects` what would be put in its place is only offered.
    """

    @cache
    def spell(word: str) -> Advice | None:
        try:
            return advice_on(word)
        except SearchUnavailable:
            return None

    def advice_on(word: str) -> Advice | None:
        if _is_known(engine, readers, word):
            return None
        split = split_prefix(word)
        if split and _is_known(engine, readers, split[1]):
            return None
        if not is_correctable(word, word) or is_italian(word):
            # A word that no text has is no slip: its nearest would be another word.
            return Advice()
        advice = _advice(engine, word)
        return advice if corrects else Advice(forse=advice.corretta or advice.forse)

    return spell


def _advice(engine: SearchEngine, word: str) -> Advice:
    near = vocabulary_of(engine).nearest(word, lambda one: frequency(engine, one) > 0)
    is_sure = bool(near) and is_slip(word, near)
    # What is two slips away from a word and begins another is more likely half of that.
    if is_sure and OSA.distance(word, near) == 1:
        return Advice(corretta=written(near))
    if begun := _begun(engine, word):
        return Advice(inizi=begun)
    return Advice(corretta=written(near)) if is_sure else Advice(forse=written(near))


def _begun(engine: SearchEngine, word: str) -> tuple[str, ...]:
    """The most used public words that begin so, one of each stem."""
    by_stem: dict[str, str] = {}
    for longer, _ in sorted(engine.words(word), key=lambda one: (-one[1], one[0])):
        for token in tokens(longer):
            by_stem.setdefault(token.term, longer)
    return tuple(by_stem.values())[:MOST_BEGUN]


def vocabulary_of(engine: SearchEngine) -> Vocabulary:
    """The public words, as this process last read them: ask `frequency` before showing one."""
    kept = _kept.get(engine)
    now = time.monotonic()
    if kept and now - kept.when < FRESH:
        return kept.vocabulary
    versione = engine.versione()
    unchanged = kept is not None and kept.versione == versione
    vocabulary = kept.vocabulary if kept and unchanged else Vocabulary.of(engine.words())
    _kept[engine] = _Kept(vocabulary, versione, now)
    return vocabulary


def frequency(engine: SearchEngine, word: str) -> int:
    """How many public documents have the word now."""
    try:
        return dict(engine.words(word)).get(word, 0)
    except SearchUnavailable:
        return 0


def _is_known(engine: SearchEngine, readers: Readers, word: str) -> bool:
    """Whether a document of these readers has the word, or one of its forms."""
    if PUBBLICO in readers and word in vocabulary_of(engine).frequenze:
        return True
    forms = [
        Term(field, text)
        for token in tokens(word)
        for field, text in (
            (TITOLO, token.term),
            (CORPO, token.term),
            (TITOLO_ESATTO, token.exact),
            (CORPO_ESATTO, token.exact),
        )
    ]
    if not forms:
        return True
    return engine.search(Plan(radice=Best(tuple(forms))), readers=readers, limit=0).totale > 0
