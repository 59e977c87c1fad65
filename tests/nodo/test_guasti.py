"""Each fault of the proxy is what its name says, within a bound; and it passes."""

import socket
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import elastic_transport
import elasticsearch
import pytest
from elasticsearch import Elasticsearch

from tests.nodo.certificati import Autorita
from tests.nodo.fixtures import NodoTls
from tests.nodo.guasti import Intermediario
from tests.nodo.trasporto import client_of

pytestmark = pytest.mark.nodo

#: What the client waits for a whole answer, and what a fault may take at most with it. Long enough for
#: `goccia` to come into the headers.
PATIENCE, BOUND = 0.6, 1.2


@pytest.fixture
def client(guasto: Intermediario) -> Elasticsearch:
    """Has asked once, so its connection is open."""
    client = client_of(guasto.url, request_timeout=PATIENCE)
    assert client.cluster.health()["timed_out"] is False
    return client


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("rifiuta", elastic_transport.ConnectionError),
        ("buco_nero", elastic_transport.ConnectionTimeout),
        ("muto", elastic_transport.ConnectionTimeout),
        ("lento", elastic_transport.ConnectionTimeout),
        ("errore_500", elasticsearch.ApiError),
        ("troppi_429", elasticsearch.ApiError),
        ("mezzo_chiuso", elastic_transport.ConnectionError),
        ("testata_mozza", elastic_transport.ConnectionError),
        ("goccia", elastic_transport.ConnectionTimeout),
        ("spazzatura", elastic_transport.ConnectionError),
        ("spazzatura_json", elastic_transport.SerializationError),
    ],
)
def test_a_fault_on_an_open_connection_and_on_a_new_one(
    client: Elasticsearch, guasto: Intermediario, fault: str, expected: type[Exception]
) -> None:
    with client, client_of(guasto.url, request_timeout=PATIENCE) as newcomer:
        guasto.fai(fault)
        heard = guasto.requests
        # A call that nobody takes may go to another node: nothing was sent.
        on_new = elastic_transport.ConnectionError if fault == "buco_nero" else expected
        for asking, told in ((client, expected), (newcomer, on_new)):
            begun = time.monotonic()
            with pytest.raises(told) as raised:
                asking.cluster.health()
            assert time.monotonic() - begun < BOUND
            # That kind and none below it: a connection that is refused did not time out.
            assert type(raised.value) is told
        # Nobody is there who could hear a request.
        assert guasto.requests == heard or fault != "rifiuta"
        guasto.fai("passa")
        assert client.cluster.health()["number_of_nodes"] == 1


@pytest.mark.parametrize(("fault", "status"), [("errore_500", 500), ("troppi_429", 429)])
def test_what_the_proxy_answers_never_reaches_the_node(
    client: Elasticsearch, guasto: Intermediario, prefisso: str, fault: str, status: int
) -> None:
    with client:
        guasto.fai(fault)
        before = guasto.requests
        with pytest.raises(elasticsearch.ApiError) as raised:
            client.indices.create(index=f"{prefisso}-mai")
        assert (raised.value.status_code, guasto.requests - before) == (status, 1)
        guasto.fai("passa")
        assert not client.indices.exists(index=f"{prefisso}-mai")


def test_drops_come_in_time_for_each_read_and_never_end(guasto: Intermediario) -> None:
    """A patience that counts anew at each read does not help: that is what the fault is for."""
    guasto.fai("goccia")
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(urllib.request.urlopen, guasto.url, timeout=PATIENCE)
        with pytest.raises(TimeoutError):
            asked.result(3 * PATIENCE)
        # What hangs in a fault is cut when it passes.
        guasto.fai("passa")
        asked.result(PATIENCE).close()


def test_a_slow_answer_comes_in_the_end(nodo_url: str) -> None:
    with Intermediario(nodo_url, delay=0.6) as between, client_of(between.url) as client:
        client.ping()
        between.fai("lento")
        begun = time.monotonic()
        assert client.ping()
        assert 0.6 <= time.monotonic() - begun < 2


def test_a_black_hole_takes_no_connection(guasto: Intermediario) -> None:
    guasto.fai("buco_nero")
    with pytest.raises(TimeoutError):
        socket.create_connection(("127.0.0.1", guasto.port), timeout=PATIENCE)
    guasto.fai("muto")
    with socket.create_connection(("127.0.0.1", guasto.port), timeout=PATIENCE) as taken:
        taken.sendall(b"GET / HTTP/1.1\r\n\r\n")
        with pytest.raises(TimeoutError):
            taken.recv(1)


def test_tls_and_its_key(nodo_tls: NodoTls, tmp_path: Path) -> None:
    with client_of(nodo_tls.url, ca_certs=str(nodo_tls.ca), api_key=nodo_tls.key) as client:
        assert client.cluster.health()["number_of_nodes"] == 1
    for key in (None, "YWx0cmE6Y2hpYXZl"):
        with (
            client_of(nodo_tls.url, ca_certs=str(nodo_tls.ca), api_key=key) as client,
            pytest.raises(elasticsearch.AuthenticationException),
        ):
            client.cluster.health()
    (tmp_path / "altra").mkdir()
    other = Autorita.make(tmp_path / "altra").ca
    with (
        client_of(nodo_tls.url, ca_certs=str(other), api_key=nodo_tls.key) as client,
        pytest.raises(elastic_transport.TlsError),
    ):
        client.cluster.health()
