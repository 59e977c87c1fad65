"""Where words begin and end: UAX #29 as Lucene's StandardTokenizer reads it.

"d.lgs" and "1.000,50" are one token, "117/2017" and "art.55" are two; an underscore joins; each
Chinese character is a token, a run of Katakana one; emoji are tokens; nothing is longer than
255 UTF-16 units (the rest is a token of its own). Offsets are code points, not UTF-16 units.
"""

import re
from collections.abc import Iterator
from functools import cache

from .word_lists import word_list

MAX_UNITS = 255
#: Read at a time: what is left of a long word is read again at each cut, so never all of it.
_WINDOW = 3 * MAX_UNITS
#: Text made of these alone takes the short pattern: Latin, Greek, Cyrillic, punctuation, signs.
_COMMON = ((0x0, 0x58F), (0x2000, 0x2BFF))
_UNCOMMON = re.compile(r"[^\x00-\u058f\u2000-\u2bff]")
_EVERYTHING = ((0x0, 0x10FFFF),)

Ranges = tuple[tuple[int, int], ...]


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each token of `text`, in order. Linear: a window at a time."""
    pattern = _full() if _UNCOMMON.search(text) else _short()
    position, window = 0, _WINDOW
    while position < len(text):
        limit = position + window
        for match in pattern.finditer(text, position, limit):
            start, end = match.span()
            if limit - start <= MAX_UNITS and limit < len(text):
                position, window = start, _WINDOW  # too near the edge to see all of it
                break
            if end - start > MAX_UNITS // 2 and (cut := _cut(text, start, end)) < end:
                shorter = pattern.match(text, start, cut)
                position, window = shorter.end() if shorter else cut, _WINDOW
                if shorter and shorter.lastindex:
                    yield start, position
                break  # what is left is read again, as if the text began there
            if match.lastindex:
                position, window = end, _WINDOW
                yield start, end
        else:
            if limit >= len(text):
                return
            window *= 2


def _cut(text: str, start: int, end: int) -> int:
    """Where the longest admissible token that begins at `start` must stop."""
    units = 0
    for position in range(start, end):
        units += 1 + (text[position] > "\uffff")
        if units > MAX_UNITS:
            return position
    return end


def _class(name: str, within: Ranges) -> str:
    """The inside of a character class: the code points of this name that lie within the ranges."""
    parts = []
    for written in word_list("classi", name):
        first, _, last = written.partition("-")
        low, high = int(first, 16), int(last or first, 16)
        for start, end in within:
            if low <= end and high >= start:
                parts.append(f"\\U{max(low, start):08x}-\\U{min(high, end):08x}")
    return "".join(parts)


_MID_FIGURES = "[{Numeric}][{Numeric}{Extend}]*+(?:[{MidNum}][{Extend}]*+(?=[{Numeric}]))?"
_MID_LETTERS = "[{ALetter}][{ALetter}{Extend}]*+(?:[{MidLetter}][{Extend}]*+(?=[{ALetter}]))?"
#: A Hebrew letter keeps the quotation mark after it, so there letters go one by one.
_HEBREW = (
    "[{Hebrew}][{Extend}]*+(?:'[{Extend}]*+|\"[{Extend}]*+(?=[{Hebrew}]))"
    "|[{ALetter}][{Extend}]*+(?:[{MidLetter}][{Extend}]*+[{ALetter}][{Extend}]*+)*+"
)
_KATAKANA = "(?:[{Katakana}][{Extend}]*+)++"
_JOINT = "(?:[{ExtendNumLet}][{Extend}]*+)"
#: Joined by ZWJ, with or without the emoji selector before it; a selector alone ends the token.
_EMOJI = (
    "(?:(?<!\u200d)\u200d++(?=[{Emoji}]))?"
    "[{Emoji}][{Inner}]*+(?:(?:\ufe0f\u200d++|(?<=\u200d))[{Emoji}][{Inner}]*+)*+\ufe0f?"
)
_KEYCAP = "[#*](?:[{Inner}]*+\ufe0f\u20e3|(?:(?!\u20e3)[{Inner}])*+\u20e3)[{Inner}]*+"
_FLAG = "(?:[{RegionalIndicator}][{Extend}]*+){2}"
_SINGLES = ("[{Han}][{Extend}]*+", "[{Hiragana}][{Extend}]*+")
_SOUTH_EAST_ASIAN = "(?:[{SouthEastAsian}][{Extend}]*+)++"
#: Underscores without a letter are stepped over together: one by one would be quadratic.
_OVER = "[{ExtendNumLet}](?:[{Extend}]*+[{ExtendNumLet}])*+"
#: Most of what stands between words, told apart at the first glance.
_BETWEEN = r"(?![ \t\r\n!\"$-)+-/:-@\[-^`{-~«»“”–—…•])"


def _word(*runs: str) -> str:
    """Letters, figures and underscores that stand together (rules WB5 to WB13b)."""
    run = f"(?:{'|'.join(runs)})"
    return f"{_JOINT}*+{run}(?:{_JOINT}++{run})*+{_JOINT}*+"


def _pattern(within: Ranges, *tokens: str) -> re.Pattern[str]:
    """A pattern whose group 1 is a token; what it steps over has no group."""
    source = f"({'|'.join(tokens)})|{_OVER}"
    for name in (
        *("ALetter", "Numeric", "Katakana", "ExtendNumLet", "Extend", "MidLetter", "MidNum"),
        *("Hebrew", "Han", "Hiragana", "SouthEastAsian", "Emoji", "RegionalIndicator"),
    ):
        source = source.replace(f"{{{name}}}", _class(name, within))
    # Extend without the two presentation selectors: `re` cannot subtract from a class.
    selectors = "\\U0000fe00-\\U0000fe0f"
    inner = _class("Extend", within).replace(selectors, "\\U0000fe00-\\U0000fe0d")
    return re.compile(_BETWEEN + f"(?:{source.replace('{Inner}', inner)})")


@cache
def _short() -> re.Pattern[str]:
    return _pattern(_COMMON, _word(f"(?:{_MID_LETTERS}|{_MID_FIGURES})++"), _EMOJI, _KEYCAP)


@cache
def _full() -> re.Pattern[str]:
    word = _word(f"(?:{_HEBREW}|{_MID_FIGURES})++", _KATAKANA)
    return _pattern(_EVERYTHING, word, _EMOJI, _KEYCAP, _FLAG, *_SINGLES, _SOUTH_EAST_ASIAN)
