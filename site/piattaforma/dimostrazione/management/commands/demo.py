from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from piattaforma.dimostrazione.load import ACCOUNTS, PASSWORD, is_empty, load_demo


class Command(BaseCommand):
    help = "Carica i contenuti dimostrativi. Ripetibile: ciò che la redazione ha cambiato resta."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--se-vuoto", action="store_true", help="solo se il sito non ha ancora contenuti"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["se_vuoto"] or is_empty():
            load_demo()
            self.stdout.write("Contenuti dimostrativi caricati.")
        if settings.DIMOSTRAZIONE:
            self.stdout.write(f"Account dimostrativi: {', '.join(ACCOUNTS)}; password: {PASSWORD}")
