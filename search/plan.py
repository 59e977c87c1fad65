"""From what somebody typed to what an engine is asked: one tree, the same for every engine. Pure.

Each word scores in title or body, the better of the two and a little of the other, with its stem and,
for half, as it is written. A citation of law scores on what bears its key. Synonyms add. Words are
alternatives: who asks in a whole sentence is answered by whatever says most of it, best first.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from piattaforma.citazioni import Citation
from piattaforma.lingua import Token

from .contract import name_of
from .planning.asking import is_small_number, says_little
from .planning.citations import keys_of, record_keys
from .planning.compounds import Unit, units
from .planning.correction import NO_SPELLING, Offer, Piece, Speller, Spelling, spelling_of
from .planning.synonyms import NO_SYNONYMS, Expression, Match, Synonyms
from .planning.tree import (
    CITAZIONI,
    CORPO,
    CORPO_ESATTO,
    IDENTITA,
    NOME,
    TITOLO,
    TITOLO_ESATTO,
    Best,
    Boost,
    Constant,
    Every,
    Node,
    Phrase,
    Sum,
    Term,
)
from .planning.typed import Leads, Typed, always, read_typed

#: What the weaker of title and body adds.
TIE = 0.3
#: What a word counts for as it is written, beside its stem.
EXACT = 0.5
#: What another way to say it counts for.
SYNONYM = 0.8
#: What words of asking, and numbers of a digit or two, count for beside others.
ASKED, NUMBER = 0.3, 0.5
#: What "co-progettazione" counts for where it is written apart: its halves are not two words.
APART = 0.8
#: What is added for all the words of a short question in one document, and for all in its title.
ALL_WORDS, ALL_IN_TITLE = 1.0, 0.6
#: How many words a short question has.
SHORT = range(2, 5)
#: What the words of a name count for besides, where they stand together: "corte dei conti".
NAMED_WHOLE = 3.0
#: Words and where they stand, from 0.
Places = tuple[tuple[int, str], ...]

#: Points of a document that is what was typed: the record of a cited norm, a title or a name.
#: No sum of words is worth the first: those of a doubtful citation count too.
IS_CITED, IS_NAMED = 100.0, 6.0
#: Points of the record of an act, where an article of it is cited.
CONTAINS_CITED = 6.0
#: Points of a document that cites an act, and those it gets besides for the article, for the comma.
CITES_ACT, CITES_ARTICLE, CITES_COMMA = 4.0, 4.0, 4.0
#: Points of one that cites the act, where an article of it was typed: it stands after all that cite that.
CITES_ITS_ACT = 1.0

#: Targets of a citation that are looked for: "artt. 1-300" has more.
MOST_TARGETS = 50

#: Words, besides those quoted, that make a sentence: there quotation marks give a name, they ask for nothing.
SENTENCE = 5

#: What gives points: a typed word, another way to say it, a citation, quoted words, the whole text as a name.
PAROLA, SINONIMO, CITAZIONE, FRASE, NOME_INTERO = "parola", "sinonimo", "citazione", "frase", "nome"
#: All the words of a short question, in the document or in its title.
INSIEME, NEL_TITOLO = "insieme", "nel titolo"


@dataclass(frozen=True, slots=True)
class Part:
    """Some of what gives points: what it stands for, and the typed words that called for it."""

    genere: str
    testo: str
    nodo: Node
    per: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an engine is asked. `radice` scores; each of `richieste` must be there, none of `escluse` may."""

    testo: str = ""
    radice: Node | None = None
    #: adds points to what is found, and finds nothing by itself
    accanto: Node | None = None
    richieste: tuple[Node, ...] = ()
    escluse: tuple[Node, ...] = ()
    #: all that gives points, said: what an explanation goes through
    parti: tuple[Part, ...] = ()
    #: sequences of stems that stand for what was typed: what a passage shows as found
    evidenze: tuple[tuple[str, ...], ...] = ()
    #: keys of law that were typed, from the act to the comma
    chiavi: frozenset[str] = frozenset()
    #: the citations, as they were read
    citazioni: tuple[Citation, ...] = ()
    #: what was searched in the place of what was typed; empty where nothing was corrected
    corretto: tuple[Piece, ...] = ()
    #: typed words that no text has, and those searched as the beginnings of others
    ignote: tuple[str, ...] = ()
    inizi: tuple[str, ...] = ()
    offerte: tuple[Offer, ...] = ()
    tagliato: bool = False
    #: whether what was quoted was searched word by word
    senza_virgolette: bool = False

    @property
    def cerca(self) -> bool:
        """Whether there is something to find: stop words and exclusions alone find nothing."""
        return bool(self.nodi)

    @property
    def nodi(self) -> tuple[Node, ...]:
        """What finds, and gives points for it."""
        return self.richieste if self.radice is None else (self.radice, *self.richieste)


