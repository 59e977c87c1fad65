"""Official texts: what an imported file changes, told before it is done and done all or nothing.

Texts go into versions of articles; our own words stay. What the register says of an act and the file
does not is kept. What is shown before is the plan of what is done after.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from piattaforma.nucleo.models import Generazione

from .importazione import read_act
from .piani import EsitoTesto, TestoUfficiale, plans
from .scrittura import write_plan

__all__ = ["EsitoTesto", "TestoUfficiale", "import_texts", "preview", "read_text"]


def read_text(nome: str, data: bytes) -> TestoUfficiale:
    """Raises `TestoRifiutato`."""
    return TestoUfficiale(nome, hashlib.sha256(data).hexdigest(), read_act(nome, data))


def import_texts(*, testi: Sequence[TestoUfficiale], chi: Any = None) -> list[EsitoTesto]:
    """Write all files or none. Returns what was done, act by act. Raises ValidationError."""
    done = []
    with transaction.atomic():
        for plan in plans(testi, lock=True):
            write_plan(piano=plan, chi=chi)
            done.append(plan.esito)
        Generazione.advance()
    return done


def preview(*, testi: Sequence[TestoUfficiale]) -> list[EsitoTesto]:
    """The same, without a write or a lock."""
    return [plan.esito for plan in plans(testi, lock=False)]
