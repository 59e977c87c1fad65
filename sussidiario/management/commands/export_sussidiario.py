import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sussidiario.scambio.esportazione import ExportRefused, export_edition


class Command(BaseCommand):
    help = (
        "Scrive le schede pubblicate di un’edizione in una cartella di file Markdown, "
        "con le immagini e i documenti: import_sussidiario la rilegge."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("cartella", type=Path)
        parser.add_argument("--edizione", required=True, help="indirizzo dell’edizione, es. 2026")
        parser.add_argument("--json", action="store_true", help="esito in JSON")
        parser.add_argument(
            "--sovrascrivi",
            action="store_true",
            help="al posto dell’edizione che la cartella contiene già",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = export_edition(
                folder=options["cartella"],
                slug=options["edizione"],
                overwrite=options["sovrascrivi"],
            )
        except ExportRefused as refusal:
            raise CommandError("Niente esportato.\n" + str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(outcome.as_dict(), ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"esportate: {', '.join(outcome.esportate)}")
        if outcome.lasciate_fuori:
            self.stdout.write(
                "lasciate fuori (bozze, o pagine che non tutti possono leggere): "
                + ", ".join(outcome.lasciate_fuori)
            )
