"""Terms in running text, in the singular and the plural, with the article elided or not.

The stems of search join too much for a glossary: there "comune" meets "comunità", "regola" meets
"regolamento". Here a word has its own forms and no others. Rules give a few forms that no Italian
word has ("normi"): they do no harm, since no text has them either.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from .characters import Cleaned
from .elision import elided
from .folding import fold, lowercase
from .tokens import Token, tokens
from .word_lists import lines, word_list

_STOP_WORDS = frozenset(word_list("stop"))
_VOWELS = "aeio"

#: ending → endings of its other number, longest first. “-chi” may be from “-co”, “-che” from “-ca”.
_OTHER_NUMBER = (
    ("chi", ("co", "ca")), ("ghi", ("go", "ga")), ("che", ("ca",)), ("ghe", ("ga",)),
    ("cie", ("cia",)), ("gie", ("gia",)), ("cia", ("cie", "ce")), ("gia", ("gie", "ge")),
    ("ista", ("isti", "iste")), ("ma", ("mi", "me")),
    ("ca", ("che", "chi")), ("ga", ("ghe", "ghi")),
    ("ci", ("co", "cio", "ce")), ("gi", ("go", "gio", "ge")),
    ("co", ("chi", "ci")), ("go", ("ghi", "gi")),
    ("io", ("i", "ii")), ("ii", ("io",)), ("ie", ("i", "ia")),
    ("a", ("e",)), ("o", ("i",)), ("i", ("o", "e", "io")), ("e", ("i",)),
)  # fmt: skip
#: A word alone in “-e” is the plural of one in “-a” with these endings; with others too often
#: something else (“base” and “basa”, “legge” and “legga”).
_FEMININE_PLURALS = (
    *("ive", "ure", "anze", "enze", "ate", "ite", "ute", "ose", "iste", "ole", "orse", "elle"),
    *("ette", "ere", "ee", "ibere", "arie", "orie", "ine", "ese", "iche"),
)
#: Names of people by what they do: masculine and feminine are one word of the glossary.
_PEOPLE = (("ario", "aria"), ("tore", "trice"), ("cittadino", "cittadina"), ("anziano", "anziana"))
#: What may stand between two words of one term: a space, one line break, a hyphen; before it the
#: apostrophe that is typed for an accent.
_JOINT = re.compile(r"['’`]?[^\S\n]*+\n?[^\S\n]*+|[-‐‑–]")
_HYPHEN = re.compile("[-‐‑–]")
#: Words that lose their vowel before another: "di interesse", "d'interesse".
_ELIDED = frozenset(("di", "lo", "la", "una"))
_D = re.compile(r"\bd['’]", re.IGNORECASE)


class Occurrence(NamedTuple):
    """A place where a text has a term: `text[start:end]`, without the elided article."""

    start: int
    end: int
    #: the term as it was given to `inflected`
    term: str


class _Wanted(NamedTuple):
    """A term as the words that may follow its first one, each with all its forms."""

    term: str
    rest: tuple[frozenset[str], ...]


class Inflected:
    """Finds many terms at once: leftmost first, at one place the longest, never overlapping."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._by_first: dict[str, list[_Wanted]] = defaultdict(list)
        for term in dict.fromkeys(terms):
            for words in _spellings(term):
                first, *rest = (_accepted(word, alone=len(words) == 1) for word in words)
                for form in first:
                    self._by_first[form].append(_Wanted(term, tuple(rest)))
        for wanted in self._by_first.values():
            wanted.sort(key=lambda one: -len(one.rest))  # stable: the term given first wins

    def find(self, text: str) -> list[Occurrence]:
        """Every occurrence, in order. Linear in the text."""
        words = tokens(text, keep_stop_words=True)
        bare = [_bare(word) for word in words]
        found = []
        index = 0
        while index < len(words):
            length, term = self._longest(text, words, bare, index)
            if length:
                last = words[index + length - 1]
                found.append(Occurrence(_without_article(words[index]), last.end, term))
            index += length or 1
        return found

    def _longest(
        self, text: str, words: list[Token], bare: list[str], index: int
    ) -> tuple[int, str]:
        """How many words from `index` on are the longest term, and which; 0 if none."""
        for spelling in (words[index].exact, bare[index]):
            for term, rest in self._by_first.get(spelling, ()):
                if _goes_on(text, words, bare, index, rest):
                    return 1 + len(rest), term
        return 0, ""


