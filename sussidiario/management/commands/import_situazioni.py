from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from piattaforma.nucleo.refusals import ImportRefused
from sussidiario.situazione.importer import load_situations


class Command(BaseCommand):
    help = (
        "Crea le situazioni di un file YAML che mancano, tutte o nessuna; "
        "quelle che ci sono restano come sono."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = load_situations(options["file"])
        except ImportRefused as refusal:
            raise CommandError(f"Niente importato.\n{refusal}") from refusal
        self.stdout.write(f"situazioni nuove: {made}")
