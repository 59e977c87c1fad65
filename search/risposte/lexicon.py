"""Italian words that are words, whether or not a text of the site has them, and their accents."""

import re
from functools import cache

from spellchecker import SpellChecker

from piattaforma.lingua import fold
from piattaforma.lingua.elision import elided

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
    # A sixth of a second, once a process, when the first word comes that no text has: folded here, not
    # cut by `tokens`, whose words kept for texts would all give way to these.
    found: dict[str, str] = {}
    for entry in SpellChecker(language="it", distance=1).word_frequency.dictionary:
        word = entry.strip("(),")
        exact = fold(word[elided(word) :])
        # "papa" is one, whatever "papà" is.
        if exact not in found or word == exact:
            found[exact] = word if len(word) == len(exact) else exact
    return found
