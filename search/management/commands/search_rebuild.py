from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import WriterBusy
from search.indexing import rebuild


class Command(BaseCommand):
    help = "Costruisce di nuovo l’indice della ricerca; fino alla fine risponde quello di prima."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = rebuild()
        except WriterBusy as exc:
            raise CommandError("Un altro processo sta già scrivendo l’indice.") from exc
        self.stdout.write(f"Indice ricostruito: {count} contenuti.")
