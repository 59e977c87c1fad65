"""Gulpease: how easy an Italian text is to read, from 0 (hard) to 100 (easy).

89 + (300 × sentences − 10 × letters) / words, kept within 0 and 100 (Lucisano and Piemontese,
1988). Below 80 it is hard for who has primary school, below 60 for who has lower secondary
school, below 40 for who has upper secondary school.

A word is a token of the chain's segmentation, stop words and figures included; an elided article is
a word of its own ("dell’ente" is two). Letters are letters and figures; punctuation, apostrophes
and emoji are none. A sentence is one of `sentences` with a word in it.
"""

from dataclasses import dataclass

from .characters import Cleaned
from .elision import elided
from .segmentation import spans
from .sentences import Sentence, sentences


@dataclass(frozen=True, slots=True)
class Counts:
    """What a text is made of."""

    sentences: int
    words: int
    letters: int

    @property
    def gulpease(self) -> float | None:
        """0 to 100; `None` without a word to measure."""
        if not self.words:
            return None
        index = 89 + (300 * self.sentences - 10 * self.letters) / self.words
        return min(100.0, max(0.0, index))


@dataclass(frozen=True, slots=True)
class MeasuredSentence:
    """One sentence, where it is in the text and what it is made of."""

    start: int
    end: int
    counts: Counts

    @property
    def gulpease(self) -> float | None:
        """The index of this sentence alone."""
        return self.counts.gulpease


@dataclass(frozen=True, slots=True)
class Readability:
    """The measure of a text and of each of its sentences, in order."""

    counts: Counts
    sentences: list[MeasuredSentence]

    @property
    def gulpease(self) -> float | None:
        """The index of the whole text; `None` if it has no words."""
        return self.counts.gulpease


def readability(text: str) -> Readability:
    """Measure `text`. Linear."""
    measured = [found for found in (_measure(text, part) for part in sentences(text)) if found]
    total = Counts(
        sentences=len(measured),
        words=sum(part.counts.words for part in measured),
        letters=sum(part.counts.letters for part in measured),
    )
    return Readability(total, measured)


def _measure(text: str, sentence: Sentence) -> MeasuredSentence | None:
    words = letters = 0
    cleaned = Cleaned(text[sentence.start : sentence.end]).text
    for start, end in spans(cleaned):
        token = cleaned[start:end]
        count = len(token) if token.isalnum() else sum(map(str.isalnum, token))
        if count:
            words += 2 if elided(token) else 1
            letters += count
    if not words:
        return None
    return MeasuredSentence(sentence.start, sentence.end, Counts(1, words, letters))
