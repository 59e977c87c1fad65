"""What both databases share: how texts are indexed, and how what is typed is asked."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Length
from modelsearch.query import Phrase, PlainText, SearchQuery
from modelsearch.utils import get_content_type_pk

from .words import asked, plain


class PlainTexts:
    """For an indexer: no sign goes in that nobody can ask for."""

    def prepare_value(self, value: Any) -> str:
        return plain(super().prepare_value(value))  # type: ignore[misc]


class OneStatement:
    """For an index: an entry is written at once, and no other is touched."""

    indexer: type[Any]
    #: columns of an entry that the indexer fills
    columns: tuple[str, ...] = ("title", "autocomplete", "body")
    entries: QuerySet[Any]
    backend: Any

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        kind = get_content_type_pk(model)
        indexers = [self.indexer(one, self.backend) for one in objs]
        self.entries.bulk_create(
            [
                self.entries.model(
                    content_type_id=kind,
                    object_id=one.id,
                    **{name: getattr(one, name) for name in self.columns},
                )
                for one in indexers
            ],
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=self.columns,
        )

    def _refresh_title_norms(self, *, full: bool = False) -> None:
        """Nothing reads how long a title is beside the others."""


class ShortestFirst:
    """For a compiler: where relevance is asked, the shortest title that has all words stands first."""

    def __init__(
        self,
        queryset: QuerySet[Any],
        query: Any,
        fields: Any = None,
        operator: str | None = None,
        *,
        order_by_relevance: bool = True,
    ) -> None:
        if order_by_relevance:
            queryset = queryset.order_by(Length("title").asc(), F("pk").desc())
        super().__init__(  # type: ignore[call-arg]
            queryset, query, fields=fields, operator=operator, order_by_relevance=False
        )


def words_only(query: SearchQuery) -> SearchQuery:
    """A leaf of a question without any sign; one without words finds nothing."""
    if not isinstance(query, PlainText | Phrase):
        return query
    words = asked(query.query_string)
    if isinstance(query, PlainText) and words:
        return PlainText(words, operator=query.operator)
    return Phrase(words)
