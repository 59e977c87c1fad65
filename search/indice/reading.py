"""Contents read for the index: those that changed, or all of them, as they are now."""

from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import InterfaceError, OperationalError
from wagtail.models import Site

from piattaforma.nucleo.contents import Contenuto, all_contents, content_of

from ..contract import Document
from ..models import DaIndicizzare
from ..uids import uid_of
from .documents import documents_of
from .outbox import write_rows

#: Contents that are read, and written, at once.
PASSO = 200
#: A database that does not answer; whatever else it says is of what it was asked.
DatabaseGone = (OperationalError, InterfaceError)


def read_again(rows: Iterable[DaIndicizzare]) -> tuple[list[Document], list[str]]:
    """The contents of these rows as they are now, and the uids of those that nobody finds any more."""
    Site.clear_site_root_paths_cache()
    by_type: dict[int, set[int]] = {}
    for row in rows:
        by_type.setdefault(row.content_type_id, set()).add(row.object_id)
    documents: list[Document] = []
    gone: list[str] = []
    for content_type, keys in by_type.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        # An app that was taken away: whoever compares removes what is left of it.
        if model is None:
            continue
        found = documents_of(model, sorted(keys)) if content_of(model) is not None else []
        documents += found
        gone += sorted({uid_of(model, key) for key in keys} - {one.uid for one in found})
    return documents, gone


def batches(index: str = "") -> Iterator[list[Document]]:
    """All documents of the site, by type and key, read in short steps, for one index or for all."""
    # Wagtail keeps them an hour in each process: another one may have changed them.
    Site.clear_site_root_paths_cache()
    for contenuto in all_contents():
        if contenuto.si_cerca:
            for keys in _keys(contenuto):
                yield readable(contenuto, keys, index)


def _keys(contenuto: Contenuto) -> Iterator[list[int]]:
    live = contenuto.pubblicati().order_by("pk").values_list("pk", flat=True)
    last = 0
    while keys := list(live.filter(pk__gt=last)[:PASSO]):
        yield keys
        last = keys[-1]


def readable(contenuto: Contenuto, keys: list[int], index: str = "") -> list[Document]:
    """The documents of these contents; what cannot be read waits in the outbox, where it is told of."""
    try:
        found = documents_of(contenuto.modello, keys)
        for one in found:
            # A text that cannot be written is found here.
            _ = one.impronta
    except DatabaseGone:
        raise
    except Exception:  # noqa: BLE001 - one of them: the site is searched without it
        if len(keys) == 1:
            write_rows(contenuto, keys, only=index)
            return []
        return [one for key in keys for one in readable(contenuto, [key], index)]
    return found
