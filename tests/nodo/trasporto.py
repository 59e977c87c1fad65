"""The client of Elasticsearch against a node that is OpenSearch: media types, points in time, product, points.

Only for tests and developers. In front of a real Elasticsearch it changes nothing.
"""

import json
from typing import Any

from elastic_transport import HttpHeaders
from elastic_transport._node import NodeApiResponse
from elasticsearch import Elasticsearch

from search.engines.elastic.node import DeadlineNode


class OpenSearchNode(DeadlineNode):
    """Speaks to OpenSearch as that wants, and answers as Elasticsearch would."""

    #: address → is it OpenSearch? Asked once a process.
    _known: dict[str, bool] = {}

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        **kwargs: Any,
    ) -> NodeApiResponse:
        if not self._is_opensearch(headers, kwargs):
            return super().perform_request(method, target, body=body, headers=headers, **kwargs)
        path, _, query = target.partition("?")
        is_pit = path.endswith("/_pit")
        if is_pit:
            target, body = _pit_target(path, query), _pit_body(method, body)
        elif path.endswith("/_search"):
            body = _break_ties(body)
        elif method == "PUT" and _is_index(path):
            body = _weigh_alike(body)
        answer = super().perform_request(
            method, target, body=body, headers=_plain(headers), **kwargs
        )
        answer.meta.headers["x-elastic-product"] = "Elasticsearch"
        if is_pit and answer.meta.status == 200:
            answer = answer._replace(body=_pit_answer(method, answer.body))
        return answer

    def _is_opensearch(self, headers: HttpHeaders | None, kwargs: dict[str, Any]) -> bool:
        """Ask the node who it is, with the key and the patience of the request that is waiting.

        What goes wrong here would have gone wrong there. An answer that does not say decides nothing.
        """
        if self.base_url not in self._known:
            answer = super().perform_request("GET", "/", headers=_plain(headers), **kwargs)
            try:
                version = json.loads(answer.body)["version"]
            except (ValueError, LookupError, TypeError):
                return False
            self._known[self.base_url] = version.get("distribution") == "opensearch"
        return self._known[self.base_url]


def client_of(url: str, **options: Any) -> Elasticsearch:
    """A plain client of a node, patient, which tries once."""
    patient = {"request_timeout": 30, "max_retries": 0, "retry_on_timeout": False}
    return Elasticsearch(url, node_class=OpenSearchNode, **{**patient, **options})


def _plain(headers: HttpHeaders | None) -> HttpHeaders:
    """Without the vendor's media types."""
    return HttpHeaders(
        {
            name: _plain_type(value) if name in ("accept", "content-type") else value
            for name, value in (headers or {}).items()
        }
    )


def _plain_type(value: str) -> str:
    if "x-ndjson" in value:
        return "application/x-ndjson"
    return "application/json" if "json" in value else value


def _pit_target(path: str, query: str) -> str:
    """Points in time live at another path."""
    return path.removesuffix("_pit") + "_search/point_in_time" + (f"?{query}" if query else "")


def _pit_body(method: str, body: bytes | None) -> bytes | None:
    """Who opens one sends nothing; who closes one names it otherwise."""
    if method != "DELETE" or body is None:
        return None
    return json.dumps({"pit_id": [json.loads(body)["id"]]}).encode()


def _pit_answer(method: str, body: bytes) -> bytes:
    answer = json.loads(body)
    if method == "POST":
        return json.dumps({"id": answer["pit_id"]}).encode()
    closed = answer["pits"]
    done = all(pit["successful"] for pit in closed)
    return json.dumps({"succeeded": done, "num_freed": len(closed)}).encode()


def _break_ties(body: bytes | None) -> bytes | None:
    """In a point in time Elasticsearch ends every order with `_shard_doc`; without, OpenSearch loses ties."""
    if not body or b'"pit"' not in body or b"_shard_doc" in body:
        return body
    search = json.loads(body)
    sort = search.get("sort")
    if "pit" not in search or not sort:
        return body
    search["sort"] = [*(sort if isinstance(sort, list) else [sort]), {"_shard_doc": "asc"}]
    return json.dumps(search).encode()


def _is_index(path: str) -> bool:
    return path.count("/") == 1 and not path.startswith("/_")


def _weigh_alike(body: bytes | None) -> bytes:
    """A new index gives the points of Elasticsearch: OpenSearch's own are 2.2 times fewer since version 3."""
    made: dict[str, Any] = json.loads(body or b"{}")
    similarity = made.setdefault("settings", {}).setdefault("similarity", {})
    similarity.setdefault("default", {"type": "LegacyBM25"})
    return json.dumps(made).encode()
