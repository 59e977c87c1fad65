"""The admin's search on SQLite: its FTS5 table."""

from typing import Any

from modelsearch.backends.database.sqlite import sqlite as stock

from .backend import OneStatement, PlainTexts, ShortestFirst, words_only


class _Indexer(PlainTexts, stock.ObjectIndexer):  # type: ignore[misc]
    """Texts as words."""


class _Index(OneStatement, stock.SQLiteIndex):  # type: ignore[misc]
    indexer = _Indexer


class _Words:
    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        return super().build_search_query_content(words_only(query), config=config)  # type: ignore[misc]


class _Search(_Words, ShortestFirst, stock.SQLiteSearchQueryCompiler):  # type: ignore[misc]
    """Whole words."""


class _Autocomplete(_Words, ShortestFirst, stock.SQLiteAutocompleteQueryCompiler):  # type: ignore[misc]
    """Words, of which the last may go on."""


class SQLiteBackend(stock.SQLiteSearchBackend):  # type: ignore[misc]
    index_class = _Index
    query_compiler_class = _Search
    autocomplete_query_compiler_class = _Autocomplete
