"""The headings of a rendered text: pure."""

import html
import re
from typing import NamedTuple

_HEADING = re.compile(
    r'<h(?P<level>[2-6])[^>]*?\bid="(?P<id>[^"]+)"[^>]*>(?P<text>.*?)</h(?P=level)>', re.S
)
_TAG = re.compile(r"<[^>]+>")


class Voce(NamedTuple):
    """One entry of a page index."""

    id: str
    testo: str


def outline_of(rendered: str, *, level: int) -> list[Voce]:
    """The headings of one level that have an id, in order, as text."""
    return [
        Voce(match["id"], html.unescape(_TAG.sub("", match["text"])).strip())
        for match in _HEADING.finditer(rendered)
        if int(match["level"]) == level
    ]
