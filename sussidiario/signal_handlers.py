"""What the frame and the home keep is not of today any more when a situation changes."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from piattaforma.nucleo.models import Generazione

from .models import SchedaDiSituazione, Situazione


@receiver([post_save, post_delete], sender=Situazione)
@receiver([post_save, post_delete], sender=SchedaDiSituazione)
def on_situation_changed(**kwargs: Any) -> None:
    Generazione.advance()
