"""When somebody last read a record beside its source: publishing it, or importing its text, is no check."""

import datetime as dt
from collections.abc import Iterable

from piattaforma.nucleo.models import Aggiornamento
from piattaforma.nucleo.models.nota import TipoModifica

#: The kinds of update after which a record of the register counts as checked.
VERIFICHE = frozenset({TipoModifica.VERIFICA})


def last_check(rows: Iterable[Aggiornamento]) -> dt.datetime | None:
    """Read from the rows of a record, newest first."""
    return next((row.quando for row in rows if row.tipo in VERIFICHE), None)
