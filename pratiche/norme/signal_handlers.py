"""The register listens to what is deleted: nothing of it stays cited."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver

from piattaforma.nucleo.operations import touch

from .models import Articolo, Norma, Orientamento, Pronuncia, StatoNorma, VersioneArticolo
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


@receiver([post_save, post_delete], sender=StatoNorma)
def on_state_changed(instance: StatoNorma, origin: Any = None, **kwargs: Any) -> None:
    """Lists show the state of an act, and that of its articles that have none, by the act's."""
    if not _goes_with(StatoNorma, origin):
        return
    articles = Articolo.objects.pubblicati().order_by()
    if instance.articolo_id is not None:
        touch(modello=Articolo, keys=articles.filter(pk=instance.articolo_id).values("pk"))
        return
    acts = Norma.objects.pubblicate().order_by().filter(pk=instance.norma_id)
    touch(modello=Norma, keys=acts.values("pk"))
    touch(modello=Articolo, keys=articles.filter(norma=instance.norma_id).values("pk"))


@receiver([post_save, post_delete], sender=VersioneArticolo)
def on_version_changed(instance: VersioneArticolo, origin: Any = None, **kwargs: Any) -> None:
    """An article is called as its version of today says."""
    if _goes_with(VersioneArticolo, origin):
        articles = Articolo.objects.pubblicati().order_by().filter(pk=instance.articolo_id)
        touch(modello=Articolo, keys=articles.values("pk"))


def _goes_with(model: type[Any], origin: Any) -> bool:
    """Whether a row was written, or deleted itself: what goes with its act was withdrawn with it."""
    return origin is None or isinstance(origin, model) or getattr(origin, "model", None) is model
