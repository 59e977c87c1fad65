"""Search listens to contents: whatever may show another document is written in the outbox."""

from typing import Any

from django.dispatch import receiver

from piattaforma.nucleo.contents import (
    content_published,
    content_reread,
    content_withdrawn,
    contents_touched,
    contents_withdrawn,
)

from .indexing import enqueue


@receiver([content_published, content_reread, content_withdrawn])
def on_content_changed(contenuto: Any, oggetto: Any, **kwargs: Any) -> None:
    # No answer: to `content_reread` it would say that rows of ours changed.
    enqueue(contenuto, [oggetto.pk])


@receiver([contents_touched, contents_withdrawn])
def on_contents_changed(contenuto: Any, keys: Any, **kwargs: Any) -> None:
    enqueue(contenuto, keys)
