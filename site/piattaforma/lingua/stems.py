"""From a folded word to its stem: exceptions, else Snowball Italian, then the vowel it leaves."""

import re
from functools import cache
from threading import local

import Stemmer

from .characters import APOSTROPHE
from .word_lists import lines

VOCALE_FINALE = r"^(.{2,}[^aeiou])[aeio]$"
_VOCALE_FINALE = re.compile(VOCALE_FINALE)
_thread = local()


@cache
def exception_rules() -> tuple[str, ...]:
    """The rules `form, form => stem`, as written and as Elasticsearch reads them."""
    return tuple(lines("eccezioni"))


@cache
def _exceptions() -> dict[str, str]:
    stems: dict[str, str] = {}
    for rule in exception_rules():
        forms, _, stem = rule.partition("=>")
        stems |= dict.fromkeys((form.strip() for form in forms.split(",")), stem.strip())
    return stems


def stem(word: str) -> str:
    """The stem of a lower-case, folded word: "patto" and "patti" are "patt"."""
    found = _exceptions().get(word) or _snowballed(word)
    return _VOCALE_FINALE.sub(r"\1", found)


def _snowballed(word: str) -> str:
    # Snowball since 3.0 strips elided articles itself, Lucene's does not: here it sees none.
    hidden = word.replace(APOSTROPHE, "-")
    found: str = _snowball().stemWord(hidden)
    return found if hidden == word else found.replace("-", APOSTROPHE)


def _snowball() -> Stemmer.Stemmer:
    """One a thread: a stemmer is not made to be shared. Whoever calls keeps the results."""
    if not hasattr(_thread, "stemmer"):
        _thread.stemmer = Stemmer.Stemmer("italian", 0)
    stemmer: Stemmer.Stemmer = _thread.stemmer
    return stemmer
