"""The register listens to what is deleted: nothing of it stays cited."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from .models import Articolo, Norma, Orientamento, Pronuncia
from .operations import record_withdrawal, withdraw_article


@receiver(pre_delete, sender=Norma)
@receiver(pre_delete, sender=Pronuncia)
@receiver(pre_delete, sender=Orientamento)
def on_record_deleted(instance: Any, **kwargs: Any) -> None:
    if instance.live:
        record_withdrawal(oggetto=instance)


@receiver(pre_delete, sender=Articolo)
def on_article_deleted(instance: Articolo, origin: Any, **kwargs: Any) -> None:
    """Those that go with their act were withdrawn with it."""
    if not isinstance(origin, Norma) and getattr(origin, "model", None) is not Norma:
        withdraw_article(articolo=instance)
