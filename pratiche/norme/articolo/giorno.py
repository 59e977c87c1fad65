"""A day as an address asks for it: "2021-07-01", or as people write it."""

import datetime as dt
import re

#: Before it there was no law of the State.
PRIMO = dt.date(1861, 3, 17)
#: A law may enter into force later than today, not in another century.
ULTIMO_ANNO = 2100
FUORI = f"Scegli un giorno fra il 17 marzo 1861 e il {ULTIMO_ANNO - 1}."
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ITALIANO = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")


class GiornoNonValido(ValueError):
    """What was asked for is no day; the message is Italian and says what to do."""


def read_day(text: str) -> dt.date | None:
    """The day, None where none is asked for. Raises `GiornoNonValido`."""
    text = text.strip()
    if not text:
        return None
    written = _ITALIANO.fullmatch(text)
    if written:
        text = f"{written[3]}-{int(written[2]):02}-{int(written[1]):02}"
    try:
        day = dt.date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise GiornoNonValido("Scrivi un giorno come 31/12/2021.")
    if not is_of_the_state(day):
        raise GiornoNonValido(FUORI)
    return day


def is_of_the_state(day: dt.date) -> bool:
    return PRIMO <= day < dt.date(ULTIMO_ANNO, 1, 1)
