"""Did you mean: the nearest known word, the most used of equals, never for what is short or no word."""

import time

import pytest

from search.planning.spelling import Vocabulary, is_correctable

WORDS = Vocabulary.of(
    [("convenzione", 9), ("convinzione", 2), ("patto", 7), ("patta", 1), ("progettazione", 5),
     ("programmazione", 5), ("beni", 3), ("117", 4), ("oca", 1), ("città", 1)]
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("convezione", "convenzione"),  # a letter less
        ("convennzione", "convenzione"),  # one more
        ("conevnzione", "convenzione"),  # two swapped
        ("convanzione", "convenzione"),  # one for another: the more used
        ("prgettazone", "progettazione"),  # two slips in a long word
        ("pattto", "patto"),
        ("pattu", "patto"),
        ("pttuo", ""),  # two slips in a short one
        ("xonvenzione", ""),  # the first letter is right, or it is another word
        ("zzzzzzzz", ""),
        ("", ""),
    ],
)
def test_nearest(typed: str, expected: str) -> None:
    assert WORDS.nearest(typed) == expected


def test_words_that_went_are_not_offered() -> None:
    assert WORDS.nearest("convanzione", lambda word: word != "convenzione") == "convinzione"
    assert WORDS.nearest("convanzione", lambda _: False) == ""


@pytest.mark.parametrize(
    ("surface", "expected"),
    [("convezione", True), ("Convezione", True), ("ETSS", False), ("117a", False), ("otr", False)],
)
def test_what_may_be_corrected(surface: str, expected: bool) -> None:
    assert is_correctable(surface, surface.lower()) is expected


def test_a_large_vocabulary_is_fast() -> None:
    letters = "abcdeilmnoprstuvz"
    words = [
        (f"{a}{b}{c}{d}{e}mento", 1)
        for a in "cp" for b in "aeiou" for c in letters for d in letters for e in letters[:10]
    ]  # fmt: skip
    large = Vocabulary.of(words)
    started = time.thread_time()
    for n in range(20):
        large.nearest(f"c{letters[n % 17]}xxmemto")
    assert (time.thread_time() - started) / 20 < 0.02
