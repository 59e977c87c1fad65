"""The admin's search on PostgreSQL: its text vectors, of words as they are.

The configuration is "simple": the Italian one would find neither "di" nor the beginning of a word.
"""

from typing import Any

from modelsearch.backends.database.postgres import postgres as stock

from .backend import OneStatement, PlainTexts, ShortestFirst, words_only


class _Indexer(PlainTexts, stock.ObjectIndexer):  # type: ignore[misc]
    """Texts as words."""


class _Index(OneStatement, stock.PostgresIndex):  # type: ignore[misc]
    indexer = _Indexer
    columns = (*OneStatement.columns, "title_text", "body_text")


class _Words:
    def build_tsquery_content(self, query: Any, config: Any = None, *, invert: bool = False) -> Any:
        return super().build_tsquery_content(words_only(query), config=config, invert=invert)  # type: ignore[misc]


class _Search(_Words, ShortestFirst, stock.PostgresSearchQueryCompiler):  # type: ignore[misc]
    """Whole words."""


class _Autocomplete(_Words, ShortestFirst, stock.PostgresAutocompleteQueryCompiler):  # type: ignore[misc]
    """Words, of which the last may go on."""


class PostgresBackend(stock.PostgresSearchBackend):  # type: ignore[misc]
    index_class = _Index
    query_compiler_class = _Search
    autocomplete_query_compiler_class = _Autocomplete

    def __init__(self, params: Any) -> None:
        super().__init__({"SEARCH_CONFIG": "simple", **params})
