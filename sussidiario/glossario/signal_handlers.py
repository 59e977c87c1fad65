"""The glossary listens to what goes live and away."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from piattaforma.nucleo.contents import (
    content_published,
    content_reread,
    content_withdrawn,
    contents_withdrawn,
)

from ..models import VoceGlossario
from .operations import record_withdrawal, remove_uses, remove_uses_of, replace_uses


@receiver([content_published, content_reread])
def on_content_read(oggetto: Any, zone: Any, **kwargs: Any) -> None:
    replace_uses(oggetto=oggetto, zone=zone)


@receiver(content_withdrawn)
def on_content_withdrawn(oggetto: Any, **kwargs: Any) -> None:
    remove_uses(oggetto=oggetto)


@receiver(contents_withdrawn)
def on_contents_withdrawn(contenuto: Any, keys: Any, **kwargs: Any) -> None:
    remove_uses_of(modello=contenuto.modello, keys=keys)


@receiver(pre_delete, sender=VoceGlossario)
def on_voice_deleted(instance: VoceGlossario, **kwargs: Any) -> None:
    if instance.live:
        record_withdrawal(voce=instance)
