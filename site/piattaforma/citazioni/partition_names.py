"""How the part of an act is written: in full and in short."""

import re

from .identificatori import Identificatore
from .part_lists import LATIN

#: the Latin suffix of a letter: `bbis` is b-bis, `bis` alone would be no letter
_LATIN = re.compile(rf"(?P<lettera>[a-z]{{1,2}}?)(?P<latino>{'|'.join(LATIN)})")


def format_partition(identifier: Identificatore) -> str:
    """`art. 55, comma 3, lettera a)`, or "" for the whole act."""
    comma = "par." if identifier.schema == "celex" else "comma"
    return _written(identifier, comma, "lettera", "numero")


def format_short_partition(identifier: Identificatore) -> str:
    """`art. 55, c. 3, lett. a)`, or "" for the whole act."""
    comma = "par." if identifier.schema == "celex" else "c."
    return _written(identifier, comma, "lett.", "n.")


def _written(identifier: Identificatore, comma: str, letter: str, number: str) -> str:
    pieces = []
    if identifier.articolo:
        pieces.append(f"art. {_latin(identifier.articolo)}")
    if identifier.comma:
        pieces.append(f"{comma} {_latin(identifier.comma)}")
    if identifier.lettera:
        pieces.append(f"{letter} {_letter(identifier.lettera)})")
    if identifier.numero_lettera:
        pieces.append(f"{number} {_latin(identifier.numero_lettera)}")
    return ", ".join(pieces)


def _latin(number: str) -> str:
    """`6bis` → `6-bis`."""
    return re.sub(r"(\d)([a-z])", r"\1-\2", number)


def _letter(letter: str) -> str:
    """`bbis` → `b-bis`."""
    match = _LATIN.fullmatch(letter)
    return f"{match['lettera']}-{match['latino']}" if match else letter
