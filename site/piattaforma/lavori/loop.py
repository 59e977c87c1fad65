"""The loop: runs what is due, one job after the other, and never dies of a job.

Each machine has one, for its own jobs. That which holds the site's lock does the site's as well; when it
dies another takes the lock.
"""

import time
from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog
from django.db import Error
from django.utils import timezone

from .database import renew_connections
from .journals import Journal, MachineJournal, SiteJournal
from .lock import LoopLock
from .operations import record_beat
from .registry import Lavoro, Rinviato, registry
from .stopping import stop_requested

logger = structlog.get_logger(__name__)

#: The loop beats at least this often when it has nothing to do, and looks whether the site's lock is free.
BEAT = timedelta(seconds=5)
#: Seconds between two looks at the stop flag while idle.
NAP = 0.2


def due_at(job: Lavoro, last_start: datetime | None, now: datetime) -> datetime:
    """When the job is due. A start in the future (the clock went back) counts for nothing."""
    if last_start is None or last_start > now:
        return now
    return last_start + job.ogni


class Loop:
    """Runs the registered jobs, each as often as it asks for, from the starts in their journal."""

    def __init__(
        self, jobs: Iterable[Lavoro] | None = None, *, machine: Journal | None = None
    ) -> None:
        self._jobs = tuple(registry.all() if jobs is None else jobs)
        self._site = SiteJournal()
        self._machine = machine or MachineJournal()

    def turn(self, *, site: bool = True) -> datetime:
        """Run once every job that is due; return when the next one will be. Without `site`, this machine's.

        Raises Error of the database when the table of the runs cannot be read.
        """
        renew_connections()
        jobs = [job for job in self._jobs if site or job.ovunque]
        for job in jobs:
            if stop_requested():
                break
            now = timezone.now()
            if site:
                record_beat(now=now)
            journal = self._journal(job)
            if due_at(job, journal.last_starts().get(job.nome), now) <= now:
                run_job(job, journal)
        now = timezone.now()
        if site:
            record_beat(now=now)
        starts = {**self._machine.last_starts(), **(self._site.last_starts() if site else {})}
        return min((due_at(job, starts.get(job.nome), now) for job in jobs), default=now + BEAT)

    def run_until_stopped(self, site_lock: LoopLock) -> None:
        """Turn until a signal asks to stop; with the site's jobs while the site's lock is ours."""
        while not stop_requested():
            try:
                wake = min(self.turn(site=site_lock.take()), timezone.now() + BEAT)
            except Error:
                logger.warning("lavori.database_unreachable", exc_info=True)
                wake = timezone.now() + BEAT
            nap_until(wake)

    def _journal(self, job: Lavoro) -> Journal:
        return self._machine if job.ovunque else self._site


def run_job(job: Lavoro, journal: Journal) -> bool:
    """Run a job and write how it went; say whether it succeeded. It raises for no job's fault."""
    journal.start(job.nome)
    quante: int | None = None
    errore = ""
    failure: Exception | None = None
    try:
        quante = job.funzione()
    except Exception as exc:  # noqa: BLE001 - whatever a job does, the others run
        failure = exc
        errore = f"{type(exc).__name__}: {exc}"
    # A connection that broke under the job is replaced before anything is written with it.
    renew_connections()
    repeated = journal.end(job.nome, quante=quante, errore=errore)
    if failure is not None and not isinstance(failure, Rinviato):
        # A fault that lasts is told in full once, then in one line.
        logger.error(
            "lavori.job_failed",
            lavoro=job.nome,
            errore=type(failure).__name__,
            exc_info=None if repeated else failure,
        )
    return failure is None


def nap_until(wake: datetime) -> None:
    """Sleep until `wake`, or until the process is asked to stop."""
    # Measured on the monotonic clock, so that setting the clock back does not prolong the nap.
    deadline = time.monotonic() + max(0.0, (wake - timezone.now()).total_seconds())
    while not stop_requested() and (left := deadline - time.monotonic()) > 0:
        time.sleep(min(NAP, left))
