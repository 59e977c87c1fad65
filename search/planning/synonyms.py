"""Groups of expressions that mean the same: whoever types one finds the texts that say another. Pure.

The alternatives are added to the typed words, never put in their place, when a question is planned:
so the list takes effect at once, and every engine does the same with it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from piattaforma.lingua import Token, tokens

from .compounds import units
from .typed import words_of

#: An acronym as short as this is one only in capitals.
SHORT = 2


@dataclass(frozen=True, slots=True)
class Expression:
    """One way to say it."""

    testo: str
    parole: tuple[Token, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(word.term for word in self.parole)

    @property
    def spellings(self) -> Iterator[tuple[str, ...]]:
        """Its keys with each word that can be written apart written so, and the other way round."""
        parts = list(units(list(words_of(self.testo))))
        yield tuple(unit.insieme.term for unit in parts)
        yield tuple(word.term for unit in parts for word in unit.divise)

    def is_said_by(self, typed: Sequence[Token]) -> bool:
        """Whether these words, whose stems are its own, are it."""
        (first, *others) = self.parole
        if others or len(first.exact) > SHORT or not self.testo.isupper():
            return True
        return typed[0].surface.isupper()


@dataclass(frozen=True, slots=True)
class Match:
    """Typed words from `start` to `end` (numbers of words) that have alternatives."""

    start: int
    end: int
    alternative: tuple[Expression, ...]


@dataclass(frozen=True)
class Synonyms:
    """All groups, ready to be looked up."""

    gruppi: tuple[tuple[Expression, ...], ...] = ()
    _by_key: dict[tuple[str, ...], list[tuple[Expression, int]]] = field(
        default_factory=lambda: defaultdict(list), repr=False
    )

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> "Synonyms":
        """From groups of texts; expressions without a word that counts are left out."""
        made = cls(tuple(_expressions(group) for group in groups))
        for number, expressions in enumerate(made.gruppi):
            for one in expressions:
                for key in {one.key, *one.spellings}:
                    made._by_key[key].append((one, number))
        return made

    def matches(self, words: Sequence[Token]) -> Iterator[Match]:
        """Where the typed words say an expression; the longest first, never overlapping."""
        longest = max(map(len, self._by_key), default=0)
        start = 0
        while start < len(words):
            for length in range(min(longest, len(words) - start), 0, -1):
                said = words[start : start + length]
                if found := self._alternatives(said):
                    yield Match(start, start + length, found)
                    start += length
                    break
            else:
                start += 1

    def _alternatives(self, said: Sequence[Token]) -> tuple[Expression, ...]:
        key = tuple(word.term for word in said)
        others: dict[tuple[str, ...], Expression] = {}
        for one, number in self._by_key.get(key, ()):
            if one.is_said_by(said):
                said_so = {key, one.key}
                others |= {
                    other.key: other for other in self.gruppi[number] if other.key not in said_so
                }
        return tuple(others.values())


#: No group at all.
NO_SYNONYMS = Synonyms()


def _expressions(group: Iterable[str]) -> tuple[Expression, ...]:
    read = (Expression(text, tuple(tokens(text))) for text in group)
    return tuple(one for one in read if one.parole)
