"""The rows of citations that a content should have: worked out, not written."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from piattaforma.citazioni import Identificatore, parse_identifier
from piattaforma.lingua import Sentence, sentences
from piattaforma.nucleo.annotators import ZonaLetta
from piattaforma.nucleo.contents import Contenuto

from .annotatore import NOME
from .frasi import sentence_around
from .identificatori import readable
from .models import Citazione


def rows_of(contenuto: Contenuto, oggetto: Model, zone: Sequence[ZonaLetta]) -> list[Citazione]:
    """What an editor listed, then what the text cites, in the order of the text."""
    content_type = ContentType.objects.get_for_model(oggetto)
    rows = [*listed_rows(contenuto, oggetto), *(row for zona in zone for row in _cited(zona))]
    for order, row in enumerate(rows):
        row.content_type, row.object_id, row.ordine = content_type, oggetto.pk, order
    return rows


def listed_rows(contenuto: Contenuto, oggetto: Any) -> Iterator[Citazione]:
    """The references that an editor wrote, without their source."""
    for reference in contenuto.riferimenti(oggetto):
        # Bulk actions publish drafts that the form has not checked: no row, and no link.
        if identifier := readable(reference.identificatore):
            yield Citazione(
                zona=reference.zona,
                origine=Citazione.Origine.STRUTTURATA,
                etichetta=reference.etichetta,
                perche=reference.perche,
                **keys_of_row(identifier),
            )


def _cited(zona: ZonaLetta) -> Iterator[Citazione]:
    """One row for each target of each place that cites."""
    text = zona.lettura.testo

    @cache
    def sentences_of(block: int) -> list[Sentence]:
        return sentences(text[slice(*zona.lettura.blocchi[block])])

    for segno in zona.segni.get(NOME, []):
        block = zona.lettura.block_of(segno.inizio)
        begins, ends = zona.lettura.blocchi[block]
        frase = sentence_around(
            text[begins:ends], sentences_of(block), segno.inizio - begins, segno.fine - begins
        )
        for key in segno.chiavi:
            yield Citazione(
                zona=zona.nome,
                origine=segno.genere,
                blocco=block,
                inizio=segno.inizio,
                fine=segno.fine,
                frase=frase.testo,
                frase_inizio=frase.inizio,
                frase_fine=frase.fine,
                **keys_of_row(parse_identifier(key)),
            )


def keys_of_row(identifier: Identificatore) -> dict[str, str]:
    """The columns by which a row is found."""
    return {
        "identificatore": str(identifier),
        "atto": identifier.chiave,
        "articolo": identifier.articolo,
        "comma": identifier.comma,
    }
