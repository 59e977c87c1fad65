"""Does a full stop after this word end a sentence? What the word is, and what follows it."""

import re
from enum import Enum

from .word_lists import word_list


class Stop(Enum):
    """What a full stop after a word may do."""

    ENDS = "ends"
    DEPENDS = "depends"
    NEVER = "never"


_MAI = frozenset(word_list("abbreviazioni", "mai"))
_DIPENDE = frozenset(word_list("abbreviazioni", "dipende"))
_INIZI = frozenset(word_list("inizi"))

#: Letters that name a thing ("allegato A.", "sezione V.") are not a person's initial.
_NAMED_BY_LETTER = frozenset(word_list("abbreviazioni", "lettera"))
_LAST = re.compile(r"[\w.]+\Z")
_NUMBER = re.compile(r"\d[\d.]*\Z")
_FIRST = re.compile(r"[^\W\d_]+")
_PARAGRAPH = re.compile(r"\d{1,3}(?:\.\d{1,2})*\.\s+")
#: No abbreviation, and no word worth a look, is longer.
_REACH = 32


def word_before(text: str, end: int, start: int = 0) -> str:
    """The word that ends at `end`, full stops inside it included: "dell’art" gives "art"."""
    found = _LAST.search(text[max(start, end - _REACH) : end])
    return found.group().lstrip(".") if found else ""


def full_stop(text: str, start: int, end: int) -> Stop:
    """What the full stop at `end` may do in the sentence that begins at `start`."""
    word = word_before(text, end, start)
    if len(word) == 1 and word.isupper():
        return _initial(text, start, end)
    lower = word.lower()
    if lower in _MAI:
        return Stop.NEVER
    if not word or _NUMBER.match(word):
        return Stop.ENDS
    if "." in word or lower in _DIPENDE or len(word) == 1 or _is_clipped(lower):
        return Stop.DEPENDS
    return Stop.ENDS


def opens(text: str, position: int) -> bool:
    """Whether the capitalised word at `position` opens a sentence, even after an abbreviation."""
    paragraph = _PARAGRAPH.match(text, position)
    if paragraph:  # "… 2043 c.c. 2. Difatti": a numbered paragraph
        return text[paragraph.end() : paragraph.end() + 1].isupper()
    word = _FIRST.match(text, position)
    return word is not None and word[0][0].isupper() and word[0].lower() in _INIZI


def _initial(text: str, start: int, end: int) -> Stop:
    before = text[max(start, end - 1 - _REACH) : end - 1].rstrip().rstrip(".")
    named = word_before(before, len(before)).lower() in _NAMED_BY_LETTER
    return Stop.DEPENDS if named else Stop.NEVER


def _is_clipped(word: str) -> bool:
    """All consonants: no Italian word is, so it is short for one."""
    return word.isalpha() and not any(letter in "aeiouyàèéìòóùáíú" for letter in word)
