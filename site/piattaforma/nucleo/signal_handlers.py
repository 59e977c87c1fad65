"""The kernel listens to Wagtail: contents that go live or away, frames that change."""

from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from piattaforma.media.renditions import make_renditions
from piattaforma.territori.models import Ufficio

from .contents import content_of
from .models import Generazione, ImpostazioniSito, MenuSito, Termine
from .operations import (
    record_publication,
    record_withdrawal,
    touch,
    touch_found_under,
    touch_pages,
)
from .renderings import mark_stale, render_page


@receiver(page_published)
def on_published(instance: Page, revision: Any = None, **kwargs: Any) -> None:
    if kwargs.get("alias"):
        # The same content at another address: nothing happened that readers have not heard.
        render_page(page=instance)
        return
    # The signal also fires for a page that is only scheduled: then it is not live.
    if instance.live:
        record_publication(page=instance, revision=revision)
        mark_stale([instance])
        Generazione.advance()


@receiver(page_unpublished)
def on_unpublished(instance: Page, **kwargs: Any) -> None:
    record_withdrawal(page=instance.specific)
    mark_stale([instance])
    Generazione.advance()


@receiver(pre_delete)
def on_deleted(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page) and content_of(instance) is not None:
        record_withdrawal(page=instance)
        Generazione.advance()


@receiver([page_slug_changed, post_page_move])
def on_moved(instance: Page, **kwargs: Any) -> None:
    """The addresses of a page and of all below it changed: menus and links elsewhere show them."""
    mark_stale(Page.objects.descendant_of(instance, inclusive=True))
    Generazione.advance()


@receiver(pre_save)
def on_address_written(instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Moving and renaming write the address of the page, then of all below it, in one transaction.

    Wagtail tells of either only when that is over.
    """
    if not isinstance(instance, Page) or not instance.pk:
        return
    if update_fields is not None and not {"url_path", "alias_of_id", "alias_of"} & {*update_fields}:
        return
    before = Page.objects.filter(pk=instance.pk).values_list("url_path", "alias_of").first()
    if before is None:
        return
    url_path, alias_of = before
    if url_path != instance.url_path:
        touch_pages(pages=Page.objects.descendant_of(instance, inclusive=True))
    elif alias_of != instance.alias_of_id:
        # What was the same content at another address is a content now.
        touch_pages(pages=Page.objects.filter(pk=instance.pk))


@receiver([post_save, post_delete], sender=get_image_model())
@receiver([post_save, post_delete], sender=get_document_model())
def on_file_changed(instance: Any, **kwargs: Any) -> None:
    """The text, the format or the file itself may have changed where it is shown: the logo too."""
    mark_stale([instance])
    Generazione.advance()


@receiver([post_save, post_delete], sender=ImpostazioniSito)
@receiver([post_save, post_delete], sender=MenuSito)
@receiver([post_save, post_delete], sender=Site)
@receiver([post_save, post_delete], sender=Ufficio)
@receiver([post_save, post_delete], sender=Termine)
def on_frame_changed(instance: Any, **kwargs: Any) -> None:
    logo = getattr(instance, "logo", None)
    if logo is not None:
        make_renditions(logo)
    Generazione.advance()


@receiver([post_save, post_delete], sender=Site)
@transaction.atomic
def on_site_changed(**kwargs: Any) -> None:
    """Where the tree is cut into sites, each page has its address."""
    touch_pages(pages=Page.objects.live())


@receiver(pre_save, sender=PageViewRestriction)
def on_restriction_written(instance: Any, **kwargs: Any) -> None:
    """Which page it closed until now is asked before it is written, and told after."""
    stored = Page.objects.filter(view_restrictions=instance.pk).exclude(pk=instance.page_id)
    instance.chiudeva = stored.first() if instance.pk else None


@receiver([post_save, post_delete], sender=PageViewRestriction)
def on_restriction_changed(instance: Any, **kwargs: Any) -> None:
    """Links to the pages below appear or disappear; below the page that it closed before, too."""
    closed = Page.objects.descendant_of(instance.page, inclusive=True)
    if (before := instance.__dict__.pop("chiudeva", None)) is not None:
        closed |= Page.objects.descendant_of(before, inclusive=True)
    mark_stale(closed)
    touch_pages(pages=closed)
    Generazione.advance()


@receiver(m2m_changed)
def on_terms_changed(instance: Any, model: Any, action: str, **kwargs: Any) -> None:
    """A content is found under other entries of the vocabularies."""
    if model is Termine and action.startswith("post_") and content_of(instance) is not None:
        touch(modello=type(instance), keys=[instance.pk])


@receiver(pre_save, sender=Termine)
def on_term_moved(instance: Termine, **kwargs: Any) -> None:
    """What is found under an entry is found under those above it too."""
    rows = Termine.objects.filter(pk=instance.pk)
    before = rows.values_list("vocabolario", "codice", "genitore").first()
    if before not in {None, (instance.vocabolario, instance.codice, instance.genitore_id)}:
        touch_found_under(termine=instance)


@receiver(pre_delete, sender=Termine)
def on_term_deleted(instance: Termine, **kwargs: Any) -> None:
    touch_found_under(termine=instance)
