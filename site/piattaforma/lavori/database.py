"""Database connections of a process that lives for months."""

from django.db import connections


def renew_connections() -> None:
    """Close connections that broke or are too old; the next query opens new ones.

    As Django does between requests, but a connection inside a transaction is left alone: its
    owner has not finished.
    """
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
