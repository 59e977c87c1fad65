import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sussidiario.scambio.importazione import ImportRefused, import_edition


class Command(BaseCommand):
    help = "Importa le schede di una cartella di file Markdown in un’edizione: tutte o nessuna."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("cartella", type=Path)
        parser.add_argument("--edizione", required=True, help="indirizzo dell’edizione, es. 2026")
        parser.add_argument("--dry-run", action="store_true", help="dice che cosa farebbe")
        parser.add_argument("--json", action="store_true", help="esito in JSON")
        parser.add_argument(
            "--sovrascrivi",
            action="store_true",
            help="anche le schede modificate nell’amministrazione dopo l’ultima importazione",
        )
        parser.add_argument(
            "--bozze",
            action="store_true",
            help="i file senza intestazione YAML diventano bozze, e dice che cosa manca a ciascuna",
        )
        parser.add_argument(
            "--parte", default="", help="dove mettere le bozze; altrimenti nella prima parte"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = import_edition(
                folder=options["cartella"],
                slug=options["edizione"],
                dry_run=options["dry_run"],
                overwrite=options["sovrascrivi"],
                drafts=options["bozze"],
                part=options["parte"],
            )
        except ImportRefused as refusal:
            if options["json"]:
                self.stdout.write(
                    json.dumps({"errori": refusal.errors}, ensure_ascii=False, indent=2)
                )
            raise CommandError("Niente importato.\n" + str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(outcome.as_dict(), ensure_ascii=False, indent=2))
            return
        if options["dry_run"]:
            self.stdout.write("Prova: niente è stato scritto.")
        for label, codes in outcome.as_dict().items():
            if isinstance(codes, list) and codes:
                self.stdout.write(f"{label.replace('_', ' ')}: {', '.join(codes)}")
        for code, missing in outcome.bozze.items():
            self.stdout.write(f"bozza {code}: manca")
            for what in missing:
                self.stdout.write(f"  - {what}")
