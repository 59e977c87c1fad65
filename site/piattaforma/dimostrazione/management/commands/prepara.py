from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from piattaforma.dimostrazione.load import ACCOUNTS, PASSWORD, is_empty, load_demo
from piattaforma.nucleo.avvio import bootstrap_site
from search.indexing import bring_up_to_date


class Command(BaseCommand):
    help = "Migra, crea ciò che manca e, se il sito è vuoto, carica la dimostrazione (`make run`)."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if is_empty():
            load_demo()
        else:
            bootstrap_site()
        bring_up_to_date()
        if settings.DIMOSTRAZIONE:
            self.stdout.write(f"  Account dimostrativi: {', '.join(ACCOUNTS)}")
            self.stdout.write(f"  Password di tutti: {PASSWORD}")
