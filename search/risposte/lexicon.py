"""Italian words that are words, whether or not a text of the site has them."""

from functools import cache

from spellchecker import SpellChecker

from piattaforma.lingua import tokens


def is_italian(word: str) -> bool:
    """Whether an exact word (folded, without an elided article) is one: then nobody mistyped it."""
    return word in _words()


@cache
def _words() -> frozenset[str]:
    # A tenth of a second, once a process, when the first word comes that no text has.
    dictionary = SpellChecker(language="it", distance=1).word_frequency.dictionary
    return frozenset(
        word.exact for entry in dictionary for word in tokens(entry, keep_stop_words=True)
    )
