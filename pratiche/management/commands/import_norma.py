"""Import official texts of law, Akoma Ntoso or NIR."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from piattaforma.nucleo.refusals import in_words
from pratiche.norme.importazione import TestoRifiutato, riga_di_sintesi
from pratiche.norme.testi import EsitoTesto, TestoUfficiale, import_texts, preview, read_text

#: Numbers of articles that are named in one line; of more, how many.
NOMINATI = 20


class Command(BaseCommand):
    help = "Importa testi ufficiali (Akoma Ntoso 3.0 o NIR): tutti i file o nessuno."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="+", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="Dice che cosa cambierebbe; non scrive niente."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        texts = _read(options["file"])
        dry = options["dry_run"]
        try:
            outcomes = preview(testi=texts) if dry else import_texts(testi=texts)
        except ValidationError as problem:
            raise CommandError(f"Niente è stato importato.\n{in_words(problem)}") from problem
        for text in texts:
            self.stdout.write(riga_di_sintesi(text.atto))
            for warning in text.atto.avvisi:
                self.stdout.write(f"  attenzione: {warning}")
        for outcome in outcomes:
            for line in lines_of_outcome(outcome):
                self.stdout.write(f"  {line}")
        if dry:
            self.stdout.write("Prova: niente è stato scritto.")


def _read(paths: list[Path]) -> list[TestoUfficiale]:
    """Every file read, or a CommandError that says what is wrong with each."""
    texts, refused = [], []
    for path in paths:
        try:
            texts.append(read_text(path.name, path.read_bytes()))
        except TestoRifiutato as problem:
            refused.append(str(problem))
        except OSError as problem:
            refused.append(f"{path}: non si apre ({problem.strerror}).")
    if refused:
        raise CommandError("Niente è stato importato.\n" + "\n".join(refused))
    return texts


def lines_of_outcome(outcome: EsitoTesto) -> list[str]:
    """What an import does to one act, a line for each kind of thing."""
    said = [
        ("articoli nuovi", outcome.aggiunti),
        ("articoli che ricevono il testo", outcome.completati),
        ("articoli con un’altra versione", outcome.cambiati),
        ("articoli già uguali", outcome.uguali),
        ("articoli del registro che il file non ha", outcome.assenti),
    ]
    head = f"{outcome.titolo} ({outcome.identificatore})" + (": nuovo" if outcome.nuovo else "")
    return [head, *(f"  {what}: {_named(numbers)}" for what, numbers in said if numbers)]


def _named(numbers: list[str]) -> str:
    if len(numbers) <= NOMINATI:
        return f"{len(numbers)} ({', '.join(numbers)})"
    return str(len(numbers))
