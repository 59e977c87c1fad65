"""Search listens: what may show another document is written in the outbox, other synonyms are told."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from piattaforma.nucleo.contents import (
    content_published,
    content_reread,
    content_withdrawn,
    contents_touched,
    contents_withdrawn,
)

from .indexing import enqueue
from .models import GruppoSinonimi
from .risposte.sinonimi import groups_changed


@receiver([content_published, content_reread, content_withdrawn])
def on_content_changed(contenuto: Any, oggetto: Any, **kwargs: Any) -> None:
    # No answer: to `content_reread` it would say that rows of ours changed.
    enqueue(contenuto, [oggetto.pk])


@receiver([contents_touched, contents_withdrawn])
def on_contents_changed(contenuto: Any, keys: Any, **kwargs: Any) -> None:
    enqueue(contenuto, keys)


@receiver([post_save, post_delete], sender=GruppoSinonimi, dispatch_uid="search.sinonimi")
def on_group_changed(**kwargs: Any) -> None:
    groups_changed()
