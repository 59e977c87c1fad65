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


@cache
def _links() -> dict[int, str]:
    from django.contrib.contenttypes.models import ContentType

    return {
        ContentType.objects.get_for_model(model).pk: model._meta.model_name or ""
        for model in page_models()
    }


def joined(pages: "QuerySet[Any]") -> "QuerySet[Any]":
    """`pages` with the tables of all our types, so that `specific_of` needs no further query."""
    return pages.select_related(*(model._meta.model_name for model in page_models()))


def specific_of(page: Page) -> Any:
    """The page as its own type, from a row that `joined` made; as it is for foreign types."""
    link = _links().get(page.content_type_id)
    return getattr(page, link) if link else page
