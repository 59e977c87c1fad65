"""Documents put into an index and taken away, with the number of the turn in which they were read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from ..base import RebuildNeeded, SearchUnavailable, WriterBusy
from .client import cluster_failures

#: Bytes of one request.
_BYTES = 8 << 20
_NOT_FOUND, _CONFLICT, _MALFORMED = 404, 409, 400


def write(
    client: Elasticsearch,
    alias: str,
    entries: Mapping[str, Mapping[str, Any]],
    removed: Iterable[str],
    *,
    number: Callable[[], int],
) -> None:
    """Put entries in the place of those with their uids, and take others away; found when it returns.

    `alias`: of an index; a name that is not there would become an index of its own. `number`: of the
    turn, shown again before each request that is full, so that many long documents outlast no lease.
    `WriterBusy` if somebody wrote one of them with a higher number meanwhile: all are to be read again.
    `ValueError` for one that the cluster does not take.
    """
    failed: list[Mapping[str, Any]] = []
    with cluster_failures():
        answers = streaming_bulk(
            client,
            _actions(alias, entries, removed, number),
            max_chunk_bytes=_BYTES,
            raise_on_error=False,
            refresh=True,
            require_alias=True,
        )
        for is_done, answer in answers:
            (told,) = answer.values()
            if not is_done:
                failed.append(told)
    _complain(failed)


def _actions(
    alias: str,
    entries: Mapping[str, Mapping[str, Any]],
    removed: Iterable[str],
    number: Callable[[], int],
) -> Iterator[dict[str, Any]]:
    common = {"_index": alias, "version": number(), "version_type": "external"}
    characters = 0
    for uid, entry in entries.items():
        if characters > _BYTES:
            common["version"], characters = number(), 0
        # Each text is sent about four times.
        characters += len(entry["documento"]) * 4
        yield {**common, "_op_type": "index", "_id": uid, "_source": entry}
    for uid in removed:
        yield {**common, "_op_type": "delete", "_id": uid}


def _complain(failed: Iterable[Mapping[str, Any]]) -> None:
    """Raise for the worst of what was not done."""
    late = malformed = False
    for told in failed:
        status, error = told["status"], told.get("error")
        if error is None and status == _NOT_FOUND:
            continue  # what was to go was not there
        if status == _NOT_FOUND:
            raise RebuildNeeded("L’indice di Elasticsearch non c’è: va ricostruito.")
        if status == _CONFLICT:
            late = True
        elif status == _MALFORMED:
            malformed = True
        else:
            kind = error.get("type") if isinstance(error, Mapping) else error
            raise SearchUnavailable(f"Elasticsearch non scrive: {status} {kind}")
    if late:
        raise WriterBusy("Qualcun altro ha scritto dopo.")
    if malformed:
        raise ValueError("Elasticsearch non accetta un documento.")
