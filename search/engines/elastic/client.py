"""The client of the cluster as the settings say, and what goes wrong with it as callers know it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string
from elastic_transport import TransportError
from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, BadRequestError, Elasticsearch

from ..base import RebuildNeeded, SearchUnavailable
from ..required import cluster_urls

#: Seconds for one request of a job, and for all that one reader asks.
PATIENCE, HURRY = 30.0, 1.0
#: Requests of one process at once, to each node.
_CONNECTIONS = 32


class QuestionRefused(SearchUnavailable):
    """The cluster is well and does not take this question: others are asked of it as before."""


@dataclass
class Hurry:
    """The seconds that the cluster has left to answer one reader, and whether it was asked at all."""

    seconds: float
    is_asked: bool = False


_hurry: ContextVar[Hurry | None] = ContextVar("search_hurry", default=None)


def client_from_settings() -> Elasticsearch:
    """What one node does not take, another is asked: by jobs, whose work would never end beside a dead one.

    Sent twice, what they write is refused the second time, and read again.
    """
    urls = cluster_urls(settings.ELASTICSEARCH_URL)
    return Elasticsearch(
        urls,
        node_class=import_string(settings.ELASTICSEARCH_NODE),
        api_key=settings.ELASTICSEARCH_API_KEY or None,
        ca_certs=settings.ELASTICSEARCH_CA or DEFAULT,
        request_timeout=PATIENCE,
        connections_per_node=_CONNECTIONS,
        max_retries=len(urls) - 1,
        retry_on_timeout=False,
        retry_on_status=(),
        http_compress=True,
    )


@contextmanager
def within(seconds: float) -> Iterator[Hurry]:
    """All requests sent inside have these seconds together; what else is done meanwhile is not counted."""
    hurry = Hurry(seconds)
    token = _hurry.set(hurry)
    try:
        yield hurry
    finally:
        _hurry.reset(token)


def timed(client: Elasticsearch) -> Elasticsearch:
    """The client with the time that its next request has; `SearchUnavailable` when there is none left.

    Whoever is in a hurry has another engine, and asks nobody twice.
    """
    hurry = _hurry.get()
    if hurry is None:
        return client.options(request_timeout=PATIENCE)
    if hurry.seconds <= 0:
        raise SearchUnavailable("Elasticsearch è lento.")
    return client.options(request_timeout=hurry.seconds, max_retries=0)


@contextmanager
def cluster_failures() -> Iterator[None]:
    """Whatever the cluster does not do is `SearchUnavailable`; an index that is not there, `RebuildNeeded`.

    The messages say what kind of thing happened: no address, no key, nothing that somebody typed.
    """
    start = time.monotonic()
    try:
        yield
    except ApiError as exc:
        if exc.error == "index_not_found_exception":
            raise RebuildNeeded("L’indice di Elasticsearch non c’è: va ricostruito.") from exc
        kind = exc.error if exc.error.isidentifier() else type(exc).__name__
        is_refused = isinstance(exc, BadRequestError)
        failure = QuestionRefused if is_refused else SearchUnavailable
        raise failure(f"Elasticsearch risponde {exc.meta.status}: {kind}") from exc
    except TransportError as exc:
        raise SearchUnavailable(f"Elasticsearch non risponde: {type(exc).__name__}") from exc
    finally:
        if hurry := _hurry.get():
            hurry.seconds -= time.monotonic() - start
            hurry.is_asked = True
