"""The site's own collection: what it is made of, and how well search answers it over the demonstration."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from bench.search.misura import Esito, address_of, answer, figures, read_questions
from piattaforma.lingua import tokens
from search.contract import Document
from tests.search.conftest import Dimostrazione

#: On one worker with all that reads the demonstration.
pytestmark = pytest.mark.xdist_group("dimostrazione")

QUESTIONS = read_questions()

#: MRR@10, recall@10 and nDCG@10, each a hundredth under what was measured: of all, and of each kind.
FLOORS = {
    "tutte": (0.815, 0.734, 0.71),
    "citazione": (0.99, 0.904, 0.919),
    "parole": (0.822, 0.71, 0.711),
    "sigla": (0.973, 0.917, 0.879),
    "domanda": (0.649, 0.588, 0.529),
    "refuso": (0.948, 0.838, 0.84),
}


@dataclass(frozen=True)
class Misura:
    documents: dict[str, Document]
    outcomes: Sequence[Esito]


_measured: list[Misura] = []


@pytest.fixture
def misura(dimostrazione: Dimostrazione) -> Misura:
    """Measured once."""
    if not _measured:
        documents = dimostrazione.documenti
        named = {address: one for one in documents if (address := address_of(one))}
        outcomes = list(answer(documents, QUESTIONS, dimostrazione.sinonimi))
        _measured.append(Misura(named, outcomes))
    return _measured[0]


def stems(text: str) -> set[str]:
    return {word.term for word in tokens(text)}


def test_enough_questions_of_each_kind_none_of_them_twice() -> None:
    kinds = Counter(question.tipo for question in QUESTIONS)
    assert len(QUESTIONS) >= 150
    assert kinds["citazione"] >= 30
    assert kinds["refuso"] >= 30
    assert set(kinds) == {"citazione", "parole", "sigla", "domanda", "refuso"}
    assert len({question.chiave for question in QUESTIONS}) == len(QUESTIONS)
    assert len({question.testo.casefold() for question in QUESTIONS}) == len(QUESTIONS)
    for question in QUESTIONS:
        assert 2 in question.giuste.values(), question
        assert set(question.giuste.values()) <= {1, 2}, question


def test_every_answer_is_there(misura: Misura) -> None:
    assert {one for question in QUESTIONS for one in question.giuste} <= set(misura.documents)


def test_a_hundred_share_no_word_with_the_titles_of_what_answers_them(misura: Misura) -> None:
    def titles(answers: dict[str, int]) -> set[str]:
        right = (address for address, grade in answers.items() if grade == 2)
        return {stem for one in right for stem in stems(misura.documents[one].titolo)}

    apart = [one for one in QUESTIONS if not stems(one.testo) & titles(dict(one.giuste))]
    assert len(apart) >= 100


def test_what_is_misspelt_has_a_word_that_nobody_writes(misura: Misura) -> None:
    written = {
        word.exact
        for one in misura.documents.values()
        for text in (one.titolo, *one.nomi, one.corpo)
        for word in tokens(text, keep_stop_words=True)
    }
    for question in QUESTIONS:
        if question.tipo == "refuso":
            assert {word.exact for word in tokens(question.testo)} - written, question.testo


def test_search_answers_no_worse_than_measured(misura: Misura) -> None:
    found = {
        name: (one.mrr, one.recall, one.ndcg) for name, one in figures(misura.outcomes).items()
    }
    worse = {
        name: (found[name], floor)
        for name, floor in FLOORS.items()
        if any(value < least for value, least in zip(found[name], floor, strict=True))
    }
    assert not worse
