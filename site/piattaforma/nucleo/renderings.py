"""Keeping the renderings of live pages true: when what they show of others changes, they are made again.

A rendering holds addresses of pages, alternative texts of images, names of built files. Whatever
changes one of these marks the renderings that show it; a job makes them again, one a transaction.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q
from django.templatetags.static import static
from wagtail.models import Page, ReferenceIndex

from piattaforma.lavori.turns import run_each

from .annotators import ZonaLetta, annotate, annotators_version
from .contents import Contenuto, content_of, content_reread
from .letture import keep_reading, kept_of, mark_again, marks_of, read_kept
from .models import Resa, ResaContenuto

#: Raise it when the way blocks are rendered changes.
RENDERER = "1"


@cache
def current_version() -> str:
    """What a rendering of today was made with: the renderer, and the icons' file of this build."""
    return f"{RENDERER} {static('condivisa/sprite.svg')}"[-100:]


@transaction.atomic
def render_page(*, page: Page) -> list[ZonaLetta]:
    """Render the zones of a live page, read them, keep both and return them. Empty for what is no content."""
    content = content_of(page)
    if content is None:
        return []
    # Asked first: what changes meanwhile makes the rendering stale, never current by mistake.
    version = annotators_version()
    zones = annotate(content, page, content.zone(page))
    Resa.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "zone": {z.nome: z.html for z in zones},
            "segni": marks_of(zones),
            "versione": current_version(),
            "letta_con": version,
        },
    )
    return zones


@transaction.atomic(savepoint=False)
def read_again(*, page: Page, kept: Resa | None = None) -> list[ZonaLetta]:
    """Mark the kept rendering of a live page again, where that is needed, without rendering it anew.

    `kept` where it has been read and locked already.
    """
    content = content_of(page)
    kept = kept or Resa.objects.select_for_update().filter(pk=page.pk).first()
    if content is None or kept is None:
        return render_page(page=page)
    return mark_again(content, page, kept)


@transaction.atomic(savepoint=False)
def read_live(*, content: Contenuto, key: int) -> tuple[Any, list[ZonaLetta]] | None:
    """A live content and its zones, read and marked as today; None where it is not live (any more)."""
    # What is kept first, so that a publication meanwhile is not undone.
    kept = kept_of(contenuto=content, key=key, lock=True)
    oggetto = _live(content, key)
    if oggetto is None:
        return None
    if kept is not None:
        return oggetto, mark_again(content, oggetto, kept)
    if isinstance(oggetto, Page):
        return oggetto, render_page(page=oggetto)
    if content.si_conserva:
        return oggetto, keep_reading(contenuto=content, oggetto=oggetto)
    return oggetto, annotate(content, oggetto, content.zone(oggetto))


def read_unwritten(
    *, content: Contenuto, key: int, lock: bool = False
) -> tuple[Any, list[ZonaLetta], bool] | None:
    """The same without writing; and whether the marks kept are those of today."""
    kept = kept_of(contenuto=content, key=key, lock=lock)
    oggetto = _live(content, key)
    if oggetto is None:
        return None
    if kept is None:
        zones = annotate(content, oggetto, content.zone(oggetto))
        return oggetto, zones, not (isinstance(oggetto, Page) or content.si_conserva)
    zones = read_kept(content, oggetto, kept)
    return oggetto, zones, kept.segni == marks_of(zones)


def _live(content: Contenuto, key: int) -> Any:
    return content.pubblicati().filter(pk=key).first()


def mark_unread() -> int:
    """What annotators go by has changed: everything kept is to be read again. Returns how many."""
    return Resa.objects.update(letta_con="") + ResaContenuto.objects.update(letta_con="")


def mark_stale(targets: Iterable[Model]) -> int:
    """Mark the renderings of the pages that point to one of `targets`. Returns how many."""
    by_type: dict[int, list[str]] = {}
    for target in targets:
        base = target.get_base_content_type() if isinstance(target, Page) else None
        key = (base or ContentType.objects.get_for_model(target)).pk
        by_type.setdefault(key, []).append(str(target.pk))
    pointing = Q(pk__in=[])
    for content_type, keys in by_type.items():
        pointing |= Q(to_content_type_id=content_type, to_object_id__in=keys)
    page_type = ContentType.objects.get_for_model(Page)
    sources = ReferenceIndex.objects.filter(pointing, base_content_type=page_type)
    pages = {int(key) for key in sources.values_list("object_id", flat=True)}
    return Resa.objects.filter(page_id__in=pages).update(versione="")


def refresh_stale() -> int:
    """Make the stale renderings again, then read again what was read otherwise: one a transaction.

    Returns how many.
    """
    return run_each(_stale_steps())


def _stale_steps() -> Iterator[Callable[[], int]]:
    live = Resa.objects.filter(page__live=True)
    stale = live.exclude(versione=current_version())
    for key in list(stale.values_list("pk", flat=True)):
        yield partial(_refresh, key, render_page, versione=current_version())
    unread = live.exclude(letta_con=annotators_version())
    for key in list(unread.values_list("pk", flat=True)):
        yield partial(_refresh, key, read_again, letta_con=annotators_version())


@transaction.atomic
def _refresh(key: int, make: Callable[..., list[ZonaLetta]], **current: str) -> int:
    """The row is locked before the page is read: a publication meanwhile is not undone."""
    stale = Resa.objects.select_for_update().exclude(**current)
    if stale.filter(pk=key).first() is None:
        return 0
    page = Page.objects.filter(pk=key, live=True).specific().first()
    if page is None:
        return 0
    zones = make(page=page)
    content = content_of(page)
    if content is not None and not page.alias_of_id:
        content_reread.send(sender=type(page), contenuto=content, oggetto=page, zone=zones)
    return 1
