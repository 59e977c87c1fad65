"""Indices that a test may make on the node that all share: they begin alike and go when it ends."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from elasticsearch import AuthorizationException

from tests.nodo.trasporto import client_of

#: What a test may have put on an index, and keeps it from being deleted.
_LOCK = "index.blocks.read_only"


@contextmanager
def fresh_prefix(url: str) -> Iterator[str]:
    """A beginning of names that nobody else uses. For fixtures of any scope."""
    prefix = f"prova-{uuid.uuid4().hex[:12]}"
    yield prefix
    with client_of(url) as client:
        # By name: the node refuses to delete by wildcard.
        names = list(client.indices.get(index=f"{prefix}*", expand_wildcards="all").body)
        if not names:
            return
        try:
            client.indices.delete(index=names)
        except AuthorizationException:
            client.indices.put_settings(index=names, settings={_LOCK: False})
            client.indices.delete(index=names)
