"""Why a page stands where it does for a question: the plan in words, and the points of each of its parts.

The points are asked of the engine, part by part: whatever engine answers, the same is told.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from piattaforma.citazioni import format_id, parse_identifier
from piattaforma.lingua import tokens

from ..contract import Document
from ..engines.base import Readers, SearchEngine, SearchUnavailable
from ..plan import CITAZIONE, FRASE, INSIEME, NEL_TITOLO, NOME_INTERO, PAROLA, SINONIMO, Part, Plan
from ..planning.tree import (
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
from ..planning.typed import read_typed
from ..risposte.speller import vocabulary_of

#: Where words were found, as an editor says it.
DOVE = {
    TITOLO: "nel titolo o in un altro nome",
    TITOLO_ESATTO: "nel titolo, scritto proprio così",
    CORPO: "nel testo",
    CORPO_ESATTO: "nel testo, scritto proprio così",
    NOME: "è il titolo, o un altro nome",
    CITAZIONI: "tra le norme che cita",
    IDENTITA: "è la scheda della norma cercata",
}
#: What a part of the question is, as an editor says it.
GENERI = {
    PAROLA: "Parola scritta",
    SINONIMO: "Sinonimo",
    CITAZIONE: "Norma citata",
    FRASE: "Tra virgolette",
    INSIEME: "Tutte le parole insieme",
    NEL_TITOLO: "Tutte le parole nel titolo",
    NOME_INTERO: "Tutta la ricerca, come nome",
}

#: Forms of a word that are named.
FORME = 12

Found = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Pezzo:
    """What one part of the question gave to a page: how much, and where it was found."""

    genere: str
    testo: str
    per: str
    punti: float
    dove: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Spiegazione:
    """One page and the question: what each part gave, the page's own weight, the points in the end."""

    document: Document
    pezzi: tuple[Pezzo, ...]
    trovata: bool
    #: phrases that it lacks, words to be left out that it has
    mancano: tuple[str, ...] = ()
    escluse: tuple[str, ...] = ()
    #: the points of the hit; None beyond those that were looked at
    punti: float | None = None
    posto: int = 0

    @property
    def somma(self) -> float:
        return sum(pezzo.punti for pezzo in self.pezzi)

    @property
    def peso(self) -> float | None:
        """By how much the page's kind multiplies the sum."""
        return self.punti / self.somma if self.punti and self.somma else None


@dataclass(frozen=True)
class Lettura:
    """A plan in words that an editor understands."""

    piano: Plan
    #: stem → public words that share it, the most frequent first
    forme: Mapping[str, list[str]] | None = None

    @cached_property
    def cercato(self) -> str:
        """What was searched: what was typed, or corrected."""
        return "".join(piece.testo for piece in self.piano.corretto) or self.piano.testo

    @property
    def parole(self) -> list[tuple[str, str, list[str]]]:
        """Each typed word, the stem that its other forms share, and those that the site has."""
        found, forms = [], self.forme or {}
        for part in self._of(PAROLA):
            stems = _stems(part.nodo)
            found.append((part.testo, stems, forms.get(stems.split(" ")[0], [])[:FORME]))
        return found

    @property
    def sinonimi(self) -> dict[str, list[str]]:
        """Typed words → other ways to say them."""
        found: dict[str, list[str]] = {}
        for part in self._of(SINONIMO):
            found.setdefault(part.per, []).append(part.testo)
        return found

    @property
    def citazioni(self) -> list[tuple[str, list[str], bool]]:
        """What was read as a citation, what it means, and whether that is certain."""
        return [
            (one.surface, [_said(each) for each in one.ids or one.candidates], bool(one.ids))
            for one in self.piano.citazioni
        ]

    @property
    def frasi(self) -> list[str]:
        return [part.testo for part in self._of(FRASE)]

    @property
    def escluse(self) -> list[str]:
        excluded = read_typed(self.cercato).escluse
        return [" ".join(word.surface for word in words) for words in excluded]

    @property
    def ignorate(self) -> list[str]:
        """Words too common to tell anything."""
        counted = {word.start for word in tokens(self.cercato)}
        every = tokens(self.cercato, keep_stop_words=True)
        return list(dict.fromkeys(word.surface for word in every if word.start not in counted))

    def _of(self, genere: str) -> Iterator[Part]:
        return (part for part in self.piano.parti if part.genere == genere)


def stems_on_site(engine: SearchEngine) -> dict[str, list[str]]:
    """Stem → public words that share it: what a word of a question catches besides itself."""
    try:
        words = vocabulary_of(engine).frequenze
    except SearchUnavailable:
        return {}
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda one: (-words[one], one)):
        for token in tokens(word):
            found.setdefault(token.term, []).append(word)
    return found


def explain(
    plan: Plan, document: Document, *, engine: SearchEngine, readers: Readers
) -> Spiegazione:
    """What each part of the question gives to a document, whether the whole finds it or not."""

    known: dict[Node, float] = {}

    def points(node: Node) -> float:
        if node not in known:
            given = engine.points(Plan(radice=node), document.uid, readers=readers)
            known[node] = max(0.0, given or 0.0)
        return known[node]

    excluded = read_typed(Lettura(plan).cercato).escluse
    return Spiegazione(
        document=document,
        pezzi=tuple(_piece(part, points) for part in plan.parti),
        trovata=engine.points(plan, document.uid, readers=readers) is not None,
        mancano=tuple(
            part.testo
            for part in plan.parti
            if part.genere == FRASE and part.nodo in plan.richieste and not points(part.nodo)
        ),
        escluse=tuple(
            " ".join(word.surface for word in words)
            for words, node in zip(excluded, plan.escluse, strict=True)
            if points(node)
        ),
    )


def _piece(part: Part, points: Callable[[Node], float]) -> Pezzo:
    found: dict[str, float] = {}
    for field, value in _contributions(part.nodo, points):
        found[DOVE[field]] = found.get(DOVE[field], 0.0) + value
    where = tuple(sorted(found.items(), key=lambda one: -one[1]))
    return Pezzo(GENERI[part.genere], part.testo, part.per, sum(found.values()), where)


def _contributions(node: Node, points: Callable[[Node], float]) -> list[Found]:
    """Field and points of every leaf that was found, as much of them as counts."""
    match node:
        case Term(field) | Phrase(field):
            value = points(node)
            return [(field, value)] if value else []
        case Boost(inner, by):
            return [(field, value * by) for field, value in _contributions(inner, points)]
        case Constant(inner, given):
            found = _contributions(inner, points)
            return [(found[0][0], given)] if found else []
        case Sum(nodes) | Every(nodes):
            each = [_contributions(inner, points) for inner in nodes]
            if isinstance(node, Every) and not all(each):
                return []
            return [one for found in each for one in found]
        case Best(nodes, tie):
            ways = sorted(
                (_contributions(inner, points) for inner in nodes),
                key=lambda way: -sum(value for _, value in way),
            )
            weaker = [(field, value * tie) for way in ways[1:] for field, value in way]
            return [*ways[0], *(one for one in weaker if one[1])]


def _said(identifier: str) -> str:
    return format_id(parse_identifier(identifier))


def _stems(node: Node) -> str:
    """The stems of a typed word; those of its two halves too, where it may be written apart."""
    match node:
        case Term(field, text):
            return text if field == TITOLO else ""
        case Phrase(field, words):
            return " + ".join(text for _, text in words) if field == TITOLO else ""
        case Boost(inner) | Constant(inner):
            return _stems(inner)
        case Sum(nodes) | Every(nodes) | Best(nodes):
            return " oppure ".join(dict.fromkeys(filter(None, map(_stems, nodes))))
