"""The article or preposition before an apostrophe: "dell’" in "dell’ente"."""

from .characters import APOSTROPHE
from .folding import lowercase
from .word_lists import word_list

ARTICLES = word_list("elisioni")
_ARTICLES = frozenset(ARTICLES)


def elided(word: str) -> int:
    """How many characters of `word` are an elided article with its apostrophe; 0 if none.

    The apostrophe is the plain one: characters are normalised before.
    """
    position = word.find(APOSTROPHE)
    return position + 1 if position > 0 and lowercase(word[:position]) in _ARTICLES else 0
