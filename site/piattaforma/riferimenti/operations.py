"""Citations follow what goes live."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model

from piattaforma.citazioni import IdentificatoreNonValido, parse_identifier
from piattaforma.nucleo.contents import Contenuto

from .models import Citazione


@transaction.atomic
def replace_citations(*, contenuto: Contenuto, oggetto: Model) -> int:
    """Write the rows of the live version of a content in place of those of the version before it.

    Returns how many there are.
    """
    remove_citations(oggetto=oggetto)
    rows: list[Citazione] = []
    content_type = ContentType.objects.get_for_model(oggetto)
    for order, reference in enumerate(contenuto.riferimenti(oggetto)):
        if not is_readable(reference.identificatore):
            # Bulk actions publish drafts that the form has not checked: no row, and no link.
            continue
        identifier = parse_identifier(reference.identificatore)
        rows.append(
            Citazione(
                content_type=content_type,
                object_id=oggetto.pk,
                zona=reference.zona,
                ordine=order,
                origine=Citazione.Origine.STRUTTURATA,
                identificatore=str(identifier),
                atto=identifier.chiave,
                articolo=identifier.articolo,
                comma=identifier.comma,
                etichetta=reference.etichetta,
                perche=reference.perche,
            )
        )
    return len(Citazione.objects.bulk_create(rows))


def is_readable(identifier: str) -> bool:
    """Whether the text is an identifier; drafts may hold anything."""
    try:
        parse_identifier(identifier)
    except IdentificatoreNonValido:
        return False
    return True


def remove_citations(*, oggetto: Any) -> None:
    """The content is no longer live: it applies no law."""
    Citazione.objects.of(oggetto).delete()
