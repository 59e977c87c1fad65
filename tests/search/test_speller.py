"""The speller: what is known, what is proposed, and that nothing private or withdrawn ever is."""

from pathlib import Path

import pytest

from piattaforma.nucleo.visibilita import PUBBLICO
from search.contract import Document, Section
from search.engines.embedded import EmbeddedEngine
from search.planning.spelling import Advice
from search.risposte import speller
from search.risposte.speller import speller_for

EVERYONE = frozenset({PUBBLICO})
INSIDERS = frozenset({PUBBLICO, "7"})


def document(number: int, text: str, *tokens: str) -> Document:
    return Document(
        uid=f"prova.scheda:{number}",
        titolo=f"Documento {number}",
        sezioni=(Section("", text),),
        visibilita=frozenset(tokens or {PUBBLICO}),
    )


@pytest.fixture
def engine(tmp_path: Path) -> EmbeddedEngine:
    engine = EmbeddedEngine(tmp_path)
    with engine.building() as building, engine.writing():
        building.add(
            [
                document(1, "La convenzione e il rimborso. I patti. La sussidiarietà."),
                document(2, "La convenzione dura. La coprogettazione."),
                document(3, "Lo zufolone.", "7"),
            ]
        )
        building.swap()
    return engine


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("convenzine", "convenzione"),
        ("convezzione", "convenzione"),  # two slips in a long word
        ("pati", "patti"),  # one in a short one
        ("ptati", "patti"),
        ("susidiarieta", "sussidiarietà"),  # with its accent
        ("convenzioni", None),  # another form of a known word
        ("patto", None),
        ("rimborso", None),
        ("zebra", ""),
        ("pat", ""),  # too short
        ("rimb0rso", ""),
    ],
)
def test_what_is_corrected(engine: EmbeddedEngine, word: str, near: str | None) -> None:
    expected = None if near is None else Advice(corretta=near)
    assert speller_for(engine, EVERYONE)(word) == expected


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("mepa", "meta"),  # another letter in a word of four
        ("caritas", ""),
        ("minimis", "minimi"),  # nobody adds a letter at the end
        ("pretorio", "perentorio"),  # two letters more
    ],
)
def test_what_may_be_another_word_is_only_offered(
    engine: EmbeddedEngine, word: str, near: str
) -> None:
    with engine.writing():
        engine.update([document(5, "La meta. La carta. I minimi. Un termine perentorio.")])
    speller._kept.clear()
    assert speller_for(engine, EVERYONE)(word) == Advice(forse=near)


def test_as_it_is_typed_a_slip_is_only_offered(engine: EmbeddedEngine) -> None:
    assert speller_for(engine, EVERYONE, corrects=False)("convenzine") == Advice(
        forse="convenzione"
    )


def test_a_beginning_is_searched_as_what_begins_so(engine: EmbeddedEngine) -> None:
    spell = speller_for(engine, EVERYONE)
    assert spell("convenz") == Advice(inizi=("convenzione",))
    assert spell("coprog") == Advice(inizi=("coprogettazione",))
    # Not what only some may read.
    assert speller_for(engine, INSIDERS)("zufol") == Advice()
    assert spell("rim") == Advice()


def test_private_words_are_known_to_their_readers_and_proposed_to_nobody(
    engine: EmbeddedEngine,
) -> None:
    for readers in (EVERYONE, INSIDERS):
        assert speller_for(engine, readers)("zufolloni") == Advice()
    with engine.writing():
        engine.update([document(4, "Lo zufolano.")])
    speller._kept.clear()
    # Who may read the private word means it; who may not is offered the nearest public one.
    assert speller_for(engine, INSIDERS)("zufolone") is None
    assert speller_for(engine, EVERYONE)("zufolone") == Advice(corretta="zufolano")


def test_a_withdrawn_word_is_not_proposed_though_the_list_has_it(engine: EmbeddedEngine) -> None:
    spell = speller_for(engine, EVERYONE)
    assert spell("rimbrso") == Advice(corretta="rimborso")
    with engine.writing():
        engine.update([], removed=["prova.scheda:1"])
    assert speller_for(engine, EVERYONE)("rimbrso") == Advice()
    with engine.writing():
        engine.update([document(1, "Il rimborso.", "7")])
    assert speller_for(engine, EVERYONE)("rimbrso") == Advice()


def test_the_list_is_read_again_once_a_minute_if_the_index_changed(
    engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    read: list[str] = []
    words = engine.words
    monkeypatch.setattr(speller.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(
        engine, "words", lambda prefix="": read.append(prefix) or words(prefix), raising=True
    )

    def spell(word: str) -> Advice | None:
        return speller_for(engine, EVERYONE)(word)

    spell("convenzine")
    assert read.count("") == 1
    with engine.writing():
        engine.update([document(9, "Il quartiere.")])
    assert spell("quartierre") == Advice()
    now[0] += speller.FRESH
    assert spell("quartierre") == Advice(corretta="quartiere")
    now[0] += speller.FRESH
    spell("convenzine")
    assert read.count("") == 2


def test_a_beginning_before_a_known_word_is_no_slip(engine: EmbeddedEngine) -> None:
    assert speller_for(engine, EVERYONE)("coconvenzione") is None
