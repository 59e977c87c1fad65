"""Did you mean: a typed word that no text has, and the nearest that one has. Pure.

The words are those of documents open to anyone, whoever asks.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

#: Shorter words are never corrected: too many others are near.
SHORTEST = 4
#: Up to this length one slip, beyond it two.
ONE_SLIP = 5


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
        ordered = sorted(near, key=lambda one: (one[1], -self.frequenze[one[0]], one[0]))
        return next((found for found, _, _ in ordered if still_there(found)), "")


def is_correctable(surface: str, exact: str) -> bool:
    """Acronyms, numbers and short words are taken as they are."""
    return len(exact) >= SHORTEST and exact.isalpha() and not surface.isupper()
