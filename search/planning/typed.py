"""What somebody typed, cut into quoted phrases, exclusions, citations and words. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from piattaforma.citazioni import Citation, read_query
from piattaforma.lingua import Token, tokens

#: Characters that are read, and words and citations among them; what follows is left out.
LONGEST, MOST_WORDS, MOST_CITATIONS = 400, 64, 8

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]+"
)
_QUOTED = re.compile(r"(?P<minus>(?<!\S)-)?(?:«([^«»]+)»|“([^“”]+)”|\"([^\"]+)\")")
_EXCLUDED = re.compile(r"(?<!\S)-(?=[^\W\d_])([^\s\"«»“”]+)")
_HYPHENS = frozenset("-‐‑–")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed, with its place in the text."""

    token: Token
    #: whether only a hyphen stands between it and the word before
    hyphened: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """`testo` as it was read: without what is invisible, and not longer than `LONGEST`."""

    testo: str
    tagliato: bool
    parole: tuple[Word, ...] = ()
    frasi: tuple[tuple[Token, ...], ...] = ()
    escluse: tuple[tuple[Token, ...], ...] = ()
    #: how many of those, the first, are quoted
    escluse_citate: int = 0
    citazioni: tuple[Citation, ...] = field(default=())


def visible(text: str) -> str:
    """`text` on one line, without what nobody sees."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def read_typed(text: str, *, quotes: bool = True) -> Typed:
    """Cut `text` into its parts. Linear; any text will do.

    Without `quotes` what is quoted are words like others; what is excluded stays so. The words of a
    citation that means one thing are not among the words; those of a doubtful one are.
    """
    clean = visible(text[: LONGEST * 4])
    whole, clean = clean, clean[:LONGEST].rstrip()
    rest = list(clean)
    phrases: list[tuple[Token, ...]] = []
    excluded: list[tuple[Token, ...]] = []
    for found in _QUOTED.finditer(clean):
        if not quotes and not found["minus"]:
            _blank(rest, found.start(), found.start() + 1)
            _blank(rest, found.end() - 1, found.end())
            continue
        words = tuple(tokens(next(group for group in found.groups()[1:] if group)))
        if words:
            (excluded if found["minus"] else phrases).append(words)
        _blank(rest, *found.span())
    quoted = len(excluded)
    for found in _EXCLUDED.finditer("".join(rest)):
        if words := tuple(tokens(found[1])):
            excluded.append(words)
        _blank(rest, *found.span())
    free = "".join(rest)
    citations = tuple(one for one in read_query(free) if one.ids or one.candidates)
    for one in citations:
        if one.ids:
            _blank(rest, one.start, one.end)
    words_left = tuple(words_of("".join(rest)))
    citations = _once(citations)
    return Typed(
        testo=clean,
        tagliato=len(whole) > len(clean)
        or len(text) > LONGEST * 4
        or len(words_left) > MOST_WORDS
        or len(citations) > MOST_CITATIONS,
        parole=words_left[:MOST_WORDS],
        frasi=tuple(phrases),
        escluse=tuple(excluded),
        escluse_citate=quoted,
        citazioni=citations[:MOST_CITATIONS],
    )


def words_of(text: str) -> Iterator[Word]:
    """Its words, with what stands between them."""
    last = -1
    for token in tokens(text):
        between = text[last : token.start] if last >= 0 else ""
        yield Word(token, between in _HYPHENS)
        last = token.end


def _once(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Each norm is cited once, however often it was typed."""
    found: dict[tuple[str, ...], Citation] = {}
    for one in citations:
        found.setdefault((*one.ids, "", *one.candidates), one)
    return tuple(found.values())


def _blank(characters: list[str], start: int, end: int) -> None:
    # Offsets stay, and words on the two sides do not join.
    characters[start:end] = " " * (end - start)
