"""Where pages stand in the tree: who may find them there, and what is above; for many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from wagtail.models import Page

from .visibilita import tokens_of_pages

PageT = TypeVar("PageT", bound=Page)


@dataclass(frozen=True, slots=True)
class Posto:
    """Where a page stands."""

    #: as `visibilita` says
    gettoni: frozenset[str]
    #: the pages above it, the outermost first; of their own types, with the columns of every page
    sopra: tuple[Any, ...]


def posto_of(page: Any) -> Posto:
    """Read with the page, or now."""
    found: Posto | None = page.__dict__.get("posto")
    return found or _posti([page])[page.pk]


def with_posti(pages: Iterable[PageT]) -> list[PageT]:
    """The same pages, each with its `posto`: two queries for all."""
    found = list(pages)
    posti = _posti(found)
    for page in found:
        page.posto = posti[page.pk]  # type: ignore[attr-defined]
    return found


def _posti(pages: Iterable[Page]) -> dict[int, Posto]:
    pages = list(pages)
    step = Page.steplen
    trails = {
        page.pk: [page.path[:end] for end in range(step, len(page.path), step)] for page in pages
    }
    paths = {path for trail in trails.values() for path in trail}
    above = {page.path: page.specific_deferred for page in Page.objects.filter(path__in=paths)}
    tokens = tokens_of_pages(pages)
    return {
        page.pk: Posto(
            tokens[page.pk], tuple(above[path] for path in trails[page.pk] if path in above)
        )
        for page in pages
    }
