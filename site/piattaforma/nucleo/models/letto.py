"""An object whose text is read by annotators: it shows its zones with their links."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import cached_property

from ..annotators import annotate, keys_of, show
from ..contents import content_of
from ..linking import Legato
from .resa import BaseResa, ResaContenuto


class LettoMixin:
    """For models of contents: what was kept when the object went live, or made now for a preview."""

    #: whether this object is a version that is previewed, not the live one
    is_anteprima = False

    @cached_property
    def lettura_tenuta(self) -> BaseResa | None:
        """The reading of the live version."""
        return ResaContenuto.objects.of(self).first()  # type: ignore[arg-type]

    @cached_property
    def _letto(self) -> tuple[Mapping[str, str], dict[str, list[Legato]]]:
        """HTML and marks by zone."""
        kept = None if self.is_anteprima else self.lettura_tenuta
        if kept is not None:
            return kept.zone, kept.legati
        this: Any = self
        content = content_of(this)
        zones = annotate(content, this, content.zone(this)) if content else []
        return {z.nome: z.html for z in zones}, {z.nome: z.legati for z in zones}

    @cached_property
    def zone_html(self) -> dict[str, Any]:
        """Zone name → HTML with its links, as readers get it."""
        return show(self, *self._letto)

    def chiavi_segnate(self, annotatore: str) -> list[tuple[str, ...]]:
        """What an annotator marked in the text that readers get."""
        return keys_of(self._letto[1], annotatore)
