from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from piattaforma.nucleo.refusals import ImportRefused
from sussidiario.glossario.importer import import_glossary


class Command(BaseCommand):
    help = "Pubblica le voci del glossario di un file YAML: tutte o nessuna."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--sovrascrivi",
            action="store_true",
            help="anche le voci modificate o ritirate nell’amministrazione dopo l’ultima importazione",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = import_glossary(path=options["file"], overwrite=options["sovrascrivi"])
        except ImportRefused as refusal:
            raise CommandError(f"Niente importato.\n{refusal}") from refusal
        for label, codes in vars(outcome).items():
            if codes:
                self.stdout.write(f"{label}: {', '.join(codes)}")
