"""All page types of ours in one query: the tables of the types joined to the table of pages."""

from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from wagtail.models import Page

from .models.base_page import BasePage


@cache
def page_models() -> tuple[type[BasePage], ...]:
    """Every concrete page type that comes from `BasePage`."""
    return tuple(
        model
        for model in apps.get_models()
        if issubclass(model, BasePage) and not model._meta.abstract
    )


def page_model(content_type_id: int) -> type[BasePage] | None:
    """Our page type with this content type, or None for foreign types."""
    from django.contrib.contenttypes.models import ContentType

    # Django keeps the content types of a process.
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    return model if model in page_models() else None


def joined(pages: "QuerySet[Any]") -> "QuerySet[Any]":
    """`pages` with the tables of all our types, so that `specific_of` needs no further query."""
    return pages.select_related(*(model._meta.model_name for model in page_models()))


def specific_of(page: Page) -> Any:
    """The page as its own type, from a row that `joined` made; as it is for foreign types."""
    model = page_model(page.content_type_id)
    return getattr(page, model._meta.model_name or "") if model else page
