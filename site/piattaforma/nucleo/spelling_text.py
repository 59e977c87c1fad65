"""What reading and writing a zone share: lines, the indent of a block, what a reference looks like."""

import re
from typing import Any

#: the value of a block: the source of a text, the fields of a struct, the items of a list
Value = str | dict[str, Any] | list[dict[str, str]]
INDENT = " " * 4
_ADDRESS = r"(?:urn:|ECLI:|celex:)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*"
REFERENCE = re.compile(
    rf"[-*+] +\[(?P<label>(?:[^\[\]\\]|\\.)+)\]\((?P<address>{_ADDRESS})\)(?:: *(?P<why>.*)| *)",
    re.IGNORECASE,
)


def normalise_text(text: str) -> str:
    """One spelling for one text: line feeds, empty lines empty, none at either end.

    Spaces at the end of a line stay: two of them are a line break in Markdown.
    """
    return "\n".join(text_lines(text)).strip("\n")


def text_lines(text: str) -> list[str]:
    """The lines of a text as they stand, so that their numbers hold; blank ones empty."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [line if line.strip() else "" for line in lines]


def one_line(text: str) -> str:
    """What a form of one line would have kept of a text."""
    return " ".join(re.split(r"\r\n|\r|\n", text)).strip()
