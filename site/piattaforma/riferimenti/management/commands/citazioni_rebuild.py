import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from piattaforma.riferimenti.models import Ricostruzione
from piattaforma.riferimenti.ricostruzione import rebuild


class Command(BaseCommand):
    help = (
        "Rilegge tutti i contenuti pubblicati e riscrive le loro citazioni. Si può interrompere: "
        "la volta dopo riprende da dove era arrivato."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--da-capo", action="store_true", help="ricomincia anche se l’ultima volta non è finita"
        )
        parser.add_argument("--json", action="store_true", help="esito in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = Ricostruzione.objects.filter(finita=None, fatti__gt=0).first()
        if waiting and not options["da_capo"] and not options["json"]:
            self.stdout.write(f"Riprendo: {waiting.fatti} contenuti erano già fatti.")
        for state in rebuild(da_capo=options["da_capo"]):
            if state.finita is None and not options["json"]:
                self.stdout.write(f"{state.fatti} contenuti…")
        if options["json"]:
            outcome = {"contenuti": state.fatti, "cambiati": state.cambiati}
            self.stdout.write(json.dumps(outcome))
            return
        self.stdout.write(f"Fatto: {state.fatti} contenuti riletti, {state.cambiati} cambiati.")
