"""The search of the admin: page explorer, choosers, images and documents. Readers' search is another.

Wagtail's database backend, but that it ranks by a query for each row on SQLite, that each publication
weighs all titles again, and that a quote breaks it. Here the shortest title that has all words stands
first, so the exact one does; nothing typed is ever syntax; accents and elided articles do not count.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection


def SearchBackend(params: Mapping[str, Any]) -> Any:  # noqa: N802 - the name Wagtail looks for
    """The backend for the database in use: each needs tables that the other does not have."""
    if connection.vendor == "postgresql":
        from .postgres import PostgresBackend

        return PostgresBackend(params)
    from .sqlite import SQLiteBackend

    return SQLiteBackend(params)
