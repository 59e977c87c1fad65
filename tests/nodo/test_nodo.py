"""The node answers the plain client of Elasticsearch, and is gone when whoever leads the run is."""

import math
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from elasticsearch import UnsupportedProductError
from elasticsearch.helpers import bulk

from tests.nodo.indici import fresh_prefix
from tests.nodo.jars import ensure_jars
from tests.nodo.trasporto import OpenSearchNode, client_of

pytestmark = pytest.mark.nodo

_LEADER = """
import sys, time
from pathlib import Path
from tests.nodo.custode import shared_node
print(shared_node(Path(sys.argv[1]), int(sys.argv[2] or __import__("os").getpid()))["url"], flush=True)
time.sleep(float(sys.argv[3]))
"""


def test_ties_in_a_point_in_time_are_all_read(nodo_url: str, prefisso: str) -> None:
    index = f"{prefisso}-pari"
    with client_of(nodo_url) as client:
        client.indices.create(index=index, mappings={"properties": {"giorno": {"type": "date"}}})
        done, _ = bulk(
            client,
            ({"_index": index, "_id": str(n), "giorno": "2026-01-01"} for n in range(300)),
            refresh=True,
        )
        assert done == 300
        pit = client.open_point_in_time(index=index, keep_alive="1m")["id"]
        seen, after = [], None
        while True:
            page = client.search(
                pit={"id": pit, "keep_alive": "1m"}, size=7, sort=[{"giorno": "asc"}],
                search_after=after, source=False,
            )["hits"]["hits"]  # fmt: skip
            if not page:
                break
            seen += [hit["_id"] for hit in page]
            after = page[-1]["sort"]
        assert client.close_point_in_time(id=pit)["succeeded"] is True
    assert sorted(seen, key=int) == [str(n) for n in range(300)]


def test_points_are_those_of_elasticsearch(nodo_url: str, prefisso: str) -> None:
    """A word that the only text has once, of mean length: 2.2 / (1 + 1.2) times its rarity."""
    index = f"{prefisso}-punti"
    with client_of(nodo_url) as client:
        client.indices.create(index=index, mappings={"properties": {"detto": {"type": "text"}}})
        client.index(index=index, id="a", document={"detto": "fanale"}, refresh=True)
        found = client.search(index=index, query={"match": {"detto": "fanale"}})
    assert found["hits"]["max_score"] == pytest.approx(math.log(1 + 0.5 / 1.5), rel=1e-5)


def test_a_late_write_loses(nodo_url: str, prefisso: str) -> None:
    index = f"{prefisso}-versioni"

    def action(version: int) -> dict[str, object]:
        return {
            "_op_type": "index", "_index": index, "_id": "a", "_version": version,
            "version_type": "external", "_source": {"detto": version},
        }  # fmt: skip

    with client_of(nodo_url) as client:
        client.indices.create(index=index)
        assert bulk(client, [action(7)])[0] == 1
        _, errors = bulk(client, [action(6)], raise_on_error=False)
        assert errors[0]["index"]["status"] == 409  # type: ignore[index]
        assert client.get(index=index, id="a")["_source"] == {"detto": 7}


def test_a_node_is_asked_once_who_it_is(nodo_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OpenSearchNode, "_known", {})
    with client_of(nodo_url) as client:
        assert client.ping()
        assert OpenSearchNode._known == {nodo_url: True}
    # What is no OpenSearch is left as it is: the client of Elasticsearch judges by itself.
    OpenSearchNode._known[nodo_url] = False
    with client_of(nodo_url) as client, pytest.raises(UnsupportedProductError):
        client.info()


def test_an_index_that_was_locked_goes_too(nodo_url: str) -> None:
    with client_of(nodo_url) as client:
        with fresh_prefix(nodo_url) as prefix:
            client.indices.create(index=f"{prefix}-chiuso", settings={"blocks.read_only": True})
        assert not client.indices.exists(index=f"{prefix}-chiuso")


def test_all_share_a_node_that_ends_with_the_run(nodo_url: str, tmp_path: Path) -> None:
    """`nodo_url` is asked for so that jars and Java are there."""
    with _lead(tmp_path, 0, 60) as leader, _lead(tmp_path, leader.pid, 0) as worker:
        assert leader.stdout is not None
        assert worker.stdout is not None
        url = leader.stdout.readline().strip()
        assert worker.stdout.readline().strip() == url != nodo_url
        # The worker ends; the node stays, until its leader is killed.
        assert worker.wait(30) == 0
        port = int(url.rpartition(":")[2])
        (node,) = [
            process
            for process in psutil.process_iter()
            if any(c.laddr[1] == port for c in _listening(process))
        ]
        leader.send_signal(signal.SIGKILL)
    assert not psutil.wait_procs([node], timeout=20)[1]


def _lead(folder: Path, leader: int, seconds: float) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _LEADER, str(folder), str(leader or ""), str(seconds)],
        stdout=subprocess.PIPE, text=True, cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip


def _listening(process: psutil.Process) -> list[object]:
    try:
        return [c for c in process.net_connections("tcp") if c.status == psutil.CONN_LISTEN]
    except psutil.Error:
        return []


def test_jars_that_changed_are_not_used(
    tmp_path: Path, nodo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A jar of another size is noticed, and the folder is made again."""
    kept = ensure_jars()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    copy = tmp_path / "condivisa" / kept.name
    copy.mkdir(parents=True)
    for file in kept.iterdir():
        os.link(file, copy / file.name)
    before = copy.stat().st_ino
    assert ensure_jars() == copy
    assert copy.stat().st_ino == before
    jar = next(copy.glob("*.jar"))
    jar.unlink()
    jar.write_bytes(b"altro")
    monkeypatch.setattr("tests.nodo.jars._fetch", _empty)
    assert next(ensure_jars().iterdir()).name == "rifatti"


def _empty(place: Path) -> Path:
    (place / "nuovi").mkdir()
    (place / "nuovi" / "rifatti").touch()
    return place / "nuovi"