#: Everything that the filters leave.
TUTTO = Plan()


def make_plan(
    text: str,
    *,
    synonyms: Synonyms = NO_SYNONYMS,
    speller: Speller | None = None,
    every_word: bool = False,
    quotes: bool = True,
    leads: Leads = always,
) -> Plan:
    """Read `text` and plan it.

    With a `speller`, words that it is sure about are searched corrected, and beginnings as what
    begins so. With `every_word`, documents must have all words (one of the ways to say each): for
    lists that are not sorted by relevance. Without `quotes`, what is quoted counts more where it
    stands so, and need not be there. A citation that does not lead anywhere is searched as words too.
    """
    typed, phrases = _read(text, leads, quotes=quotes)
    as_typed = typed
    spelling = spelling_of(typed, synonyms, speller) if speller else NO_SPELLING
    if spelling.pezzi:
        corrected = "".join(piece.testo for piece in spelling.pezzi)
        typed, phrases = _read(corrected, leads, quotes=quotes)
    words, asked = _weighed(units(typed.parole))
    matches = list(synonyms.matches([word.sigla or word.token for word in typed.parole]))
    begun = list(_begun(words, spelling))
    spelled = [word.token for word in typed.parole]
    matches = sorted([*matches, *begun], key=lambda match: match.start)
    parts = list(_parts(typed, words, () if every_word else matches))
    light = list(_light(typed, asked))
    quoted = [Part(FRASE, _read_out(phrase), _quoted(phrase)) for phrase in phrases]
    # As required they are no longer words; as words, they are no longer required.
    required = [part.nodo for part in quoted] if typed.frasi else []
    if not typed.frasi:
        parts, quoted = [*parts, *quoted], []
    if every_word:
        required += _every(words, matches, typed)
    has_words = bool(words or typed.citazioni)
    return Plan(
        testo=as_typed.testo,
        radice=Sum(tuple(part.nodo for part in parts)) if has_words else None,
        accanto=Sum(tuple(part.nodo for part in light)) if has_words and light else None,
        richieste=tuple(required),
        escluse=tuple(
            _quoted(phrase) if number < typed.escluse_citate else _in_any_form(phrase)
            for number, phrase in enumerate(typed.escluse)
        ),
        parti=(*((*parts, *light) if has_words else ()), *quoted),
        evidenze=tuple(_shown(words, matches, phrases)),
        chiavi=frozenset(key for one in typed.citazioni for key in _keys(one)),
        citazioni=typed.citazioni,
        corretto=spelling.pezzi,
        ignote=spelling.ignote,
        inizi=tuple(_written(typed, spelled[one.start : one.end]) for one in begun),
        offerte=spelling.offerte,
        tagliato=as_typed.tagliato,
        senza_virgolette=bool(phrases and not typed.frasi),
    )


def _read(text: str, leads: Leads, *, quotes: bool) -> tuple[Typed, Sequence[Sequence[Token]]]:
    """What was typed, and what of it is quoted: in a sentence, or without `quotes`, words like others."""
    typed = read_typed(text, leads)
    if typed.frasi and (not quotes or len(typed.parole) >= SENTENCE):
        return read_typed(text, leads, quotes=False), typed.frasi
    return typed, typed.frasi


def _begun(words: Sequence[Unit], spelling: Spelling) -> Iterator[Match]:
    """Words that are the beginnings of others, those as other ways to say them."""
    for unit in words:
        if longer := spelling.inizi.get(unit.insieme.exact):
            yield Match(unit.start, unit.end, longer)


def _parts(typed: Typed, words: Sequence[Unit], matches: Sequence[Match]) -> Iterator[Part]:
    """What gives points without having to be there."""
    tokens_of = [word.token for word in typed.parole]
    for unit in words:
        yield Part(PAROLA, _written(typed, tokens_of[unit.start : unit.end]), _word(unit))
    for match in matches:
        said = _written(typed, tokens_of[match.start : match.end])
        for one in match.alternative:
            yield Part(SINONIMO, one.testo, _alternative(one), said)
    for name in typed.nomi:
        yield Part(FRASE, _read_out(name), Boost(_loose(name), NAMED_WHOLE))
    for citation in typed.citazioni:
        yield Part(CITAZIONE, citation.surface, _citation(citation))
    yield from _together(words, matches, typed)
    if whole := name_of(typed.testo):
        yield Part(NOME_INTERO, typed.testo, Constant(Term(NOME, whole), IS_NAMED))


