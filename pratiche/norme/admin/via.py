"""The way from an act without a live record to one: its draft, or a new record."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from piattaforma.citazioni import Identificatore

from ..models import ChiaveRegistro, Norma, Pronuncia
from ..proposte import is_decision
from .base import edit_url


@dataclass(frozen=True, slots=True)
class Via:
    """Where an editor goes; nowhere, for who may neither write the draft nor make the record."""

    url: str = ""
    is_bozza: bool = False


def way_to_record(user: Any, act: Identificatore, held: ChiaveRegistro | None) -> Via:
    """`held`: the key of the draft that waits. Who may not write it is not told of it."""
    if held is not None:
        record = held.norma or held.pronuncia
        return Via(edit_url(record), is_bozza=True) if _may(user, "change", record) else Via()
    model: Any = Pronuncia if is_decision(act) else Norma
    if not _may(user, "add", model):
        return Via()
    return Via(f"{reverse(model.snippet_viewset.get_url_name('add'))}?atto={act}")


def _may(user: Any, action: str, model: Any) -> bool:
    allowed: bool = user.has_perm(f"pratiche.{action}_{model._meta.model_name}")
    return allowed
