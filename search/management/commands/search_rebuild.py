from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines import ENGINES, kept_engines
from search.engines.base import SearchUnavailable, WriterBusy
from search.indexing import rebuild


class Command(BaseCommand):
    help = (
        "Costruisce di nuovo gli indici della ricerca tenuti da questa macchina; fino alla fine "
        "rispondono quelli di prima. Se uno non si può, gli altri sì: esce con 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--solo", choices=ENGINES, help="soltanto l’indice di questo motore")

    def handle(self, *args: Any, solo: str | None = None, **options: Any) -> None:
        failed = found = 0
        for engine in kept_engines():
            try:
                index = engine.nome
                if solo and not index.startswith(f"{solo}-"):
                    continue
                found += 1
                self.stdout.write(f"{index}: ricostruito, {rebuild(engine)} contenuti.")
            except WriterBusy:
                self.stderr.write(f"{index}: un altro processo sta già scrivendo l’indice.")
                failed += 1
            except SearchUnavailable as exc:
                self.stderr.write(f"{type(engine).__name__}: {exc}")
                failed += 1
        if not found and not failed:
            raise CommandError(f"Questa macchina non tiene un indice «{solo}».")
        if failed:
            raise CommandError("Non tutti gli indici sono stati ricostruiti.")
