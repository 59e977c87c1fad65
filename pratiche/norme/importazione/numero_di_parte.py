"""Numbers of articles and commi as they are printed, in one spelling: "55", "4-bis", "7-vicies ter"."""

import re

#: the Latin suffixes, bis to quinquagies
LATIN = r"(?:bis|ter|quater|[a-z]{0,20}ies)"
_NUMBER = re.compile(
    rf"(?<![\w.])(\d+(?:/\d+)?)({LATIN}\b|(?:[ \t\n-]+{LATIN}\b)*)(\.\d+(?![\w]))?", re.IGNORECASE
)
_SUFFIX = re.compile(LATIN, re.IGNORECASE)
_LEADING = re.compile(
    rf"[ \n]*(?P<segno>\(\([ \n]*)?(?P<numero>\d+(?:[- ]?(?i:{LATIN}))?(?:\.\d+)?)\."
    r"(?:[ \n]+(?=\S)|(?=[A-ZÀ-Ù«]))"
)


def read_number(text: str) -> str:
    """The number in "Art. 4 bis.", "((3-ter.", "art_4-bis"; "" where there is none."""
    match = _NUMBER.search(text.replace("_", " "))
    if match is None:
        return ""
    suffixes = [one.lower() for one in _SUFFIX.findall(match[2])]
    number = str(match[1])
    if suffixes:
        number += "-" + " ".join(suffixes)
    return number + (match[3] or "")


def leading_number(text: str) -> tuple[str, int, bool]:
    """A number printed at the head of a text, where the words begin, and whether `((` came before."""
    match = _LEADING.match(text)
    if match is None:
        return "", 0, False
    return read_number(match["numero"]), match.end(), match["segno"] is not None


def order(number: str) -> int:
    """The figure that comes first in a number; -1 where there is none."""
    match = re.match(r"\d{1,9}", number)
    return int(match[0]) if match else -1
