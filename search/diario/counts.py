"""From the log of searches to counts by month, in one transaction a file; what is rare or old goes away.

A file is renamed before it is read, so that nobody adds to it; its new name is kept with the counts,
so that a file that outlives its transaction is only removed.
"""

import datetime as dt
import json
import uuid
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from piattaforma.lavori.registry import lavoro
from piattaforma.lavori.turns import run_each

from ..models import FileSommato, ParoleCercate
from .log import ENDING

#: How the file of a day ends, once it is to be counted.
TAKEN = ".da-sommare"
#: Searches of a month for the same words below which they are forgotten: they may name somebody.
RARE = 3
#: Months that are kept, beside the one that runs.
MONTHS = 24
#: A day is finished this long after midnight: a slow request may still write its line.
_LATE = dt.timedelta(hours=1)
#: Days after which no file can still be there that was counted.
_LEDGER = dt.timedelta(days=90)
_BATCH = 500


@lavoro("search.ricerche", ogni=dt.timedelta(hours=1), etichetta="Ricerche per mese")
def fold_searches() -> int:
    """Count the searches of finished days; forget rare words of finished months, and old months."""
    now = timezone.now()
    counted = run_each(partial(_fold, file) for file in _finished(now))
    _forget(now)
    return counted


def _finished(now: dt.datetime) -> Iterator[Path]:
    """The files to count, under names that nobody writes to any more."""
    folder = Path(settings.SEARCH_LOG_DIR)
    today = timezone.localdate(now - _LATE).isoformat()
    for file in sorted(folder.glob(f"*{ENDING}")):
        if file.name.removesuffix(ENDING) < today:
            taken = file.with_name(f"{file.stem}.{uuid.uuid4().hex}{TAKEN}")
            try:
                file.rename(taken)
            except FileNotFoundError:
                continue  # another process was quicker
    yield from sorted(folder.glob(f"*{TAKEN}"))


def _fold(file: Path) -> int:
    """Count one file, once, whoever else tries. Returns how many searches it had."""
    try:
        searches = list(_searches(file))
    except FileNotFoundError:
        return 0
    with transaction.atomic():
        _, is_first = FileSommato.objects.get_or_create(nome=file.name)
        # Not there: counted and removed since it was read, so long ago that its row is gone.
        counts = is_first and file.exists()
        if counts:
            _add(searches)
    file.unlink(missing_ok=True)
    return len(searches) if counts else 0


def _searches(file: Path) -> Iterator[tuple[dt.date, str, bool]]:
    """Month, words and whether nothing was found, for each line that can be read."""
    with file.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                said = json.loads(line)
                month = dt.date.fromisoformat(said["giorno"]).replace(day=1)
                yield month, str(said["parole"]), not int(said["esiti"])
            except (ValueError, KeyError, TypeError):
                continue  # empty, or cut short by a full disk


def _add(searches: list[tuple[dt.date, str, bool]]) -> None:
    times = Counter((month, words) for month, words, _ in searches)
    empty = Counter((month, words) for month, words, nothing in searches if nothing)
    # In one order, so that two processes never wait for one another.
    keys = sorted(times)
    for start in range(0, len(keys), _BATCH):
        batch = set(keys[start : start + _BATCH])
        ParoleCercate.objects.bulk_create(
            [ParoleCercate(mese=month, parole=words) for month, words in sorted(batch)],
            ignore_conflicts=True,
        )
        rows = ParoleCercate.objects.filter(
            mese__in={month for month, _ in batch}, parole__in={words for _, words in batch}
        ).order_by("mese", "parole")
        changed = [row for row in rows if (row.mese, row.parole) in batch]
        for row in changed:
            key = (row.mese, row.parole)
            row.volte = F("volte") + times[key]
            row.senza_esito = F("senza_esito") + empty[key]
        ParoleCercate.objects.bulk_update(changed, ["volte", "senza_esito"])


def _forget(now: dt.datetime) -> None:
    # The last day of a month is counted in the first hours of the next.
    month = (timezone.localdate(now) - dt.timedelta(days=2)).replace(day=1)
    oldest = (month.year * 12 + month.month - 1) - MONTHS
    first = dt.date(oldest // 12, oldest % 12 + 1, 1)
    ParoleCercate.objects.filter(mese__lt=month, volte__lt=RARE).delete()
    ParoleCercate.objects.filter(mese__lt=first).delete()
    FileSommato.objects.filter(quando__lt=now - _LEDGER).delete()
