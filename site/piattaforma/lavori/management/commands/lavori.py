"""`manage.py lavori`: the one loop of recurring jobs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from piattaforma.lavori.lock import AlreadyRunningError, loop_lock
from piattaforma.lavori.loop import Loop
from piattaforma.lavori.stopping import heeding_signals

#: Exit code when another loop runs on the same database.
ALREADY_RUNNING = 3


class Command(BaseCommand):
    help = (
        "Esegue i lavori ricorrenti, ciascuno alla sua scadenza, finché non riceve SIGTERM o "
        "SIGINT. Un solo ciclo alla volta per ogni database: un secondo esce con il codice 3."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once",
            action="store_true",
            help="esegue una volta i lavori scaduti e termina (per i timer di sistema)",
        )

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        try:
            with heeding_signals(), loop_lock() as lock:
                if once:
                    Loop().turn()
                else:
                    Loop().run_until_stopped(lock)
        except AlreadyRunningError as exc:
            raise CommandError(
                "Un altro ciclo dei lavori è già attivo su questo database.",
                returncode=ALREADY_RUNNING,
            ) from exc
