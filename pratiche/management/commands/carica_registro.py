"""Load the register of norms from its files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from piattaforma.nucleo.refusals import ImportRefused
from pratiche.norme.registro.caricamento import CARTELLA, load_register


class Command(BaseCommand):
    help = "Carica nel sito il registro delle norme: tutto o niente; ripetibile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cartella", type=Path, default=CARTELLA, help="Un altro registro.")
        parser.add_argument(
            "--sovrascrivi", action="store_true", help="Anche ciò che la redazione ha cambiato."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = load_register(folder=options["cartella"], overwrite=options["sovrascrivi"])
        except ImportRefused as refusal:
            raise CommandError(
                "Niente è stato caricato.\n" + "\n".join(refusal.errors)
            ) from refusal
        self.stdout.write(
            f"{len(outcome.nuove)} nuove, {len(outcome.aggiornate)} aggiornate, "
            f"{len(outcome.invariate)} invariate, {len(outcome.lasciate)} lasciate com’erano."
        )
        for name in outcome.lasciate:
            self.stdout.write(f"  lasciata: {name}")