def _weighed(words: Iterable[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Words that find, then those that count only beside them."""
    said = list(words)
    asked = [unit for unit in said if says_little(unit.insieme.exact)]
    others = [unit for unit in said if unit not in asked]
    numbers = [unit for unit in others if is_small_number(unit.insieme.exact)]
    if len(numbers) == len(others):
        return others, asked
    return [unit for unit in others if unit not in numbers], asked + numbers


def _light(typed: Typed, asked: Sequence[Unit]) -> Iterator[Part]:
    """What words of asking and small numbers give."""
    for unit in asked:
        worth = NUMBER if unit.insieme.exact.isdigit() else ASKED
        written = typed.testo[unit.insieme.start : unit.insieme.end]
        yield Part(PAROLA, written, Boost(_word(unit), worth))


def _together(words: Sequence[Unit], matches: Sequence[Match], typed: Typed) -> Iterator[Part]:
    """All the words of a short question at once: what has them says more than what has one often."""
    if typed.citazioni or len(words) not in SHORT:
        return
    every = tuple(_every(words, matches, typed))
    if len(every) > 1:
        yield Part(INSIEME, typed.testo, Boost(Every(every), ALL_WORDS))
    titled = tuple(_in_title(unit) for unit in words)
    yield Part(NEL_TITOLO, typed.testo, Boost(Every(titled), ALL_IN_TITLE))


def _in_title(unit: Unit) -> Node:
    whole = Term(TITOLO, unit.insieme.term)
    if len(unit.divise) == 1:
        return whole
    return Best((whole, Phrase(TITOLO, _stems(unit.divise))))


# --- words ----------------------------------------------------------------------------------------


def _written(typed: Typed, words: Sequence[Token]) -> str:
    """Words as they were typed, with what stands between them."""
    return typed.testo[words[0].start : words[-1].end]


def _read_out(phrase: Sequence[Token]) -> str:
    return " ".join(word.surface for word in phrase)


def _word(unit: Unit) -> Node:
    whole = _stem_and_exact(unit.insieme)
    if unit.sigla:
        return Best((whole, _stem_and_exact(unit.sigla)))
    if len(unit.divise) == 1:
        return whole
    ways = (whole, Boost(_phrase(unit.divise), APART))
    if not unit.di_parole:
        return Best(ways)
    # Near one another they say more.
    return Best((*ways, Every(tuple(_stem_and_exact(one) for one in unit.divise))), TIE)


def _stem_and_exact(word: Token) -> Node:
    stem = Best((Term(TITOLO, word.term), Term(CORPO, word.term)), TIE)
    exact = Best((Term(TITOLO_ESATTO, word.exact), Term(CORPO_ESATTO, word.exact)), TIE)
    return Sum((stem, Boost(exact, EXACT)))


def _phrase(words: Sequence[Token]) -> Node:
    stems, exact = _stems(words), _exact(words)
    return Sum(
        (
            Best((Phrase(TITOLO, stems), Phrase(CORPO, stems)), TIE),
            Boost(Best((Phrase(TITOLO_ESATTO, exact), Phrase(CORPO_ESATTO, exact)), TIE), EXACT),
        )
    )


def _loose(words: Sequence[Token]) -> Node:
    """Words in their order, with a word more or a small word less in one place."""
    stems, exact = _stems(words), _exact(words)
    return Sum(
        (
            Best((_ways(TITOLO, stems), _ways(CORPO, stems)), TIE),
            Boost(Best((_ways(TITOLO_ESATTO, exact), _ways(CORPO_ESATTO, exact)), TIE), EXACT),
        )
    )


def _ways(field: str, places: Places) -> Node:
    # Phrases written out: what a sloppy one is worth, each engine knows otherwise.
    ways = [places]
    for number, (before, after) in enumerate(pairwise(places), start=1):
        steps = (1,) if after[0] - before[0] == 1 else (1, -1)
        ways += [
            (*places[:number], *((place + step, word) for place, word in places[number:]))
            for step in steps
        ]
    return Best(tuple(Phrase(field, way) for way in ways))


def _stems(words: Sequence[Token]) -> Places:
    return tuple((word.position - words[0].position, word.term) for word in words)


def _exact(words: Sequence[Token]) -> Places:
    return tuple((word.position - words[0].position, word.exact) for word in words)


def _quoted(words: Sequence[Token]) -> Node:
    """Words as they are written, in their order."""
    if len(words) == 1:
        exact = words[0].exact
        return Best((Term(TITOLO_ESATTO, exact), Term(CORPO_ESATTO, exact)), TIE)
    places = _exact(words)
    return Best((Phrase(TITOLO_ESATTO, places), Phrase(CORPO_ESATTO, places)), TIE)


def _in_any_form(words: Sequence[Token]) -> Node:
    """Words by their stems, in their order."""
    if len(words) == 1:
        return Best((Term(TITOLO, words[0].term), Term(CORPO, words[0].term)))
    stems = _stems(words)
    return Best((Phrase(TITOLO, stems), Phrase(CORPO, stems)))


def _alternative(expression: Expression) -> Node:
    """Another way to say it: its words near one another, or its one word."""
    words = expression.parole
    if len(words) == 1:
        (word,) = words
        # An acronym is no stem of a longer word.
        if expression.testo.isupper():
            fields: tuple[Node, ...] = (
                Term(TITOLO_ESATTO, word.exact),
                Term(CORPO_ESATTO, word.exact),
            )
        else:
            fields = (Term(TITOLO, word.term), Term(CORPO, word.term))
        return Boost(Best(fields, TIE), SYNONYM)
    stems = _stems(words)
    return Boost(Best((_ways(TITOLO, stems), _ways(CORPO, stems)), TIE), SYNONYM)


def _every(words: Sequence[Unit], matches: Sequence[Match], typed: Typed) -> list[Node]:
    """For each word, or run of words with synonyms, and for each citation: one that must be there."""
    nodes: list[Node] = []
    taken: set[int] = set()
    for match in matches:
        said = [unit for unit in words if match.start <= unit.start and unit.end <= match.end]
        # A match inside a hyphened word is no other way to say the word.
        if sum(unit.end - unit.start for unit in said) == match.end - match.start:
            own = Every(tuple(_word(unit) for unit in said))
            nodes.append(Sum((own, *map(_alternative, match.alternative))))
            taken |= {unit.start for unit in said}
    nodes += [_word(unit) for unit in words if unit.start not in taken]
    nodes += [_citation(one) for one in typed.citazioni if one.ids]
    # What must be there is there once.
    return list(dict.fromkeys(nodes))


# --- citations ------------------------------------------------------------------------------------


def _citation(citation: Citation) -> Node:
    """What is the record of the cited norm, then what cites it; the more of it, the better."""
    acts: dict[str, list[str]] = {}
    for one in _targets(citation):
        acts.setdefault(keys_of(one)[0][0], []).append(one)
    readings = [_reading(parts) for parts in acts.values()]
    return readings[0] if len(readings) == 1 else Best(tuple(readings))


def _reading(parts: Sequence[str]) -> Node:
    """One act, or parts of it: who cites several of them scores as who cites one."""
    cited: list[dict[str, None]] = [{}, {}, {}]
    records: dict[str, None] = {}
    containers: dict[str, None] = {}
    for one in parts:
        levels = keys_of(one)
        for found, keys in zip(cited, levels, strict=False):
            found.update(dict.fromkeys(keys))
        records.update(dict.fromkeys(record_keys(one)))
        if len(levels) > 1:
            containers.update(dict.fromkeys(levels[0][:1]))
    act, article = (
        (CITES_ITS_ACT, CITES_ACT + CITES_ARTICLE - CITES_ITS_ACT)
        if containers
        else (CITES_ACT, CITES_ARTICLE)
    )
    points = (act, article, CITES_COMMA, IS_CITED, CONTAINS_CITED)
    fields = (CITAZIONI, CITAZIONI, CITAZIONI, IDENTITA, IDENTITA)
    asked = zip(fields, (*cited, records, containers), points, strict=True)
    return Sum(tuple(_any_of(field, keys, worth) for field, keys, worth in asked if keys))


def _any_of(field: str, keys: Iterable[str], points: float) -> Node:
    terms = tuple(Term(field, key) for key in keys)
    return Constant(terms[0] if len(terms) == 1 else Best(terms), points)


def _targets(citation: Citation) -> Sequence[str]:
    return (citation.ids or citation.candidates)[:MOST_TARGETS]


def _keys(citation: Citation) -> Iterable[str]:
    for identifier in _targets(citation):
        for level in keys_of(identifier)[-1:]:
            yield from level


# --- what is shown --------------------------------------------------------------------------------


def _shown(
    words: Sequence[Unit], matches: Sequence[Match], phrases: Sequence[Sequence[Token]]
) -> list[tuple[str, ...]]:
    """Each way to say each word, as stems, once."""
    found: dict[tuple[str, ...], None] = {}
    for unit in words:
        found[(unit.insieme.term,)] = None
        if unit.sigla:
            found[(unit.sigla.term,)] = None
        if len(unit.divise) > 1:
            found[tuple(part.term for part in unit.divise)] = None
    for match in matches:
        for one in match.alternative:
            found[one.key] = None
    for phrase in phrases:
        found[tuple(word.term for word in phrase)] = None
    return list(found)
