"""Citations follow what goes live."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet

from piattaforma.nucleo.annotators import ZonaLetta
from piattaforma.nucleo.contents import Contenuto

from .models import Citazione
from .righe import rows_of

#: The columns by which two rows say the same.
COLONNE = [field.attname for field in Citazione._meta.concrete_fields if not field.primary_key]


@transaction.atomic(savepoint=False)
def replace_citations(*, contenuto: Contenuto, oggetto: Model, zone: Sequence[ZonaLetta]) -> bool:
    """Write the rows of the live version of a content in place of those of the version before it.

    Returns whether any row changed; where none did, nothing is written.
    """
    rows = rows_of(contenuto, oggetto, zone)
    there = list(Citazione.objects.of(oggetto).values_list(*COLONNE))
    if there == [tuple(getattr(row, name) for name in COLONNE) for row in rows]:
        return False
    remove_citations(oggetto=oggetto)
    Citazione.objects.bulk_create(rows)
    return True


def remove_citations(*, oggetto: Any) -> None:
    """The content is no longer live: it applies no law."""
    rows = Citazione.objects.of(oggetto)
    # Nothing hangs on a row and nobody listens to its going: no need to read them first.
    rows._raw_delete(rows.db)


def remove_citations_of(*, modello: type[Model], keys: "QuerySet[Any, Any]") -> None:
    """Many contents of one model are no longer live: one query."""
    rows = Citazione.objects.filter(
        content_type=ContentType.objects.get_for_model(modello), object_id__in=keys
    )
    rows._raw_delete(rows.db)
