"""Keeping the renderings of live pages true: when what they show of others changes, they are made again.

A rendering holds addresses of pages, alternative texts of images, names of built files. Whatever
changes one of these marks the renderings that show it; a job makes them again, one a transaction.
"""

from collections.abc import Iterable
from functools import cache, partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q
from django.templatetags.static import static
from wagtail.models import Page, ReferenceIndex

from piattaforma.lavori.turns import run_each

from .contents import Zona, content_of
from .models import Resa

#: Raise it when the way blocks are rendered changes.
RENDERER = "1"


@cache
def current_version() -> str:
    """What a rendering of today was made with: the renderer, and the icons' file of this build."""
    return f"{RENDERER} {static('condivisa/sprite.svg')}"[-100:]


@transaction.atomic
def render_page(*, page: Page) -> list[Zona]:
    """Render the zones of a live page, keep them and return them. Empty for what is no content."""
    content = content_of(page)
    if content is None:
        return []
    zones = content.zone(page)
    Resa.objects.update_or_create(
        page_id=page.pk,
        defaults={"zone": {z.nome: z.html for z in zones}, "versione": current_version()},
    )
    return zones


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
    """Make the stale renderings again, one a transaction. Returns how many."""
    stale = Resa.objects.exclude(versione=current_version()).filter(page__live=True)
    return run_each(partial(_refresh, key) for key in list(stale.values_list("pk", flat=True)))


@transaction.atomic
def _refresh(key: int) -> int:
    """The row is locked before the page is read: a publication meanwhile is not undone."""
    stale = Resa.objects.select_for_update().exclude(versione=current_version())
    if stale.filter(pk=key).first() is None:
        return 0
    page = Page.objects.filter(pk=key, live=True).specific().first()
    if page is None:
        return 0
    render_page(page=page)
    return 1
