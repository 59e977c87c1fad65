"""The speller of one question: words of the readers’ documents are known, words of public ones proposed."""

import time
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from piattaforma.lingua import tokens
from piattaforma.nucleo.visibilita import PUBBLICO

from ..engines.base import Readers, SearchEngine
from ..plan import Plan, Speller
from ..planning.compounds import split_prefix
from ..planning.spelling import Vocabulary, is_correctable
from ..planning.tree import CORPO, CORPO_ESATTO, TITOLO, TITOLO_ESATTO, Best, Term
from .lexicon import is_italian

#: Seconds for which a list of words is good enough, whatever changed meanwhile.
FRESH = 60.0


@dataclass(frozen=True, slots=True)
class _Kept:
    vocabulary: Vocabulary
    versione: str
    when: float


_kept: "WeakKeyDictionary[SearchEngine, _Kept]" = WeakKeyDictionary()


def speller_for(engine: SearchEngine, readers: Readers) -> Speller:
    """From a word that none of these readers’ documents has to the nearest public one."""

    def spell(word: str) -> str | None:
        if not is_correctable(word, word) or _is_known(engine, readers, word):
            return None
        split = split_prefix(word)
        if split and _is_known(engine, readers, split[1]):
            return None
        if is_italian(word):
            # A word that no text has is no slip: its nearest would be another word.
            return None
        return vocabulary_of(engine).nearest(word, lambda near: frequency(engine, near) > 0)

    return spell


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
    return dict(engine.words(word)).get(word, 0)


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
