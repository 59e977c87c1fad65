"""The site's own collection: its questions, their answers, and how well search finds them.

`raccolta/` has questions that practitioners would ask over the demonstration content, in BEIR's layout.
Answers are addresses that hold on every installation ("scheda:3.2", "articolo:dlgs-117-2017/55"), those
of the edition in use.
"""

import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from piattaforma.nucleo.visibilita import PUBBLICO
from search.contract import Document
from search.engines import make_engine
from search.engines.base import SearchEngine
from search.planning.synonyms import Synonyms
from search.risposte.first_answer import first_answer
from search.risposte.speller import speller_for
from search.valutazione.evaluation import DEPTH, Quality, mean, quality

CARTELLA = Path(__file__).with_name("raccolta")
_READERS = frozenset({PUBBLICO})

_ADDRESSES = [
    (re.compile(r"/norme/([^/]+)/art-([^/]+)/"), "articolo:{}/{}"),
    (re.compile(r"/norme/([^/]+)/"), "atto:{}"),
    (re.compile(r"/giurisprudenza/([^/]+)/"), "decisione:{}"),
    (re.compile(r"/orientamenti/([^/]+)/"), "orientamento:{}"),
    (re.compile(r"/glossario/([^/]+)/"), "voce:{}"),
    (re.compile(r"/sussidiario/situazioni/([^/]+)/"), "situazione:{}"),
    (re.compile(r"/notizie/([^/]+)/"), "notizia:{}"),
    (re.compile(r"/([^/]+)/"), "pagina:{}"),
]
_SCHEDA = re.compile(r"Scheda (\S+)")


@dataclass(frozen=True, slots=True)
class Domanda:
    """A question, its kind, and the grades of its answers: 2 what answers it, 1 what helps."""

    chiave: str
    testo: str
    tipo: str
    giuste: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Esito:
    """What was found for a question: addresses, the best first."""

    domanda: Domanda
    trovati: tuple[str, ...]

    @property
    def quality(self) -> Quality:
        return quality(self.trovati, self.domanda.giuste)


def read_questions(folder: Path = CARTELLA) -> tuple[Domanda, ...]:
    grades: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines()[1:]:
        question, address, grade = line.split("\t")
        grades.setdefault(question, {})[address] = int(grade)
    records = map(json.loads, (folder / "queries.jsonl").read_text("utf-8").splitlines())
    return tuple(
        Domanda(one["_id"], one["text"], one["kind"], grades[one["_id"]]) for one in records
    )


def address_of(document: Document) -> str:
    """How the collection calls a document; "" for what it does not, as an older edition."""
    if document.uid.startswith("sussidiario.schedapage:"):
        found = _SCHEDA.fullmatch(document.nomi[0])
        return f"scheda:{found[1]}" if found and not document.mostra["stato"] else ""
    matches = ((pattern.fullmatch(document.url), name) for pattern, name in _ADDRESSES)
    return next((name.format(*match.groups()) for match, name in matches if match), "")


def answer(
    documents: Iterable[Document], questions: Sequence[Domanda], synonyms: Synonyms
) -> Iterator[Esito]:
    """Ask everything of an index of these documents alone."""
    with tempfile.TemporaryDirectory(prefix="condivisa-ricerca-") as folder:
        engine = make_engine("embedded", folder)
        with engine.writing(), engine.building() as building:
            building.add(documents)
            building.swap()
        for question in questions:
            yield Esito(question, _found(engine, question.testo, synonyms))


def _found(engine: SearchEngine, text: str, synonyms: Synonyms) -> tuple[str, ...]:
    _, results = first_answer(
        text,
        lambda plan: engine.search(plan, readers=_READERS, limit=DEPTH),
        synonyms=synonyms,
        speller=speller_for(engine, _READERS),
    )
    return tuple(address_of(hit.document) or hit.document.url for hit in results.hits)


def groups(outcomes: Sequence[Esito]) -> dict[str, list[Esito]]:
    """All, by kind, and the two halves: what is tuned on one is looked at in the other."""
    found = {"tutte": list(outcomes)}
    for one in outcomes:
        found.setdefault(one.domanda.tipo, []).append(one)
    return found | {"pari": list(outcomes[1::2]), "dispari": list(outcomes[::2])}


def figures(outcomes: Sequence[Esito]) -> dict[str, Quality]:
    return {name: mean(one.quality for one in some) for name, some in groups(outcomes).items()}
