"""Citations listen to what goes live, and to the region in which texts are read."""

from typing import Any

from django.db import transaction
from django.db.models.signals import pre_save
from django.dispatch import receiver

from piattaforma.nucleo.contents import (
    content_published,
    content_reread,
    content_withdrawn,
    contents_withdrawn,
)
from piattaforma.nucleo.models import Generazione, ImpostazioniSito
from piattaforma.nucleo.renderings import mark_unread

from .operations import remove_citations, remove_citations_of, replace_citations


@receiver(content_published)
def on_content_published(contenuto: Any, oggetto: Any, zone: Any, **kwargs: Any) -> None:
    replace_citations(contenuto=contenuto, oggetto=oggetto, zone=zone)


@receiver(content_reread)
def on_content_reread(contenuto: Any, oggetto: Any, zone: Any, **kwargs: Any) -> bool:
    """Whether any citation changed."""
    changed = replace_citations(contenuto=contenuto, oggetto=oggetto, zone=zone)
    if changed:
        # The home shows which acts are cited most. Not here: an import may hold the token and wait
        # for the rendering that this transaction holds.
        transaction.on_commit(Generazione.advance)
    return changed


@receiver(content_withdrawn)
def on_content_withdrawn(oggetto: Any, **kwargs: Any) -> None:
    remove_citations(oggetto=oggetto)


@receiver(contents_withdrawn)
def on_contents_withdrawn(contenuto: Any, keys: Any, **kwargs: Any) -> None:
    remove_citations_of(modello=contenuto.modello, keys=keys)


@receiver(pre_save, sender=ImpostazioniSito)
def on_region_changed(instance: ImpostazioniSito, **kwargs: Any) -> None:
    """A regional law named without its region may be another one now."""
    before = ImpostazioniSito.objects.filter(pk=instance.pk).values_list("regione", flat=True)
    if (before.first() or "") != instance.regione:
        mark_unread()
