"""Did you mean: a typed word that no text has, and the nearest that one has. Pure.

The words are those of documents open to anyone, whoever asks.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

#: Shorter words are never corrected: too many others are near.
SHORTEST = 4
#: Up to this length one slip, beyond it two.
ONE_SLIP = 5
#: What a slip counts that everybody makes: a letter doubled or single, two swapped, an "h".
FREQUENT = 0.5
#: Two slips are no other word from this length on, or from the second if words begin with as many letters.
LONG, FAIRLY_LONG, SAME_BEGINNING = 10, 8, 4

_DOUBLE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do with a word that no text has: all empty, nothing is near it."""

    #: the word that it is, but for a slip
    corretta: str = ""
    #: words that begin so
    inizi: tuple[str, ...] = ()
    #: a word that it may be
    forse: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Words, with how many documents have each."""

    frequenze: dict[str, int] = field(default_factory=dict, repr=False)
    by_initial: dict[str, list[str]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, words: Iterable[tuple[str, int]]) -> "Vocabulary":
        frequencies = dict(words)
        initials: dict[str, list[str]] = defaultdict(list)
        for word in frequencies:
            if len(word) >= SHORTEST - 1 and word.isalpha():
                initials[word[0]].append(word)
        return cls(frequencies, dict(initials))

    def nearest(self, word: str, still_there: Callable[[str], bool] = lambda _: True) -> str:
        """The nearest known word with the same initial, the most used of equals; "" if none is near.

        `still_there` is asked of each candidate in turn: the list may be older than the index.
        """
        slips = 1 if len(word) <= ONE_SLIP else 2
        near = extract(
            word,
            self.by_initial.get(word[:1], ()),
            scorer=OSA.distance,
            score_cutoff=slips,
            limit=None,
        )
        ordered = sorted(
            (found for found, _, _ in near),
            key=lambda found: (_weight(word, found), -self.frequenze[found], found),
        )
        return next((found for found in ordered if still_there(found)), "")


def is_slip(word: str, found: str) -> bool:
    """Whether `word` is very likely `found` mistyped: then it is searched in its place, else offered."""
    if found == word[:-1] and word[-1] != word[-2]:
        # "assicuraz" is the beginning of another word, "minimis" is one that nobody writes here.
        return False
    weight = _weight(word, found)
    if len(word) <= SHORTEST:
        return weight <= FREQUENT
    if len(word) < FAIRLY_LONG or weight <= 1:
        return weight <= 1
    return len(word) >= LONG or word[:SAME_BEGINNING] == found[:SAME_BEGINNING]


def _weight(word: str, found: str) -> float:
    """How many slips part two words, those that everybody makes for less."""
    slips: int = OSA.distance(word, found)
    plain = _squeezed(word), _squeezed(found)
    if plain[0] == plain[1] or (slips == 1 and sorted(word) == sorted(found)):
        return slips * FREQUENT
    rest = min(slips, OSA.distance(*plain))
    return rest + (slips - rest) * FREQUENT


def _squeezed(word: str) -> str:
    return _DOUBLE.sub(r"\1", word.replace("h", ""))


def is_correctable(surface: str, exact: str) -> bool:
    """Acronyms, numbers and short words are taken as they are."""
    return len(exact) >= SHORTEST and exact.isalpha() and not surface.isupper()
