"""A cluster to measure: a node of the tests."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.test import override_settings

from tests.nodo.indici import fresh_prefix
from tests.nodo.nodo import acceso

_NODE = "tests.nodo.trasporto.OpenSearchNode"


@contextmanager
def on_node() -> Iterator[None]:
    """Inside, the cluster is the node of SEARCH_NODE_URL, or one started for it; indices made there go away."""
    running = os.environ.get("SEARCH_NODE_URL")
    with (
        nullcontext(running) if running else acceso() as url,
        fresh_prefix(url) as prefix,
        override_settings(
            ELASTICSEARCH_URL=url, ELASTICSEARCH_NODE=_NODE, ELASTICSEARCH_INDEX=prefix
        ),
    ):
        yield
