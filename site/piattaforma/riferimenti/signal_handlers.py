from typing import Any

from django.dispatch import receiver

from piattaforma.nucleo.contents import content_published, content_withdrawn

from .operations import remove_citations, replace_citations


@receiver(content_published)
def on_content_published(contenuto: Any, oggetto: Any, **kwargs: Any) -> None:
    replace_citations(contenuto=contenuto, oggetto=oggetto)


@receiver(content_withdrawn)
def on_content_withdrawn(oggetto: Any, **kwargs: Any) -> None:
    remove_citations(oggetto=oggetto)
