"""What the glossary writes: voices that go live and away, and where contents use them."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet

from piattaforma.lingua import Sentence, sentences
from piattaforma.nucleo.annotators import ZonaLetta
from piattaforma.nucleo.contents import (
    content_published,
    content_withdrawn,
)
from piattaforma.nucleo.letture import forget_reading, keep_reading
from piattaforma.nucleo.models import Aggiornamento, Generazione
from piattaforma.nucleo.models.nota import TipoModifica
from piattaforma.riferimenti.frasi import sentence_around

from ..models import UsoGlossario, VoceGlossario
from .annotatore import NOME
from .contents import ContenutoVoce

#: The columns by which two rows say the same.
COLONNE = [field.attname for field in UsoGlossario._meta.concrete_fields if not field.primary_key]
_content = ContenutoVoce()


@transaction.atomic
def record_publication(*, voce: VoceGlossario, before: VoceGlossario | None) -> None:
    """A version of a voice went live in place of `before` (None: it was not live).

    Pages that use it are read again by the jobs loop, because the annotator's version changes with
    the names; what a changed definition says is read at each view.
    """
    zones = keep_reading(contenuto=_content, oggetto=voce)
    if before is not None and _explained(before) != _explained(voce):
        _record_update(voce, before)
    content_published.send(sender=VoceGlossario, contenuto=_content, oggetto=voce, zone=zones)
    Generazione.advance()


@transaction.atomic
def record_withdrawal(*, voce: VoceGlossario) -> None:
    """A voice is no longer live, or no longer there."""
    forget_reading(oggetto=voce)
    content_withdrawn.send(sender=VoceGlossario, contenuto=_content, oggetto=voce)
    Generazione.advance()


def _explained(voce: VoceGlossario) -> tuple[str, str]:
    return voce.definizione, voce.nota


def _record_update(voce: VoceGlossario, before: VoceGlossario) -> None:
    """Readers follow what words mean: a new voice is no event, another definition is."""
    what = "definizione" if before.definizione != voce.definizione else "nota"
    update = Aggiornamento.objects.create(
        tipo=TipoModifica.CORREZIONE,
        content_type=ContentType.objects.get_for_model(voce),
        object_id=voce.pk,
        titolo=voce.termine,
        testo=f"La {what} è cambiata.",
        testo_prima=_content.testo(before, _content.zone(before)),
        testo_dopo=_content.testo(voce, _content.zone(voce)),
        confrontabile=True,
        lettori_prima=_content.lettori(before),
        lettori_dopo=_content.lettori(voce),
    )
    update.termini.set(_content.termini(voce))


# --- where contents use voices --------------------------------------------------------------------


@transaction.atomic(savepoint=False)
def replace_uses(*, oggetto: Model, zone: Sequence[ZonaLetta]) -> None:
    """Write the uses of the live version of a content in place of those of the version before it."""
    rows = _rows(oggetto, zone)
    there = list(UsoGlossario.objects.of(oggetto).values_list(*COLONNE))
    if there == [tuple(getattr(row, name) for name in COLONNE) for row in rows]:
        return
    remove_uses(oggetto=oggetto)
    UsoGlossario.objects.bulk_create(rows)


def remove_uses(*, oggetto: Any) -> None:
    rows = UsoGlossario.objects.of(oggetto)
    # Nothing hangs on a row: no need to read them first.
    rows._raw_delete(rows.db)


def remove_uses_of(*, modello: type[Model], keys: "QuerySet[Any, Any]") -> None:
    rows = UsoGlossario.objects.filter(
        content_type=ContentType.objects.get_for_model(modello), object_id__in=keys
    )
    rows._raw_delete(rows.db)


def _rows(oggetto: Model, zone: Sequence[ZonaLetta]) -> list[UsoGlossario]:
    content_type = ContentType.objects.get_for_model(oggetto)
    return [
        UsoGlossario(content_type=content_type, object_id=oggetto.pk, zona=zona.nome, **fields)
        for zona in zone
        for fields in _uses(zona)
    ]


def _uses(zona: ZonaLetta) -> Iterator[dict[str, Any]]:
    @cache
    def sentences_of(block: int) -> list[Sentence]:
        return sentences(zona.testo[slice(*zona.lettura.blocchi[block])])

    for segno in zona.segni.get(NOME, []):
        block = zona.lettura.block_of(segno.inizio)
        begins, ends = zona.lettura.blocchi[block]
        frase = sentence_around(
            zona.testo[begins:ends],
            sentences_of(block),
            segno.inizio - begins,
            segno.fine - begins,
        )
        yield {
            "codice": segno.chiavi[0],
            "frase": frase.testo,
            "frase_inizio": frase.inizio,
            "frase_fine": frase.fine,
        }
