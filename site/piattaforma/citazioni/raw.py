"""Identifiers written out in the text."""

import re

from .acts import Act
from .identificatori import IdentificatoreNonValido, parse_identifier
from .kinds import kind_of

_RAW = re.compile(
    r"ECLI:[A-Z]{2}:[A-Z0-9]+:[0-9]{4}:[0-9A-Z.-]+",
    re.IGNORECASE,
)


def read_raw(source: str, position: int) -> Act | None:
    """The identifier that stands at `position`, if it is one."""
    match = _RAW.match(source, position)
    if match is None:
        return None
    text = match[0].rstrip(".-")
    try:
        identifier = parse_identifier(text)
    except IdentificatoreNonValido:
        return None
    return Act(position, position + len(text), (identifier,), kind_of(identifier))
