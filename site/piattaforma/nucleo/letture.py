"""Readings of contents that are no pages: kept when one goes live, read again when marks would differ.

Whoever publishes such a content calls `keep_reading` in the same transaction and sends what it
returns with `content_published`; whoever takes one away calls `forget_reading`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from wagtail.models import Page

from piattaforma.lavori.turns import run_each

from .annotators import ZonaLetta, annotate, annotators_version
from .contents import Contenuto, Zona, all_contents, content_reread
from .models import Resa, ResaContenuto

Tenuta = Resa | ResaContenuto


@transaction.atomic
def keep_reading(*, contenuto: Contenuto, oggetto: Model) -> list[ZonaLetta]:
    """Read what is live now, keep it for readers, and return it."""
    # Asked first: what changes meanwhile makes the reading stale, never current by mistake.
    version = annotators_version()
    zones = annotate(contenuto, oggetto, contenuto.zone(oggetto))
    ResaContenuto.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(contenuto.modello),
        object_id=oggetto.pk,
        defaults={
            "zone": {zona.nome: zona.html for zona in zones},
            "segni": marks_of(zones),
            "letta_con": version,
        },
    )
    return zones


def forget_reading(*, oggetto: Model) -> None:
    """`oggetto` is no longer live, or no longer there."""
    ResaContenuto.objects.of(oggetto).delete()


def forget_readings(*, modello: type[Model], keys: "Sequence[int] | QuerySet[Any, Any]") -> None:
    """Many contents of one model changed at once: the job reads them, readers meanwhile see today’s words.

    Or they went: nothing is left to read.
    """
    ResaContenuto.objects.of_keys(modello, keys).delete()


# --- read again -----------------------------------------------------------------------------------


def refresh_readings(modello: type[Model] | None = None) -> int:
    """Read the live contents (of `modello`, if given) whose reading is missing or old, one a transaction.

    Returns how many.
    """
    return run_each(_stale_steps(modello))


def _stale_steps(modello: type[Model] | None) -> Iterator[Callable[[], int]]:
    for contenuto in kept_here():
        if modello is not None and contenuto.modello is not modello:
            continue
        current = ResaContenuto.objects.filter(
            content_type=ContentType.objects.get_for_model(contenuto.modello),
            letta_con=annotators_version(),
        )
        stale = contenuto.pubblicati().exclude(pk__in=current.values("object_id"))
        for key in list(stale.order_by("pk").values_list("pk", flat=True)):
            yield partial(_read_again, contenuto, key)


def kept_here() -> Iterator[Contenuto]:
    """The contents that are no pages and whose reading is kept."""
    for contenuto in all_contents():
        if contenuto.si_conserva and not issubclass(contenuto.modello, Page):
            yield contenuto


@transaction.atomic
def _read_again(contenuto: Contenuto, key: int) -> int:
    """The row is locked before the content is read: a publication meanwhile is not undone."""
    where: dict[str, Any] = {
        "content_type": ContentType.objects.get_for_model(contenuto.modello),
        "object_id": key,
    }
    ResaContenuto.objects.get_or_create(**where)
    kept = ResaContenuto.objects.select_for_update().filter(**where).first()
    if kept is None or kept.letta_con == annotators_version():
        return 0
    oggetto = contenuto.pubblicati().filter(pk=key).first()
    if oggetto is None:
        kept.delete()
        return 0
    zones = keep_reading(contenuto=contenuto, oggetto=oggetto)
    content_reread.send(sender=contenuto.modello, contenuto=contenuto, oggetto=oggetto, zone=zones)
    return 1


# --- what is kept, of pages too -------------------------------------------------------------------


def marks_of(zones: Iterable[ZonaLetta]) -> dict[str, Any]:
    """The marks as they are kept beside the HTML."""
    return {z.nome: [mark.as_json() for mark in z.legati] for z in zones if z.legati}


def kept_of(*, contenuto: Contenuto, key: int, lock: bool = False) -> Tenuta | None:
    """What is kept of a content; locked, it is read before the content is."""
    rows: Any
    if issubclass(contenuto.modello, Page):
        rows = Resa.objects.filter(pk=key)
    elif contenuto.si_conserva:
        rows = ResaContenuto.objects.of_keys(contenuto.modello, [key])
    else:
        return None
    found: Tenuta | None = (rows.select_for_update() if lock else rows).first()
    return found


def kept_of_many(*, contenuto: Contenuto, keys: Sequence[int]) -> dict[int, Tenuta]:
    """Primary key → what is kept of the content, for those of which something is: one query."""
    if issubclass(contenuto.modello, Page):
        return {kept.pk: kept for kept in Resa.objects.filter(pk__in=keys)}
    if not contenuto.si_conserva:
        return {}
    rows = ResaContenuto.objects.of_keys(contenuto.modello, keys)
    return {kept.object_id: kept for kept in rows}


def read_kept(contenuto: Contenuto, oggetto: Any, kept: Tenuta) -> list[ZonaLetta]:
    """Ask every annotator about the HTML that readers get; writes nothing."""
    return annotate(contenuto, oggetto, [Zona(name, "", html) for name, html in kept.zone.items()])


def mark_again(contenuto: Contenuto, oggetto: Any, kept: Tenuta) -> list[ZonaLetta]:
    """The same, and keep the marks where they differ; `kept` is locked."""
    version = annotators_version()
    zones = read_kept(contenuto, oggetto, kept)
    marks = marks_of(zones)
    if (kept.segni, kept.letta_con) != (marks, version):
        type(kept)._default_manager.filter(pk=kept.pk).update(segni=marks, letta_con=version)
    return zones
