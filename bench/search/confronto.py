"""Both engines asked the same, side by side."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from piattaforma.lingua import tokens
from piattaforma.nucleo.visibilita import PUBBLICO
from search.contract import FACETS, Document, Results
from search.engines.base import SearchEngine
from search.plan import Plan
from search.planning.synonyms import Synonyms
from search.risposte.first_answer import first_answer
from search.risposte.speller import speller_for

from .richieste import Richiesta

SEMI = (1, 2, 3)
#: Less than this of equal lists, and the two are not one search.
LEAST = 0.99
#: How many answer at once, where only the answers matter.
_AT_ONCE = 4
#: Of how many names and of how many words completion is asked every beginning, and the longest asked.
_NAMES, _WORDS, _LONGEST = 40, 150, 24


@dataclass(frozen=True, slots=True)
class Risposta:
    """What both engines answered to one plan."""

    richiesta: Richiesta
    nostra: Results
    altra: Results

    @property
    def is_same_list(self) -> bool:
        return _uids(self.nostra) == _uids(self.altra)


@dataclass(slots=True)
class Confronto:
    """Answers side by side. Plans asked after the first, which found nothing, are asked and compared too."""

    risposte: list[Risposta] = field(default_factory=list)

    @property
    def diverse(self) -> list[Risposta]:
        """Those whose ordered first ten are not the same."""
        return [one for one in self.risposte if not one.is_same_list]

    @property
    def contate_diverse(self) -> list[Risposta]:
        """Those whose totals or facets are not the same."""
        return [
            one
            for one in self.risposte
            if (one.nostra.totale, one.nostra.facce) != (one.altra.totale, one.altra.facce)
        ]

    @property
    def parita(self) -> float:
        return 1 - len(self.diverse) / len(self.risposte)


def _uids(results: Results) -> list[str]:
    return [hit.uid for hit in results.hits]


def fill(engine: SearchEngine, documents: Iterable[Document]) -> None:
    """A first generation of these documents."""
    with engine.writing(wait=5), engine.building() as building:
        building.add(documents)
        building.swap()


def compared(
    ours: SearchEngine, other: SearchEngine, asked: Sequence[Richiesta], synonyms: Synonyms
) -> Confronto:
    """Ask both. Questions are read and corrected once, with the words of `ours`."""
    waiting: list[tuple[Richiesta, Results, Future[Results]]] = []
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for one in asked:

            def both(plan: Plan, one: Richiesta = one) -> Results:
                mine = answer(ours, one, plan)
                waiting.append((one, mine, threads.submit(answer, other, one, plan)))
                return mine

            speller = speller_for(ours, one.lettori)
            first_answer(one.testo, both, synonyms=synonyms, speller=speller)
        return Confronto([Risposta(one, mine, their.result()) for one, mine, their in waiting])


def answer(engine: SearchEngine, asked: Richiesta, plan: Plan) -> Results:
    """The first ten; where something was chosen, all facets."""
    facets = FACETS if asked.genere == "filtrata" else ()
    return engine.search(plan, readers=asked.lettori, filters=asked.filtri, facets=facets)


def completed_otherwise(ours: SearchEngine, other: SearchEngine, typed: Sequence[str]) -> list[str]:
    """What of `typed` the two complete differently, for anyone."""
    readers = frozenset({PUBBLICO})

    def complete(text: str) -> object:
        return other.complete(text, readers=readers)

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        theirs = threads.map(complete, typed)
        return [
            text
            for text, their in zip(typed, theirs, strict=True)
            if ours.complete(text, readers=readers) != their
        ]


def beginnings_of(documents: Sequence[Document]) -> list[str]:
    """Every beginning of some titles and of some words, each once, spread over all there are."""
    titles = sorted({one.titolo for one in documents})
    words = sorted({word.surface for title in titles for word in tokens(title)})
    some = [*titles[:: len(titles) // _NAMES + 1], *words[:: len(words) // _WORDS + 1]]
    return list(
        dict.fromkeys(
            one[:length] for one in some for length in range(1, min(len(one), _LONGEST) + 1)
        )
    )
