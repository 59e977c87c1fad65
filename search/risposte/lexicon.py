"""Italian words that are words, whether or not a text of the site has them, and their accents."""

import re
from functools import cache

from spellchecker import SpellChecker

from piattaforma.lingua import tokens

#: Endings of nouns that have an accent, whether or not the dictionary has the noun.
_ABSTRACT = re.compile(r"(?:[ai]l|ar|iv|os|ic)ita$|ieta$")


def is_italian(word: str) -> bool:
    """Whether an exact word (folded, without an elided article) is one: then nobody mistyped it."""
    return word in _words()


def written(word: str) -> str:
    """An exact word with its accent, where only one can be meant."""
    known = _words().get(word)
    if known is None and _ABSTRACT.search(word):
        return word[:-1] + "à"
    return known or word


@cache
def _words() -> dict[str, str]:
    # A tenth of a second, once a process, when the first word comes that no text has.
    dictionary = SpellChecker(language="it", distance=1).word_frequency.dictionary
    found: dict[str, str] = {}
    for entry in dictionary:
        for word in tokens(entry, keep_stop_words=True):
            # "papa" is one, whatever "papà" is.
            if word.exact not in found or word.surface == word.exact:
                found[word.exact] = (
                    word.surface if len(word.surface) == len(word.exact) else word.exact
                )
    return found
