"""Processes that count the log of searches and are killed at each point; forked, as `search_process` does."""

import datetime as dt
import json
import signal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import signals

from search.diario import counts
from search.models import FileSommato, ParoleCercate
from tests.faults.search_process import die, must, run

SEARCHES = 5


def _at_renaming() -> None:
    counts._fold = die  # type: ignore[assignment]


def _inside_the_transaction() -> None:
    signals.post_save.connect(die, sender=FileSommato)


def _after_the_commit() -> None:
    Path.unlink = die  # type: ignore[method-assign]


#: Where a process dies, and how many searches are counted then.
POINTS: dict[str, tuple[Any, int]] = {
    "rinominato": (_at_renaming, 0),
    "nella transazione": (_inside_the_transaction, 0),
    "fra la transazione e il file": (_after_the_commit, SEARCHES),
}


def killed_while_counting(folder: Path) -> None:
    settings.SEARCH_LOG_DIR = str(folder / "ricerche")
    _write(Path(settings.SEARCH_LOG_DIR))
    for point, (harm, counted) in POINTS.items():

        def armed(harm: Any = harm) -> None:
            harm()
            counts.fold_searches()

        assert run(armed) == -signal.SIGKILL, point
        must(lambda n=counted: _counted(n, files=1))
    must(counts.fold_searches)
    must(lambda: _counted(SEARCHES, files=0))


def _write(folder: Path) -> None:
    """A finished day, as `log_search` leaves it."""
    folder.mkdir(parents=True)
    day = (dt.date.today() - dt.timedelta(days=3)).isoformat()
    line = json.dumps({"giorno": day, "parole": "patto di prova", "esiti": 1})
    (folder / f"{day}.jsonl").write_text(f"\n{line}" * SEARCHES, encoding="utf-8")


def _counted(times: int, *, files: int) -> None:
    rows = ParoleCercate.objects.filter(parole="patto di prova")
    assert sum(row.volte for row in rows) == times
    assert len(list(Path(settings.SEARCH_LOG_DIR).iterdir())) == files
