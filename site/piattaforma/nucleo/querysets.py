"""Which pages somebody may see. This is the one rule for pages, lists, feeds, sitemap and counts."""

from functools import cache
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.models import PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

Reader = AbstractBaseUser | AnonymousUser | None
PagesT = TypeVar("PagesT", bound="QuerySet[Any]")

#: Readers whom nobody can name: those who were told a password, or of whom nothing was written down.
IGNOTI = "?"


def closed_to(user: Reader) -> "QuerySet[PageViewRestriction]":
    """The restrictions that keep `user` out.

    A shared password counts as closed: who typed it reads the page itself, never the lists.
    """
    restrictions = PageViewRestriction.objects.all()
    if user is None or not user.is_authenticated:
        return restrictions
    restrictions = restrictions.exclude(restriction_type=PageViewRestriction.LOGIN)
    if getattr(user, "is_superuser", False):
        return restrictions.exclude(restriction_type=PageViewRestriction.GROUPS)
    return restrictions.exclude(
        Q(restriction_type=PageViewRestriction.GROUPS) & Q(groups__user=user.pk)
    )


def visible_to(pages: PagesT, user: Reader) -> PagesT:
    """Keep the live pages with no restriction, on them or above them, that keeps `user` out."""
    is_known = user is not None and user.is_authenticated
    return pages.filter(~(_closed_above(user) if is_known else _closed_to_anyone()), live=True)


def _closed_above(user: Reader) -> Exists:
    """Whether a restriction, on the page or above it, keeps `user` out."""
    # A restriction covers the pages whose path begins with the path of its own page.
    below = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return Exists(closed_to(user).annotate(below=below).filter(below__startswith=F("page__path")))


@cache
def _closed_to_anyone() -> Exists:
    """The same for whoever is not signed in: always the same condition, built once."""
    return _closed_above(None)


def refused_to(page: Any, user: Reader) -> bool:
    """Whether who `user` is keeps them out of this page; a password can still be typed."""
    refusals = closed_to(user).exclude(restriction_type=PageViewRestriction.PASSWORD)
    return refusals.filter(page__in=page.get_ancestors(inclusive=True)).exists()


def audience_of(page: Any) -> str:
    """Who may read a page if it is live: "" for anyone, else the restrictions on it and above it."""
    rows = PageViewRestriction.objects.filter(page__in=page.get_ancestors(inclusive=True))
    groups: dict[tuple[int, str], list[int]] = {}
    for key, kind, group in rows.values_list("pk", "restriction_type", "groups__pk"):
        groups.setdefault((key, kind), []).append(group or 0)
    if any(kind == PageViewRestriction.PASSWORD for _, kind in groups):
        return IGNOTI
    return "; ".join(sorted({f"{kind} {sorted(found)}" for (_, kind), found in groups.items()}))


class BasePageQuerySet(PageQuerySet):  # type: ignore[misc]
    def visibile_a(self, user: Reader) -> "BasePageQuerySet":
        """The pages that `user` (anonymous: None) may read: live, and open to them all the way up."""
        return visible_to(self, user)


BasePageManager = PageManager.from_queryset(BasePageQuerySet)
