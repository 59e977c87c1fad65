"""Singular and plural of Italian words, by their endings.

The stems of search join too much for a glossary: there "comune" meets "comunità", "regola" meets
"regolamento". Here a word has its own forms and no others. Rules give a few forms that no Italian
word has ("normi"): they do no harm, since no text has them either.
"""

from functools import cache

from .folding import fold, lowercase
from .word_lists import DATI, word_list

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
    lines = (DATI / "irregolari.txt").read_text(encoding="utf-8").splitlines()
    return tuple(frozenset(line.split()) for line in lines if line and not line.startswith("#"))
