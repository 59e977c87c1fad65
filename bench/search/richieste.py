"""Questions drawn from a collection with a seed: sentences, slips, law, choices in facets.

The same documents and the same seed, the same questions.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from piattaforma.citazioni import find_citations
from piattaforma.lingua import tokens
from piattaforma.nucleo.visibilita import PUBBLICO
from search.contract import BLOCK, CELL, FACETS, NO_FILTERS, Document, Filters
from search.engines.base import Readers

from .brani import GRUPPI
from .damage import damaged
from .misura import read_questions

#: How many of each kind, beside a part of the site's own.
FRASI, REFUSI, CITAZIONI, FILTRATE = 620, 100, 100, 100
#: Words that make a sentence here, and the most that are asked of one.
LEAST, MOST = 4, 14
#: Into how many parts the site's own questions fall, one for each seed.
PARTI = 3

_END = re.compile(rf"[.;:?!]\s|[{BLOCK}{CELL}\n]")
#: Ways to write an article of an act that everybody writes.
_WAYS = (
    "art. {} CTS",
    "art {} c.t.s.",
    "articolo {} del codice del Terzo settore",
    "art. {} d.lgs. 117/2017",
    "art {} dlgs 117 2017",
    "{} cts",
    "articolo {} del decreto legislativo 3 luglio 2017, n. 117",
    "D.LGS. 117/2017, ART. {}",
    "art {} c 3 legge 241/90",
    "art. {} bis l. 241/1990",
    "art {} costituzione",
)
_ARTICLES = 105


@dataclass(frozen=True, slots=True)
class Richiesta:
    genere: str
    testo: str
    lettori: Readers = frozenset({PUBBLICO})
    filtri: Filters = NO_FILTERS


def draw(documents: Sequence[Document], seed: int) -> list[Richiesta]:
    """More than a thousand, six hundred of them of four words or more."""
    chance = random.Random(seed)
    sentences = list(_sentences(documents))
    own = [one.testo for one in read_questions()]
    names = [name for one in documents if one.identita for name in (one.titolo, *one.nomi)]
    named = [name for name in names if find_citations(name)]
    return [
        *(Richiesta("domanda", one) for one in own[seed % PARTI :: PARTI]),
        *(Richiesta("frase", _some(chance, sentences)) for _ in range(FRASI)),
        *(Richiesta("refuso", damaged(_some(chance, sentences), chance)) for _ in range(REFUSI)),
        *(Richiesta("citazione", _citing(chance, named)) for _ in range(CITAZIONI)),
        *(_filtered(chance, documents, sentences) for _ in range(FILTRATE)),
    ]


def _sentences(documents: Sequence[Document]) -> Iterator[list[str]]:
    """The words of each sentence, as they are written."""
    for part in chain.from_iterable(one.parti for one in documents if not one.dentro):
        for sentence in _END.split(part):
            words = sentence.split()
            if len(words) >= LEAST and len(tokens(sentence)) >= LEAST:
                yield words


def _some(chance: random.Random, sentences: Sequence[list[str]]) -> str:
    words = chance.choice(sentences)
    length = min(len(words), chance.randint(LEAST, MOST))
    start = chance.randint(0, len(words) - length)
    return " ".join(words[start : start + length])


def _citing(chance: random.Random, names: Sequence[str]) -> str:
    if chance.random() < 0.5:
        return chance.choice(names)
    return chance.choice(_WAYS).format(chance.randint(1, _ARTICLES))


def _filtered(
    chance: random.Random, documents: Sequence[Document], sentences: Sequence[list[str]]
) -> Richiesta:
    """Chosen as a document bears it: one or two facets, sometimes inside what it stands in."""
    document = chance.choice([one for one in documents if one.facce])
    facets = [facet for facet in FACETS if document.facce.get(facet)]
    chosen = chance.sample(facets, k=min(len(facets), chance.randint(1, 2)))
    return Richiesta(
        "filtrata",
        _some(chance, sentences),
        frozenset({PUBBLICO, *chance.sample(GRUPPI, k=chance.randint(0, len(GRUPPI)))}),
        Filters(
            {facet: document.facce[facet][:2] for facet in chosen},
            chance.choice(document.dentro) if document.dentro and chance.random() < 0.3 else "",
        ),
    )
