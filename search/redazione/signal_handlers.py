"""A group of synonyms that changes is in effect at the next search, in every process."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from ..models import GruppoSinonimi
from ..risposte.sinonimi import groups_changed


@receiver([post_save, post_delete], sender=GruppoSinonimi, dispatch_uid="search.risposte.sinonimi")
def on_group_changed(**kwargs: Any) -> None:
    groups_changed()