def inflected(terms: str | Iterable[str]) -> Inflected:
    """A matcher of one term or of many, in all the forms that they may have in a text.

    Case counts in acronyms alone ("ETS" is not "ets"); accents do not. A term with a hyphen is found
    without it too ("co-progettazione", "coprogettazione").
    """
    return Inflected([terms] if isinstance(terms, str) else terms)


def _spellings(term: str) -> list[list[Token]]:
    """The words of a term, and those of its spellings without hyphens and with vowels elided."""
    written = (term, _HYPHEN.sub("", term), _D.sub("di ", term))
    spellings = [tokens(one, keep_stop_words=True) for one in dict.fromkeys(written)]
    spellings += [short for words in spellings if (short := _elided(words)) != words]
    return [words for words in spellings if words]


def _elided(words: list[Token]) -> list[Token]:
    """The words that are left where those before a vowel lose theirs: a token has its article."""
    return [
        word
        for word, following in zip_longest(words, words[1:])
        if not (following and word.exact in _ELIDED and following.exact[0] in "aeiouh")
    ]


def _accepted(word: Token, *, alone: bool) -> frozenset[str]:
    """The spellings by which a text may have this word of a term."""
    bare = _bare(word)
    return frozenset((bare,)) if is_acronym(bare) else forms(bare, alone=alone)


def _goes_on(
    text: str, words: list[Token], bare: list[str], index: int, rest: tuple[frozenset[str], ...]
) -> bool:
    if index + len(rest) >= len(words):
        return False
    for at, accepted in enumerate(rest, start=index + 1):
        if words[at].exact not in accepted and bare[at] not in accepted:
            return False
        if not _JOINT.fullmatch(text, words[at - 1].end, words[at].start):
            return False
    return True


def _bare(word: Token) -> str:
    """The word as written, without its elided article."""
    return word.surface[_without_article(word) - word.start :]


def _without_article(word: Token) -> int:
    cleaned = Cleaned(word.surface)
    return word.start + cleaned.source(elided(cleaned.text))


def is_acronym(word: str) -> bool:
    """Whether case is part of the spelling: two capitals or more ("ETS", "OdV", "PaIS")."""
    return sum(map(str.isupper, word)) > 1


@cache
def forms(word: str, *, alone: bool = True) -> frozenset[str]:
    """The forms of `word`, folded: singular and plural, and both genders where they are one word.

    Without `alone`, the word completes others ("condivisa" in "amministrazione condivisa"), and
    has any gender and number. Words with a final accent or consonant, stop words, and words of
    fewer than four letters have one form.
    """
    small = lowercase(word).rstrip("'")
    folded = fold(small)
    for group in _irregular():
        if folded in group:
            return group
    fixed = folded[-1:] not in _VOWELS or folded in _STOP_WORDS or len(folded) < 4
    if fixed or folded[-1:] != small[-1:] or lowercase(word).endswith("'"):
        return frozenset((folded,))
    found = {folded}
    for start in (folded, *_other_gender(folded)):
        found |= {start, *_other_number(start)}
    if folded.endswith("e") and (not alone or folded.endswith(_FEMININE_PLURALS)):
        found.add(folded[:-1] + "a")
    if not alone:
        found |= {form for start in tuple(found) for form in _any_gender(start)}
    return frozenset(found)


def _other_number(word: str) -> list[str]:
    for ending, others in _OTHER_NUMBER:
        if word.endswith(ending):
            return [word[: -len(ending)] + other for other in others]
    return []


def _other_gender(word: str) -> list[str]:
    """The singular of the other gender, from any form of a name of people."""
    found = []
    for masculine, feminine in _PEOPLE:
        for own, other in ((masculine, feminine), (feminine, masculine)):
            endings = (own, *_other_number(own))
            found += [word[: -len(one)] + other for one in endings if word.endswith(one)]
    return found


def _any_gender(word: str) -> list[str]:
    """An adjective's endings: "pubblico", "pubblica", "pubblici", "pubbliche"."""
    for hard, soft in (("co", "c"), ("go", "g")):
        if word.endswith((hard, hard[0] + "a")):
            root = word[:-1]
            return [root + "o", root + "a", root + "hi", root + "he", word[:-2] + soft + "i"]
    return [word[:-1] + "a", word[:-1] + "e"] if word[-1] in "oa" else []


@cache
def _irregular() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line.split()) for line in lines("irregolari"))
