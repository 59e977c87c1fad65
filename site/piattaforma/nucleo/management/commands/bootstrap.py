from typing import Any

from django.core.management.base import BaseCommand

from piattaforma.nucleo.avvio import bootstrap_site


class Command(BaseCommand):
    help = (
        "Crea ciò senza cui il sito non funziona: gruppi, permessi, radice, vocabolari. Ripetibile."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        called = bootstrap_site()
        self.stdout.write(f"Pronti: {', '.join(called)}.")
