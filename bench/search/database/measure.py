"""Runs inside that site: documents and questions come in, how long each took goes out (JSON)."""

import json
import sys
import time
from collections.abc import Iterable

import django


def main() -> None:
    django.setup()
    given = json.load(sys.stdin)
    _fill(given["documenti"])
    print(json.dumps([_asked(text, given["lettore"]) for text in given["domande"]]))


def _fill(documents: Iterable[tuple[str, str, str]]) -> None:
    from django.core.management import call_command
    from modelsearch.backends import get_search_backend

    from .models import Documento

    call_command("migrate", run_syncdb=True, verbosity=0)
    Documento.objects.bulk_create(
        Documento(title=title, corpo=body, visibile=reader) for title, body, reader in documents
    )
    backend = get_search_backend()
    rebuilder = backend.rebuilder_class(backend.get_index_for_model(Documento))
    rebuilder.start().add_items(Documento, Documento.objects.all())
    rebuilder.finish()


def _asked(text: str, reader: str) -> float:
    from modelsearch.backends import get_search_backend
    from modelsearch.query import PlainText

    from .models import Documento

    start = time.process_time()
    open_ones = Documento.objects.filter(visibile=reader)
    query = PlainText(text, operator="or")
    if not list(get_search_backend().search(query, open_ones)[:10]):
        sys.exit(f"nessun risultato per «{text}»")
    return 1000 * (time.process_time() - start)


if __name__ == "__main__":
    main()
