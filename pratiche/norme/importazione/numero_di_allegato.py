"""The number that an annex bears in our identifiers: …;262:2 is the civil code."""

import re
from dataclasses import replace

from piattaforma.citazioni import Identificatore

from .contesto import Contesto
from .nomi_di_codice import code_named

_PRINTED = re.compile(r"(?:allegato|annesso)\s+(?:n\.?\s*)?(\d{1,3})\b", re.IGNORECASE)


def annex_numbers(annexes: list[tuple[str, str]], context: Contesto) -> list[str]:
    """One number for each (name, number of its own or ""), no two the same.

    The register's for a code, then the annex's own, then the printed one, then the next free.
    """
    numbers = [""] * len(annexes)
    for rank in (_of_code, _own, _printed):
        for at, (name, own) in enumerate(annexes):
            candidate = "" if numbers[at] else rank(name, own, context.atto)
            if candidate and candidate in numbers:
                context.warn(
                    f"Due allegati hanno il numero {candidate}: «{name[:60]}» ne prende un altro."
                )
            elif candidate:
                numbers[at] = candidate
    free = (str(number) for number in range(1, len(annexes) * 2 + 1) if str(number) not in numbers)
    return [number or next(free) for number in numbers]


def _of_code(name: str, _own_number: str, act: Identificatore) -> str:
    code = code_named(name)
    if code is None or replace(code, annesso="").chiave != replace(act, annesso="").chiave:
        return ""
    return code.annesso


def _own(_name: str, own_number: str, _act: Identificatore) -> str:
    return own_number


def _printed(name: str, _own_number: str, _act: Identificatore) -> str:
    match = _PRINTED.match(name.strip())
    return match[1] if match else ""
