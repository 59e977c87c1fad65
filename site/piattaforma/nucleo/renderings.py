"""Keeping the renderings of live pages true: when what they show of others changes, they are made again.

A rendering holds addresses of pages, alternative texts of images, names of built files. Whatever
changes one of these marks the renderings that show it; a job makes them again, one a transaction.
"""

from collections.abc import Iterable
from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q
from django.templatetags.static import static
from wagtail.models import Page, ReferenceIndex

from .contents import content_of
from .models import Resa

#: Raise it when the way blocks are rendered changes.
RENDERER = "1"


@cache
def current_version() -> str:
    """What a rendering of today was made with: the renderer, and the icons' file of this build."""
    return f"{RENDERER} {static('condivisa/sprite.svg')}"[-100:]


@transaction.atomic
def render_page(*, page: Page) -> bool:
    """Render the zones of a live page and keep them. False for what is no content."""
    content = content_of(page)
    if content is None:
        return False
    zones = {zona.nome: zona.html for zona in content.zone(page)}
    Resa.objects.update_or_create(
        page_id=page.pk, defaults={"zone": zones, "versione": current_version()}
    )
    return True


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
    """Make the stale renderings again. Returns how many."""
    stale = list(Resa.objects.exclude(versione=current_version()).values_list("pk", flat=True))
    done = 0
    for key in stale:
        page = Page.objects.filter(pk=key, live=True).specific().first()
        done += bool(page and render_page(page=page))
    return done
