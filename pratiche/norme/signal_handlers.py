"""The register listens to what is deleted: nothing of it stays cited."""

from typing import Any

from django.db.models.signals import m2m_changed, pre_delete
from django.dispatch import receiver

from .models import Articolo, Norma, Orientamento, Pronuncia
from .operations import record_withdrawal, touch_articles, withdraw_article


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


@receiver(m2m_changed, sender=Norma.temi.through)
def on_themes_changed(instance: Norma, action: str, **kwargs: Any) -> None:
    """Articles are found under the themes of their act."""
    if action.startswith("post_"):
        touch_articles(norma=instance)
