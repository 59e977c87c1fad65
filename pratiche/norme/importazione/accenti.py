"""Accents written as apostrophes, repaired for display and search: finalita' → finalità.

A repaired text is shorter, and keeping its length by padding would put false characters into what
people read and copy: so the repair comes with a map of offsets (`Mostrato.place`), and citations
stored on the source's words are placed on the repaired ones.
"""

import re

from .mostrato import Mostrato

_MARKS = "'’`´"
_ENDING = re.compile(
    rf"(?<![^\W\d_])(?P<parola>[^\W\d_]*[aeiouAEIOU])(?P<segno>[{_MARKS}])(?![^\W_])"
)
_OPENING = re.compile(r"(?<![^\s(\[«“\"])['‘](?=[^\W\d_])")
_GRAVE = dict(zip("aeiouAEIOU", "àèìòùÀÈÌÒÙ", strict=True))
_ACUTE = {"e": "é", "E": "É"}
#: words cut short, not accented; "ne'" and "se'" of the law are né and sé
_CUT = frozenset(
    {"po", "mo", "va", "fa", "sta", "to", "ca", "co", "di", "qua", "qui", "su", "tra", "fra"}
)
_CUT |= frozenset({"a", "i", "o", "u"})
#: words in -e that bear an accent: of all others the mark is a quotation that closes
_IN_E = frozenset({"e", "cioe", "ahime", "caffe", "te"})
_ACUTE_ENDINGS = ("che", "titre", "tatre", "totre")
_ACUTE_WORDS = frozenset({"ne", "se", "vicere"})
_SURE = re.compile(
    r"(?:.+(?:ta|tu|che|r[ao]|di)|e|piu|puo|cio|gia|cosi|cioe|percio|pero|ne|se|sara|altresi)",
    re.IGNORECASE,
)


def repair(testo: str) -> str:
    """The text with its accents; "po'", elisions and quoted 'words' stay. Idempotent."""
    return repair_with_map(testo).testo


def repair_with_map(text: str) -> Mostrato:
    """The same, with the map of offsets."""
    if not any(mark in text for mark in _MARKS):
        return Mostrato(text)
    edits: list[tuple[int, int, str]] = []
    start = 0
    for line in text.split("\n"):
        edits += [(start + at, start + end, words) for at, end, words in _edits(line)]
        start += len(line) + 1
    return Mostrato.of(text, edits)


def _edits(line: str) -> list[tuple[int, int, str]]:
    endings = list(_ENDING.finditer(line))
    closing = _closings(line, endings)
    found = []
    for match in endings:
        if match.end() in closing:
            continue
        accented = _accented(match["parola"])
        if accented:
            found.append((match.end() - 2, match.end(), accented))
    return found


def _accented(word: str) -> str:
    """The accented last letter, "" for a word that is only cut short or quoted."""
    lower, last = word.lower(), word[-1]
    if lower in _CUT:
        return ""
    if last in "eE":
        if lower in _ACUTE_WORDS or lower.endswith(_ACUTE_ENDINGS):
            return _ACUTE[last]
        return _GRAVE[last] if lower in _IN_E else ""
    return _GRAVE[last]


def _closings(line: str, endings: list[re.Match[str]]) -> set[int]:
    """Where a quotation opened by a single mark closes: there the mark is no accent."""
    closings: set[int] = set()
    at = index = 0
    for opening in _OPENING.finditer(line):
        if opening.start() < at:
            continue
        while index < len(endings) and endings[index].start() < opening.end():
            index += 1
        while index < len(endings):
            one, last = endings[index], index + 1 == len(endings)
            index += 1
            many = " " in line[opening.end() : one.start()]
            if not (many and _SURE.fullmatch(one["parola"]) and not last):
                closings.add(one.end())
                at = one.end()
                break
            # "'la finalita' sociale e sanitaria'": the quotation goes on
    return closings
