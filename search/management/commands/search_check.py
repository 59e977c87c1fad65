from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.comparison import Confronto, check
from search.engines import kept_engines
from search.engines.base import SearchUnavailable, WriterBusy


class Command(BaseCommand):
    help = (
        "Confronta con i contenuti gli indici della ricerca tenuti da questa macchina: ciò che "
        "manca, è vecchio o è di troppo. Esce con 1 se ce n’è; con --repair li corregge."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="corregge ciò che trova")

    def handle(self, *args: Any, repair: bool = False, **options: Any) -> None:
        wrong = failed = False
        for engine in kept_engines():
            try:
                self.stdout.write(f"{engine.nome}:")
                found = check(engine, repair=repair)
            except (SearchUnavailable, WriterBusy) as exc:
                self.stderr.write(f"{type(engine).__name__}: {exc}")
                failed = True
            else:
                self._tell(found, repair=repair)
                wrong |= not found.uguali
        if failed:
            raise CommandError("Non tutti gli indici sono stati confrontati o corretti.")
        if wrong and not repair:
            self.stdout.write("Per correggere: search_check --repair")
            raise SystemExit(1)

    def _tell(self, found: Confronto, *, repair: bool) -> None:
        for label, uids in (
            ("manca", found.mancanti),
            ("vecchio", found.vecchi),
            ("di troppo", found.di_troppo),
        ):
            for uid in uids:
                self.stdout.write(f"{label}: {uid}")
        if found.guasto:
            self.stdout.write(found.guasto)
        if found.uguali:
            self.stdout.write("L’indice è uguale ai contenuti.")
        elif repair:
            self.stdout.write("Corretto.")
