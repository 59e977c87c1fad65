"""Sentences of Italian prose, with offsets: law, acts of public bodies, guidance, forum posts.

What ends a sentence, and what does not:

- a blank line (or U+2029) always does; a single line break is a space, unless the next line is an item of a
  list, a heading of Markdown, or follows a semicolon with a capital (the recitals of an act);
- `.`, `!`, `?`, `…` do when followed by white space and something that can open a sentence:
  a capital, a figure, a sign; before a small letter never;
- the full stop of an abbreviation that expects something ("art.", "n.", "dott.", "Cass.") or of an
  initial ("G. Rossi") never does; that of others ("ecc.", "s.m.i.", "c.p.c.") does when the next
  word is one that opens sentences ("… ecc. Il Comune"), not before a name ("Corte cost. Roma");
- a figure or letter at the head ("1. Il Comune", "II. Diritto") belongs to its sentence;
- nothing ends inside brackets or quotation marks of at most 400 characters; what closes
  them after the stop belongs to the sentence they close.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from .abbreviations import Stop, full_stop, opens, word_before
from .word_lists import word_list


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a sentence is: offsets in the text, white space at both ends left out."""

    start: int
    end: int


_BLANK = re.compile(r"\n[^\S\n]*+\n\s*+|\u2029")
_BREAK = re.compile(
    r"\n\s*+"
    r"|(?P<stop>[.!?…]++)(?P<close>(?:[)\]}»”’\"'*_¹²³⁰⁴-⁹]|\[\d{1,3}\])*+)(?=\s|\Z)"
)
#: What may stand between a stop and the word that follows: spaces, openings, an omission.
_GAP = re.compile(
    r"(?:[\s\"«“„'‘’(*_#>–—•·-]|\[\s{0,2}(?:\.{3}|…|omissis)\s{0,2}\]|\[)*+", re.IGNORECASE
)
_BULLET = re.compile(r"[•▪◦‣●○■□➢✓·*|]\s|#{1,6}\s|\|")
_DASH = re.compile(r"[-–—]\s")
_NUMERAL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5})\.\s+[^\Wa-z\d_«“(]")
_NUMBERED = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5})\.\s")
_BRACKETED = re.compile(
    r"\(?(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,5}|[A-Z])(?:[-\s]?(?:bis|ter|quater))?\)\s"
)
#: What heads a sentence without being one: "1.", "II.", "a)", "Art. 55.", "- 2.1."
_HEAD = re.compile(
    r"(?:[-–—•▪◦‣●*#>|]{1,6}\s{0,4})?(?:(?:art|capo|titolo|sezione|parte|allegato|articolo|tabella)\b\.?\s{0,4})?"
    r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,6}|[a-z])(?:[-\s]?(?:bis|ter|quater|quinquies|sexies))?\)?\.",
    re.IGNORECASE,
)
_REFERENCES = frozenset(word_list("abbreviazioni", "rinvio"))
_PROTECTED = 400
_PAIRS = {")": "(", "]": "[", "»": "«", "”": "“"}
_PAIR = re.compile(r"[()\[\]«»“”]")


def sentences(text: str) -> list[Sentence]:
    """The sentences of `text`: ordered, disjoint, covering all that is not white space. Linear."""
    found = []
    start = 0
    for blank in _BLANK.finditer(text):
        found += _of_paragraph(text[start : blank.start()], start)
        start = blank.end()
    return found + _of_paragraph(text[start:], start)


def _of_paragraph(text: str, offset: int) -> list[Sentence]:
    found = []
    start = 0
    for end in (*_ends(text), len(text)):
        piece = text[start:end]
        inner = piece.strip()
        if inner:
            first = offset + start + len(piece) - len(piece.lstrip())
            found.append(Sentence(first, first + len(inner)))
        start = end
    return found


def _ends(text: str) -> Iterator[int]:
    """Where a sentence of this paragraph ends, white space and next sentence still to come."""
    inside = _Protected(text)
    start = _skip_space(text, 0)
    for match in _BREAK.finditer(text):
        stop = match["stop"]
        here = match.end() if stop else match.start()
        if here <= start or (here - 1 if stop else here) in inside:
            continue
        if _stop_ends(text, start, match) if stop else _line_ends(text, start, match):
            yield here
            start = _skip_space(text, here)


def _stop_ends(text: str, start: int, match: re.Match[str]) -> bool:
    stop, at = match["stop"], match.start()
    if stop != "." and at > 0 and text[at - 1] in "[(":
        return False  # an omission
    following = _GAP.match(text, match.end())
    assert following  # the pattern matches the empty string too
    position = following.end()
    if position >= len(text):
        return False  # the end of the text ends it
    char = text[position]
    if char.islower() or char in ".,;:!?…)]}»”/&%":
        return False
    if stop != ".":
        return char.isalpha() or stop[-1] in "!?"
    return _full_stop_ends(text, start, at, position)


def _full_stop_ends(text: str, start: int, at: int, position: int) -> bool:
    head = _HEAD.match(text, start)
    if (head and head.end() == at + 1) or _is_inline_numeral(text, start, at):
        return False
    verdict = full_stop(text, start, at)
    return verdict is Stop.ENDS or (verdict is Stop.DEPENDS and opens(text, position))


def _is_inline_numeral(text: str, start: int, at: int) -> bool:
    """ "Tre soggetti: 1. Comuni; 2. Province": the figures number, they end nothing."""
    word = word_before(text, at, start)
    if not word.isdigit() or len(word) > 2:
        return False
    return text[max(start, at - len(word) - 8) : at - len(word)].rstrip()[-1:] in (":", ";", ",")


def _line_ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a line break parts two items, a heading and its text, two recitals."""
    at, below = match.start(), match.end()
    before = text[max(start, at - 40) : at].rstrip()
    last = before[-1:]
    if text[start] == "#" or _BULLET.match(text, below):
        return True
    in_list = bool(_DASH.match(text, start) or _BRACKETED.match(text, start))
    if _DASH.match(text, below):
        return last in ";:.!?" or in_list
    if _BRACKETED.match(text, below):
        return (last in ";:!?" or in_list or _is_end(before)) and not _refers(before)
    if _NUMERAL.match(text, below):
        return last != "," and not _refers(before) and (last != "." or _is_end(before))
    if last in ";:" and _NUMBERED.match(text, below):
        return True
    return last == ";" and text[below : below + 1].isupper()


def _is_end(before: str) -> bool:
    return before.endswith(".") and full_stop(before, 0, len(before) - 1) is Stop.ENDS


def _refers(before: str) -> bool:
    return word_before(before.rstrip("."), len(before.rstrip("."))).lower() in _REFERENCES


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


class _Protected:
    """The insides of matched brackets and quotation marks that are short enough to be an aside."""

    def __init__(self, text: str) -> None:
        spans = []
        open_: list[tuple[str, int]] = []
        for match in _PAIR.finditer(text):
            mark = match.group()
            if mark not in _PAIRS:
                open_.append((mark, match.start()))
            elif open_ and open_[-1][0] == _PAIRS[mark]:
                start = open_.pop()[1]
                if match.start() - start <= _PROTECTED:
                    spans.append((start, match.start()))
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                continue  # inside the one before
            self._starts.append(start)
            self._ends.append(end)

    def __contains__(self, position: int) -> bool:
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._ends[index]
