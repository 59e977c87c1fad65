"""The Italian chain: text to tokens. The one definition; `elasticsearch` writes the same.

characters (apostrophes, soft hyphens) → segmentation → elision → lower case → folding →
stop words → exceptions or Snowball → final vowel.
"""

from functools import lru_cache
from typing import NamedTuple

from .characters import Cleaned
from .elision import elided
from .folding import fold, lowercase
from .segmentation import spans
from .stems import stem
from .word_lists import word_list

STOP_WORDS = word_list("stop")
_STOP_WORDS = frozenset(STOP_WORDS)


class Token(NamedTuple):
    """A word of a text. `text[start:end] == surface`: what was written, elided article included."""

    start: int
    end: int
    #: place among the words; a stop word leaves a gap
    position: int
    surface: str
    #: elision, lower case, folding: what the analyzer `it_esatto` gives
    exact: str
    #: the stem: what the analyzer `it` gives
    term: str
    #: characters of `surface` that are an elided article with its apostrophe
    elided: int = 0


class _Word(NamedTuple):
    exact: str
    term: str
    is_stop: bool
    elided: int


def tokens(text: str, *, keep_stop_words: bool = False) -> list[Token]:
    """The words of `text` in order. Linear.

    With `keep_stop_words` their `exact` forms are the chain of completion
    (`it_prefissi_ricerca`; the base of `it_prefissi`).
    """
    cleaned = Cleaned(text)
    found = []
    for position, (start, end) in enumerate(spans(cleaned.text)):
        word = _word(cleaned.text[start:end])
        if word.is_stop and not keep_stop_words:
            continue
        first, last = cleaned.source(start), cleaned.source(end)
        article = cleaned.source(start + word.elided) - first if word.elided else 0
        found.append(Token(first, last, position, text[first:last], word.exact, word.term, article))
    return found


@lru_cache(maxsize=1 << 15)
def _word(written: str) -> _Word:
    article = elided(written)
    exact = fold(lowercase(written[article:]))
    is_stop = exact in _STOP_WORDS
    return _Word(exact, exact if is_stop else stem(exact), is_stop, article)
