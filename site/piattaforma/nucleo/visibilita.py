"""Visibility as tokens, for indexes that no database query reaches: the rule of `querysets`, said in words.

What is indexed bears the tokens any of which lets a reader in; a reader holds tokens. A page that
restrictions close bears one token that names them all, and only who passes every one of them holds
it: when a restriction changes its groups, or somebody joins one, nothing is indexed again.
"""

from collections.abc import Iterable, Mapping

from wagtail.models import Page, PageViewRestriction

from .querysets import Reader, closed_to

#: What anyone may read.
PUBBLICO = "tutti"


def tokens_of_pages(pages: Iterable[Page]) -> dict[int, frozenset[str]]:
    """The token of each page; none where a password is asked: who typed it reads the page, never lists.

    One query, however many.
    """
    rows = list(PageViewRestriction.objects.values_list("pk", "restriction_type", "page__path"))
    return {
        page.pk: _token({key: kind for key, kind, path in rows if page.path.startswith(path)})
        for page in pages
    }


def _token(kinds: Mapping[int, str]) -> frozenset[str]:
    if PageViewRestriction.PASSWORD in kinds.values():
        return frozenset()
    return frozenset({_named(kinds)})


def tokens_of_reader(user: Reader) -> frozenset[str]:
    """What `user` holds. No query for whoever is not signed in, two for all others."""
    if user is None or not user.is_authenticated:
        return frozenset({PUBBLICO})
    closed = set(closed_to(user).values_list("pk", flat=True))
    rows = list(PageViewRestriction.objects.values_list("pk", "page__path"))
    tokens = {PUBBLICO}
    for _, path in rows:
        # Whatever stands on this page is closed by these together.
        above = {key for key, other in rows if path.startswith(other)}
        if not above & closed:
            tokens.add(_named(above))
    return frozenset(tokens)


def _named(restrictions: Iterable[int]) -> str:
    return "+".join(str(key) for key in sorted(restrictions)) or PUBBLICO
