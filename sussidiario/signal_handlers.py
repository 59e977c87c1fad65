"""What hangs on schede and situations: the frame, the home, and what search shows of them."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page

from piattaforma.nucleo.contents import content_published, content_withdrawn, contents_touched
from piattaforma.nucleo.models import Generazione
from piattaforma.nucleo.operations import touch, touch_pages

from .models import (
    EdizioneCorrente,
    EdizionePage,
    PartePage,
    SchedaDiSituazione,
    SchedaPage,
    Situazione,
)


@receiver([post_save, post_delete], sender=Situazione)
@receiver([post_save, post_delete], sender=SchedaDiSituazione)
def on_situation_changed(**kwargs: Any) -> None:
    Generazione.advance()


@receiver([post_save, post_delete], sender=Situazione)
def on_situation_touched(instance: Situazione, **kwargs: Any) -> None:
    touch(modello=Situazione, keys=[instance.pk])


@receiver([post_save, post_delete], sender=SchedaDiSituazione)
def on_way_changed(instance: SchedaDiSituazione, **kwargs: Any) -> None:
    touch(modello=Situazione, keys=[instance.situazione_id])


@receiver([post_save, post_delete], sender=EdizioneCorrente)
def on_edition_switched(**kwargs: Any) -> None:
    """All schede have another state, and situations lead to others."""
    for model in (EdizionePage, PartePage, SchedaPage):
        touch(modello=model, keys=model.objects.live().order_by().values("pk"))


@receiver([content_published, content_withdrawn], sender=EdizionePage)
@receiver([content_published, content_withdrawn], sender=PartePage)
def on_part_changed(oggetto: Any, **kwargs: Any) -> None:
    """What it holds bears its name, and is in no list while it is down."""
    touch_pages(pages=Page.objects.descendant_of(oggetto).live())


@receiver([content_published, content_withdrawn], sender=SchedaPage)
def on_scheda_changed(oggetto: SchedaPage, **kwargs: Any) -> None:
    _touch_situations(SchedaDiSituazione.objects.filter(codice=oggetto.codice))


@receiver(contents_touched, sender=SchedaPage)
def on_schede_touched(keys: Any, **kwargs: Any) -> None:
    codes = SchedaPage.objects.filter(pk__in=keys).order_by().values("codice")
    _touch_situations(SchedaDiSituazione.objects.filter(codice__in=codes))


def _touch_situations(rows: "QuerySet[Any, Any]") -> None:
    """A situation is found by whoever may read one of its schede."""
    touch(modello=Situazione, keys=rows.order_by().values("situazione"))
