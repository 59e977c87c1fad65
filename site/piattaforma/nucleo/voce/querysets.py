"""Pages with what readers said of them."""

import datetime as dt

from django.db.models import Avg, Count, Max, OuterRef, Q, QuerySet, Subquery
from wagtail.models import Page

from ..models import Valutazione


def with_votes(pages: QuerySet[Page], *, since: dt.date | None) -> QuerySet[Page]:
    """The pages that have votes, with how many, their mean, the last day and the last comment."""
    votes, latest = Q(), Valutazione.objects.filter(page=OuterRef("pk")).with_text()
    if since:
        votes, latest = Q(valutazioni__il__gte=since), latest.since(since)
    return pages.annotate(
        quante=Count("valutazioni", filter=votes),
        media=Avg("valutazioni__voto", filter=votes),
        ultima=Max("valutazioni__il", filter=votes),
        commento=Subquery(latest.values("testo")[:1]),
    ).filter(quante__gt=0)
