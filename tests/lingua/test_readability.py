"""Gulpease: reckoned by hand, sentence by sentence and as a whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piattaforma.lingua import sentences
from piattaforma.lingua.readability import Counts, readability

#: text → sentences, words, letters, 89 + (300 × sentences − 10 × letters) / words
BY_HAND = {
    # L + amministrazione 15 + condivisa 9 + coinvolge 9 + associazioni 12 + cooperative 11 + fondazioni 10
    "L’amministrazione condivisa coinvolge associazioni, cooperative, fondazioni.": (
        *(1, 7, 67),
        89 + (300 - 670) / 7,
    ),
    # Gli 3 enti 4 del 3 Terzo 5 settore 7 co 2 progettano 10 i 1 servizi 7 pubblici 8 locali 6
    "Gli enti del Terzo settore co-progettano i servizi pubblici locali": (
        *(1, 11, 56),
        89 + (300 - 560) / 11,
    ),
    # figures are words and their digits letters: art 3 55 d.lgs 4 117 2017
    "Art. 55, d.lgs. 117/2017, amministrazioni e organizzazioni": (
        *(1, 8, 46),
        89 + (300 - 460) / 8,
    ),
    # two sentences: 7 words and 67 letters, then È 1 obbligatorio 12 pubblicare 10 avvisi 6
    "L'amministrazione condivisa coinvolge associazioni, cooperative, fondazioni. "
    "È obbligatorio pubblicare avvisi!": (2, 11, 96, 89 + (600 - 960) / 11),
}


@pytest.mark.parametrize(("text", "expected"), BY_HAND.items())
def test_by_hand(text: str, expected: tuple[int, int, int, float]) -> None:
    found = readability(text)
    assert found.counts == Counts(*expected[:3])
    assert found.gulpease == pytest.approx(expected[3])


def test_each_sentence_is_measured_where_it_stands() -> None:
    """The text is measured as a whole, not as the mean of its sentences."""
    text = "  Programmazione, progettazione, realizzazione. 👍 \n\n* * *\n\nOrganizzazioni territoriali "
    found = readability(text)
    assert [text[part.start : part.end] for part in found.sentences] == [
        "Programmazione, progettazione, realizzazione.",
        "Organizzazioni territoriali",
    ]
    assert [part.counts for part in found.sentences] == [Counts(1, 3, 40), Counts(1, 2, 26)]
    assert [part.gulpease for part in found.sentences] == [
        pytest.approx(89 + (300 - 400) / 3),
        100,
    ]
    assert found.gulpease == pytest.approx(89 + (600 - 660) / 5)


@pytest.mark.parametrize(
    "written",
    [
        "dell'attività",
        "dell’attivita\u0300",
        "del\xadl`atti\xadvità",
        "«dell’attività»!",
        "dell’attività 👩\u200d👧 — __",
    ],
)
def test_an_article_is_a_word_and_signs_are_no_letters(written: str) -> None:
    assert readability(written).counts == Counts(sentences=1, words=2, letters=12)


@pytest.mark.parametrize("text", ["", " \n\n ", "…! — (?)", "😀 👍🏽", "__ \u0301\xad’"])
def test_none_without_words(text: str) -> None:
    assert readability(text).gulpease is None
    assert readability(text).sentences == []


def test_kept_within_0_and_100() -> None:
    assert readability("Va bene.").gulpease == 100
    assert readability("amministrazione " * 20).gulpease == 0


PIECES = st.sampled_from(
    ["Il", "dell’ente", "art.", "2017.", "ecc.", "!", "\n\n", "😀", "…", "\xad", "a" * 300, "1."]
)


@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join)))
@settings(deadline=None)
def test_the_whole_is_the_sum_of_the_sentences_that_have_words(text: str) -> None:
    found = readability(text)
    assert found.counts == Counts(
        len(found.sentences),
        sum(part.counts.words for part in found.sentences),
        sum(part.counts.letters for part in found.sentences),
    )
    measured = {(part.start, part.end): part.counts.words for part in found.sentences}
    for span in [(part.start, part.end) for part in sentences(text)]:
        assert measured.pop(span, 0) == readability(text[slice(*span)]).counts.words
    assert not measured
    for index in (found.gulpease, *(part.gulpease for part in found.sentences)):
        assert index is None or 0 <= index <= 100
