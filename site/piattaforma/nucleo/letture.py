"""Readings of contents that are no pages."""

from typing import Any

from django.utils.functional import cached_property

from .annotators import ZonaLetta, annotate, keys_of, show
from .contents import Contenuto, content_of


def keep_reading(*, contenuto: Contenuto, oggetto: Any) -> list[ZonaLetta]:
    return annotate(contenuto, oggetto, contenuto.zone(oggetto))


def forget_reading(*, oggetto: Any) -> None:
    pass


class LettoMixin:
    """What a content that is no page shows of its words."""

    @cached_property
    def _reso(self) -> Any:
        content = content_of(self)  # type: ignore[arg-type]
        zones = annotate(content, self, content.zone(self)) if content else []
        return {z.nome: z.html for z in zones}, {z.nome: z.legati for z in zones}

    @cached_property
    def zone_html(self) -> dict[str, str]:
        return show(self, *self._reso)

    def chiavi_segnate(self, annotatore: str) -> list[tuple[str, ...]]:
        return keys_of(self._reso[1], annotatore)
