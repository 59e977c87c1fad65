"""The engine of a cluster on a node of the tests, for measuring."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.test import override_settings

from search.engines import ELASTICSEARCH, make_engine
from search.engines.base import SearchEngine
from tests.nodo.indici import fresh_prefix
from tests.nodo.nodo import acceso

_NODE = "tests.nodo.trasporto.OpenSearchNode"


@contextmanager
def cluster_engine() -> Iterator[SearchEngine]:
    """On the node of SEARCH_NODE_URL, or on one started for it; its indices go away."""
    running = os.environ.get("SEARCH_NODE_URL")
    with nullcontext(running) if running else acceso() as url, fresh_prefix(url) as prefix:
        with override_settings(ELASTICSEARCH_URL=url, ELASTICSEARCH_NODE=_NODE):
            engine = make_engine(ELASTICSEARCH, "", prefix=prefix)
        yield engine
