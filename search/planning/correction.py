"""Typed words that no text has: what is searched in their place, what is offered, what is said. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from piattaforma.lingua import Token

from .compounds import Unit, split_prefix, units
from .spelling import Advice, is_correctable
from .synonyms import Expression, Synonyms
from .typed import Typed, words_of

#: From a word that no text has to what to do with it; None for a word that one has.
Speller = Callable[[str], Advice | None]

#: Shorter words are not said to be unknown: they are what is left of an abbreviation.
SHORTEST_SAID = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of the text that was searched."""

    testo: str
    corretto: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A word that may be another one, and the text with that in its place."""

    parola: str
    testo: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a speller says of a text."""

    #: the text with words corrected; none where nothing is
    pezzi: tuple[Piece, ...] = ()
    ignote: tuple[str, ...] = ()
    offerte: tuple[Offer, ...] = ()
    #: word, with what a hyphen joins to it → words that begin so, as they are written together and apart
    inizi: Mapping[str, tuple[Expression, ...]] = field(default_factory=dict)


#: Every word is one.
NO_SPELLING = Spelling()


def spelling_of(typed: Typed, synonyms: Synonyms, speller: Speller) -> Spelling:
    """What `speller` says of the typed words; those of an expression with synonyms are known."""
    words = [word.token for word in typed.parole]
    called = [word.sigla or word.token for word in typed.parole]
    said = {
        number for match in synonyms.matches(called) for number in range(match.start, match.end)
    }
    corrected: list[tuple[Token, str]] = []
    offered: list[tuple[Token, str]] = []
    unknown: dict[str, None] = {}
    begun: dict[str, tuple[Expression, ...]] = {}
    for unit in units(typed.parole):
        for number in range(unit.start, unit.end):
            word = words[number]
            advice = None if number in said else _advice(word, unit, speller)
            if advice is None:
                continue
            if advice.corretta:
                corrected.append((word, advice.corretta))
                continue
            if advice.forse:
                offered.append((word, advice.forse))
            if advice.inizi:
                begun[unit.insieme.exact] = tuple(_expressions(advice.inizi, speller))
            elif len(word.exact) >= SHORTEST_SAID:
                unknown[_bare(word)] = None
    return Spelling(
        pezzi=_replaced(typed.testo, corrected),
        ignote=tuple(unknown),
        offerte=tuple(
            Offer(
                other,
                _text(_replaced(typed.testo, [*corrected, *((one, other) for one in places)])),
            )
            for other, places in _by_word(offered)
        ),
        inizi=begun,
    )


def _by_word(offered: Iterable[tuple[Token, str]]) -> Iterator[tuple[str, list[Token]]]:
    """Each word that is offered once, with all the places of the typed one."""
    places: dict[tuple[str, str], list[Token]] = {}
    for word, other in offered:
        places.setdefault((word.exact, other), []).append(word)
    for (_, other), words in places.items():
        yield other, words


def _advice(word: Token, unit: Unit, speller: Speller) -> Advice | None:
    if not any(map(str.isalpha, word.exact)):
        return None
    advice = speller(word.exact)
    if advice is None:
        return None
    if not is_correctable(word.surface, word.exact):
        return Advice()
    split = split_prefix(word.exact)
    # "commissione" is no slip of "co-missione".
    if advice == Advice() and split and (rest := speller(split[1])) and rest.corretta:
        advice = Advice(corretta=f"{split[0]}-{rest.corretta}")
    if advice.corretta and _is_name(word):
        # A name that no text has is not one of our words.
        return Advice(forse=advice.corretta)
    return advice if advice.corretta else _together(advice, word, unit, speller)


def _together(advice: Advice, word: Token, unit: Unit, speller: Speller) -> Advice | None:
    """The same for a word that a hyphen joins to others: they may be one that texts write without."""
    if unit.insieme.exact == word.exact:
        return advice
    whole = speller(unit.insieme.exact)
    if whole is None:
        return None
    if whole.inizi:
        return Advice(inizi=whole.inizi)
    before = "".join(f"{part.exact}-" for part in unit.divise[:-1])
    is_last = unit.divise[-1] == word
    return Advice(
        inizi=tuple(before + longer for longer in advice.inizi if is_last), forse=advice.forse
    )


def _expressions(longer: Iterable[str], speller: Speller) -> Iterator[Expression]:
    for text in longer:
        (unit,) = units(list(words_of(text)))
        yield Expression(unit.insieme.exact, (unit.insieme,))
        # "convenzione" is not "co-nvenzione".
        if len(unit.divise) > 1 and speller(unit.divise[-1].exact) is None:
            yield Expression("-".join(part.exact for part in unit.divise), unit.divise)


def _is_name(word: Token) -> bool:
    return word.start > 0 and _bare(word)[:1].isupper()


def _replaced(text: str, others: Iterable[tuple[Token, str]]) -> tuple[Piece, ...]:
    """The text in pieces, with other words in the place of some; () where none is."""
    pieces: list[Piece] = []
    end = 0
    for word, other in sorted(others):
        pieces += [Piece(text[end : word.start + word.elided]), Piece(other, corretto=True)]
        end = word.end
    return tuple(piece for piece in (*pieces, Piece(text[end:])) if piece.testo) if end else ()


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.testo for piece in pieces)


def _bare(word: Token) -> str:
    return word.surface[word.elided :]
