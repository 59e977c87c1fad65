"""What the glossary writes: voices that go live and away, and where contents use them."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model

from piattaforma.lavori.turns import run_each
from piattaforma.lingua import Sentence, sentences
from piattaforma.nucleo.annotators import ZonaLetta, annotate, annotators_version
from piattaforma.nucleo.contents import (
    content_published,
    content_reread,
    content_withdrawn,
)
from piattaforma.nucleo.models import Aggiornamento, Generazione
from piattaforma.nucleo.models.nota import TipoModifica
from piattaforma.nucleo.renderings import marks_of
from piattaforma.riferimenti.frasi import sentence_around

from ..models import ResaVoce, UsoGlossario, VoceGlossario
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
    zones = _keep(voce)
    if before is not None and _explained(before) != _explained(voce):
        _record_update(voce, before)
    content_published.send(sender=VoceGlossario, contenuto=_content, oggetto=voce, zone=zones)
    Generazione.advance()


@transaction.atomic
def record_withdrawal(*, voce: VoceGlossario) -> None:
    """A voice is no longer live, or no longer there."""
    ResaVoce.objects.filter(pk=voce.pk).delete()
    content_withdrawn.send(sender=VoceGlossario, contenuto=_content, oggetto=voce)
    Generazione.advance()


def refresh_voices() -> int:
    """Read again the voices whose words would be marked otherwise today, one a transaction.

    Returns how many.
    """
    return run_each(_stale_steps())


def _stale_steps() -> Iterator[Callable[[], int]]:
    stale = ResaVoce.objects.filter(voce__live=True).exclude(letta_con=annotators_version())
    for key in list(stale.values_list("pk", flat=True)):
        yield partial(_read_again, key)


@transaction.atomic
def _read_again(key: int) -> int:
    """The row is locked before the voice is read: a publication meanwhile is not undone."""
    kept = ResaVoce.objects.select_for_update().filter(pk=key).first()
    voce = VoceGlossario.objects.pubblicate().filter(pk=key).first()
    if kept is None or voce is None or kept.letta_con == annotators_version():
        return 0
    zones = _keep(voce)
    content_reread.send(sender=VoceGlossario, contenuto=_content, oggetto=voce, zone=zones)
    return 1


def _keep(voce: VoceGlossario) -> list[ZonaLetta]:
    """Read a voice and keep what was read."""
    # Asked first: what changes meanwhile makes the reading stale, never current by mistake.
    version = annotators_version()
    zones = annotate(_content, voce, _content.zone(voce))
    ResaVoce.objects.update_or_create(
        voce_id=voce.pk,
        defaults={
            "zone": {zona.nome: zona.html for zona in zones},
            "segni": marks_of(zones),
            "letta_con": version,
        },
    )
    return zones


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
