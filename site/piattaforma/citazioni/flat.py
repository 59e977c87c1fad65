"""The text as the grammar reads it: lower case, one kind of space, dash, apostrophe and quote."""

import re
from bisect import bisect_left
from dataclasses import dataclass

#: one code point for one code point, so that offsets stay those of the source
_SAME_LENGTH = {
    **dict.fromkeys("\t\n\r\x0b\x0c\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000", " "),
    **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
    **dict.fromkeys("’‘ʼ´`′＇‛", "'"),
    **dict.fromkeys("–—‑‒―−", "-"),
    **dict.fromkeys("“”„«»‟″", '"'),
    # emphasis of Markdown and superscript note numbers stand where a space could
    **dict.fromkeys("*⁰¹²³⁴⁵⁶⁷⁸⁹", " "),
    "º": "°",
    # the one letter whose lower case is longer than itself
    "İ": "i",
}
#: faster than `translate`, which asks for every letter with an accent
_OTHERS = re.compile(f"[{re.escape(''.join(_SAME_LENGTH))}]")
#: written inside words, or before the next line of a paragraph: read by nobody
_MARKS = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_HIDDEN = re.compile(f"[{_MARKS}]")
#: one class of letters opens it, for the speed of the scan
_INVISIBLE = re.compile(
    rf"[{_MARKS} \t-]"
    rf"(?:(?<={_HIDDEN.pattern})|(?<=[a-zà-ù]-)\n[ \t]*+(?=[a-zà-ù])|(?<=[^\s]\n[ \t])[ \t]*+(?=\S))"
)
_NOTES = re.compile(r"\[\^?[0-9]{1,3}\]_?|\(\(|\)\)")
#: the number of a page at its end: "4/13"
_PAGE = re.compile(r"\n[ \t]*[0-9]{1,4}(?: ?/ ?[0-9]{1,4})?[ \t\r]*\n?\f")
_BLANK_LINE = re.compile(r"\n[ \t\r\xa0]*\n")


@dataclass(frozen=True, slots=True)
class Flat:
    """`text` for the grammar and `source` in its own case have the same length; `offsets`, where
    something was left out, maps them back to the text that was given."""

    text: str
    source: str
    #: where a blank line ends a block, in ascending order
    breaks: list[int]
    offsets: list[int] | None = None

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span in the text that was given."""
        if self.offsets is None or start >= end:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1

    def block_of(self, position: int) -> int:
        """The number of the block, between two blank lines, in which a place is."""
        return bisect_left(self.breaks, position)

    def same_block(self, first: int, second: int) -> bool:
        """Whether no blank line stands between two places."""
        return self.block_of(first) == self.block_of(second)


def flatten(text: str) -> Flat:
    """The text in the one spelling that the grammar reads. Linear; never raises."""
    source, offsets = _without_invisible(text)
    breaks = [match.start() for match in _BLANK_LINE.finditer(source)] if "\n" in source else []
    if "\f" in source:
        source = _PAGE.sub(lambda match: "\n" + " " * (len(match[0]) - 1), source)
    flat = _OTHERS.sub(lambda match: _SAME_LENGTH[match[0]], source).lower()
    if "[" in flat or "((" in flat or "))" in flat:
        flat = _NOTES.sub(lambda match: " " * len(match[0]), flat)
    return Flat(flat, source, breaks, offsets)


def _without_invisible(text: str) -> tuple[str, list[int] | None]:
    if not (_HIDDEN.search(text) or "-\n" in text or "\n " in text or "\n\t" in text):
        return text, None
    matches = list(_INVISIBLE.finditer(text))
    if not matches:
        return text, None
    pieces: list[str] = []
    offsets: list[int] = []
    last = 0
    for match in matches:
        pieces.append(text[last : match.start()])
        offsets.extend(range(last, match.start()))
        last = match.end()
    pieces.append(text[last:])
    offsets.extend(range(last, len(text)))
    return "".join(pieces), offsets
