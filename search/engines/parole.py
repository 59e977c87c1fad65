"""Words as engines keep them, whatever engine: what completion finds, what tells a document from others."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from piattaforma.lingua import tokens

from ..contract import Completion, Document, name_of
from ..planning.typed import LONGEST

#: Stands in a field that has no words, so that each entry has a length in each field: engines make
#: points with how many have one, or with how many there are. A letter that nobody has typed in 3,000 years.
NO_WORD = "\U00010000"

#: Letters of a word, or of a whole title, by which completion finds it.
SHORTEST_PREFIX, LONGEST_PREFIX, LONGEST_BEGINNING = 2, 20, 40
#: Points of a name that itself begins as was typed: above any weight of a document.
BEGINS = 1000.0

#: Telling words by which similar documents are found.
_TELLING = 25
#: Characters in which they are looked for: whoever opens the page of a long act waits for them.
_READ = 50_000


def beginnings(text: str) -> list[str]:
    """What the words of a name must begin with, as long as beginnings are kept; [] for too little."""
    words = [word.exact for word in tokens(text[:LONGEST], keep_stop_words=True)]
    return [word[:LONGEST_PREFIX] for word in words if len(word) >= SHORTEST_PREFIX]


def whole_beginning(text: str) -> str:
    """What a whole name must begin with to come first."""
    return name_of(text[:LONGEST])[:LONGEST_BEGINNING]


def completions(documents: Sequence[Document], text: str) -> list[Completion]:
    """One for each document, in their order, but for names that themselves begin as was typed: these first."""
    typed = beginnings(text)
    found = [_completion(one, typed) for one in documents]
    whole = name_of(text[:LONGEST])
    found.sort(key=lambda one: not name_of(one.testo).startswith(whole))
    return found


def _completion(document: Document, typed: list[str]) -> Completion:
    """The title, or the first other name, whose words begin as was typed."""
    for name in (document.titolo, *document.nomi):
        words = [word.exact for word in tokens(name, keep_stop_words=True)]
        if all(any(word.startswith(one) for word in words) for one in typed):
            break
    else:
        name = document.titolo
    return Completion.of(document, name)


def telling_words(
    document: Document, total: int, frequencies: Callable[[Sequence[str]], Mapping[str, int]]
) -> list[str]:
    """The stems by which documents like this one are found, among `total`, the most telling first.

    `frequencies`: of stems, how many documents have each in their body.
    """
    counted = Counter(word.term for word in tokens(f"{document.titolo}\n{document.corpo[:_READ]}"))
    terms = [term for term in counted if not term.isdigit()]
    weights = dict(_weighed(counted, total, frequencies(terms)))
    return sorted(weights, key=lambda term: (-weights[term], term))[:_TELLING]


def _weighed(
    counted: Mapping[str, int], total: int, frequencies: Mapping[str, int]
) -> Iterator[tuple[str, float]]:
    for term, others in frequencies.items():
        # What no other document has leads to none.
        if others > 1:
            yield term, (1 + math.log(counted[term])) * math.log((total + 1) / others)
