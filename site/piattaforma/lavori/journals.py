"""Where the loop writes how jobs went: the site's in the database, a machine's own on its disk."""

import json
from abc import ABC, abstractmethod
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from .models import Esecuzione
from .operations import record_end, record_start


class Journal(ABC):
    """The last run of each job."""

    @abstractmethod
    def last_starts(self) -> dict[str, datetime | None]: ...

    @abstractmethod
    def start(self, nome: str) -> None:
        """The job starts now; written before it does anything, so that a crash counts as a start."""

    @abstractmethod
    def end(self, nome: str, *, quante: int | None, errore: str) -> bool:
        """How the job ended. True if its previous run ended with the same error (or none)."""


class SiteJournal(Journal):
    """In `Esecuzione`, for whichever machine does the site's jobs next."""

    def last_starts(self) -> dict[str, datetime | None]:
        return dict(Esecuzione.objects.values_list("nome", "ultimo_inizio"))

    def start(self, nome: str) -> None:
        record_start(nome=nome)

    def end(self, nome: str, *, quante: int | None, errore: str) -> bool:
        return record_end(nome=nome, quante=quante, errore=errore)


class MachineJournal(Journal):
    """In memory, and starts in a file: a loop that starts anew does not do a day's job again.

    The file is a convenience. A disk that is full stops no job.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._starts = _read(path) if path else {}
        self._errors: dict[str, str] = {}

    def last_starts(self) -> dict[str, datetime | None]:
        return dict(self._starts)

    def start(self, nome: str) -> None:
        self._starts[nome] = timezone.now()
        if self._path is not None:
            fresh = self._path.with_suffix(".nuovo")
            with suppress(OSError):
                fresh.write_text(json.dumps({n: t.isoformat() for n, t in self._starts.items()}))
                fresh.replace(self._path)

    def end(self, nome: str, *, quante: int | None, errore: str) -> bool:
        same = self._errors.get(nome, "") == errore
        self._errors[nome] = errore
        return same


def _read(path: Path) -> dict[str, datetime]:
    """Nothing, where there is no file or somebody spoilt it."""
    try:
        found = {n: datetime.fromisoformat(t) for n, t in json.loads(path.read_text()).items()}
        return {nome: when for nome, when in found.items() if when.tzinfo}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
