from typing import Any

from django.core.management.base import BaseCommand

from piattaforma.dimostrazione.load import load_demo
from search.indexing import bring_up_to_date


class Command(BaseCommand):
    help = "Carica di nuovo i contenuti dimostrativi; ciò che la redazione ha cambiato resta."

    def handle(self, *args: Any, **options: Any) -> None:
        load_demo()
        bring_up_to_date()
        self.stdout.write("Contenuti dimostrativi caricati.")
