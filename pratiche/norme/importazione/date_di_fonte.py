"""Dates as official files write them."""

import re
from datetime import date

_NUMBERS = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_SLASHED = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")


def read_source_date(text: str) -> date | None:
    """`2017-07-03`, `20170703`; None for what is no date and for the null dates `0001-01-01`."""
    match = _NUMBERS.fullmatch(text.strip()[:10])
    return _valid(match[1], match[2], match[3]) if match else None


def read_written_date(text: str) -> date | None:
    """The first `1/1/2006` of a note."""
    match = _SLASHED.search(text)
    return _valid(match[3], match[2], match[1]) if match else None


def _valid(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if 1800 <= found.year <= 2200 else None
