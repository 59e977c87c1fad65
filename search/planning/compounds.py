"""Words that are written together, with a hyphen or apart: co-progettazione, coprogettazione. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from piattaforma.lingua import Token, tokens

from .typed import Word

#: Beginnings that are no words of their own: what follows belongs to them, whatever stands between.
PREFIXES = frozenset(
    {"co", "inter", "intra", "macro", "micro", "multi", "pluri", "post", "pre", "sub"}
)
#: Beginnings that are words too: together with what follows only if written so.
BOTH = frozenset({"auto", "bio", "eco", "extra", "socio", "tele", "video"})
#: What follows a beginning is at least as long, where the two are written as one word.
SHORTEST_REST = 5


@dataclass(frozen=True, slots=True)
class Unit:
    """Typed words that are one: as they are written together, and as they are written apart."""

    start: int
    end: int
    insieme: Token
    divise: tuple[Token, ...]
    #: whether each of its parts is a word that says something alone: "Stato-Regioni"
    di_parole: bool = False
    #: an acronym that was typed with dots, without them
    sigla: Token | None = None


def units(words: Sequence[Word]) -> Iterator[Unit]:
    """Every typed word once, alone or with those that belong to it."""
    start = 0
    while start < len(words):
        end = start + 1
        while end < len(words) and _belongs(words[end - 1], words[end]):
            end += 1
        parts = tuple(word.token for word in words[start:end])
        divided = parts if end - start > 1 else _apart(parts[0])
        alone = end - start > 1 and parts[0].exact not in PREFIXES | BOTH
        acronym = words[start].sigla if end - start == 1 else None
        yield Unit(start, end, _together(parts), divided, alone, acronym)
        start = end


def _belongs(before: Word, word: Word) -> bool:
    if any(char.isdigit() for char in before.token.exact + word.token.exact):
        return False
    return word.hyphened or (
        before.token.exact in PREFIXES and word.token.position == before.token.position + 1
    )


def _together(parts: Sequence[Token]) -> Token:
    if len(parts) == 1:
        return parts[0]
    return tokens("".join(part.exact for part in parts), keep_stop_words=True)[0]


def _apart(word: Token) -> tuple[Token, ...]:
    """The beginning and the rest of one word, or the word alone."""
    split = split_prefix(word.exact)
    return tuple(tokens(" ".join(split), keep_stop_words=True)) if split else (word,)


def split_prefix(exact: str) -> tuple[str, str] | None:
    """ "coprogettazione" → "co", "progettazione"; None for a word that has no such beginning."""
    for length in range(2, 6):
        head, rest = exact[:length], exact[length:]
        if (head in PREFIXES or head in BOTH) and len(rest) >= SHORTEST_REST and rest.isalpha():
            return head, rest
    return None
