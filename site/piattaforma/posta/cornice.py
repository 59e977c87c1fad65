"""What surrounds every mail: whose site it is, its colours and address.

A port: an upper layer gives it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

PRIMARY = "#0b57a5"
LAW = "#963c17"
_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")


@dataclass(frozen=True)
class Cornice:
    """The frame's data. Colours that are not `#rrggbb` fall back to the platform's own."""

    nome: str = "Condivisa"
    motto: str = ""
    base_url: str = ""
    ente: str = ""
    colore: str = PRIMARY
    colore_norme: str = LAW

    def __post_init__(self) -> None:
        for field, default in (("colore", PRIMARY), ("colore_norme", LAW)):
            if not _HEX.match(getattr(self, field)):
                object.__setattr__(self, field, default)


def default_frame() -> Cornice:
    """The frame when nobody knows better: the platform's name and the configured address."""
    return Cornice(base_url=getattr(settings, "BASE_URL", ""))


FrameProvider = Callable[[], Cornice]


_providers: list[FrameProvider] = []


def set_frame_provider(provider: FrameProvider | None) -> None:
    """Let `provider` give the frame from now on; None goes back to the default."""
    _providers[:] = [] if provider is None else [provider]


def current_frame() -> Cornice:
    return _providers[0]() if _providers else default_frame()
