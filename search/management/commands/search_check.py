from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from search.comparison import check


class Command(BaseCommand):
    help = (
        "Confronta l’indice della ricerca con i contenuti: quelli che mancano, sono vecchi o sono "
        "di troppo. Esce con 1 se ce ne sono; con --repair li corregge."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="corregge ciò che trova")

    def handle(self, *args: Any, repair: bool = False, **options: Any) -> None:
        found = check(repair=repair)
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
        else:
            self.stdout.write("Per correggere: search_check --repair")
            raise SystemExit(1)
