import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from piattaforma.riferimenti.confronto import Confronto, Differenza, compare

#: Acts without a record that are printed; JSON has them all.
MOSTRATI = 40


class Command(BaseCommand):
    help = (
        "Confronta le citazioni registrate con quelle che i testi pubblicati contengono oggi, ed "
        "elenca gli atti citati di cui nessun registro ha la scheda. Esce con 1 se le righe non "
        "coincidono; non scrive niente."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="esito in JSON, per intero")

    def handle(self, *args: Any, **options: Any) -> None:
        outcome = compare()
        if options["json"]:
            self.stdout.write(json.dumps(outcome.as_dict(), ensure_ascii=False, indent=2))
        else:
            self._write(outcome)
        if not outcome.is_equal:
            sys.exit(1)

    def _write(self, outcome: Confronto) -> None:
        say = self.stdout.write
        say(f"{outcome.citazioni} citazioni, {outcome.contenuti} contenuti pubblicati.")
        for difference in outcome.differenze:
            self._write_difference(difference)
        if outcome.orfane:
            say("Di contenuti non più pubblicati:")
            for row in outcome.orfane:
                say(f"  - {row}")
        if outcome.is_equal:
            say("Le righe coincidono con i testi.")
        else:
            say("Le righe non coincidono con i testi: `manage.py citazioni_rebuild` le riscrive.")
        missing = [act for act in outcome.senza_record if not act.motivo]
        if missing:
            say(f"Atti e articoli citati senza una scheda nel registro: {len(missing)}")
        for act in missing[:MOSTRATI]:
            away = "" if act.url else ", senza indirizzo ufficiale"
            say(f"  {act.citazioni:>5} in {act.contenuti} contenuti: {act.nome}{away}")
        left_out = [act for act in outcome.senza_record if act.motivo]
        if left_out:
            say(f"Lasciati fuori dal registro di proposito: {len(left_out)}")
        for act in left_out:
            say(f"  {act.nome}: {act.motivo}")

    def _write_difference(self, difference: Differenza) -> None:
        say = self.stdout.write
        say(f"{difference.genere} {difference.pk}, «{difference.titolo}»:")
        for row in difference.mancano:
            say(f"  manca {row}")
        for row in difference.in_piu:
            say(f"  in più {row}")
        if difference.collegamenti:
            say("  i collegamenti nel testo non sono quelli di oggi")
