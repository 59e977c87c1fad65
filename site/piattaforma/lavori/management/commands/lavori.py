"""`manage.py lavori`: the loop of recurring jobs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from piattaforma.lavori.journals import MachineJournal
from piattaforma.lavori.lock import AlreadyRunningError, LoopLock, machine_lock, site_lock
from piattaforma.lavori.loop import Loop
from piattaforma.lavori.stopping import heeding_signals

#: Exit code when another loop runs on this machine.
ALREADY_RUNNING = 3


class Command(BaseCommand):
    help = (
        "Esegue i lavori ricorrenti, ciascuno alla sua scadenza, finché non riceve SIGTERM o "
        "SIGINT. Un ciclo per ogni macchina: un secondo esce con il codice 3. Quelli del sito li "
        "esegue una macchina sola; se si ferma, un’altra ne prende il posto."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once",
            action="store_true",
            help="esegue una volta i lavori scaduti e termina (per i timer di sistema)",
        )

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        try:
            with heeding_signals(), machine_lock():
                loop = Loop(machine=MachineJournal(Path(settings.LAVORI_DIR) / "macchina.json"))
                site = site_lock()
                try:
                    if once:
                        loop.turn(site=_taken(site))
                    else:
                        loop.run_until_stopped(site)
                finally:
                    site.release()
        except AlreadyRunningError as exc:
            raise CommandError(
                "Un altro ciclo dei lavori è già attivo su questa macchina.",
                returncode=ALREADY_RUNNING,
            ) from exc


def _taken(lock: LoopLock) -> bool:
    """Whether the site's jobs are ours for one round."""
    try:
        lock.acquire()
    except AlreadyRunningError:
        return False
    return True
