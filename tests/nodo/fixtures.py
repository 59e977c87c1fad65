"""Fixtures of the node: its address, names of indices, faults on the way, TLS. Mark their tests `nodo`."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.nodo.certificati import Autorita
from tests.nodo.custode import shared_node
from tests.nodo.guasti import Intermediario
from tests.nodo.indici import fresh_prefix


@pytest.fixture(scope="session")
def nodo_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A node that all workers of the run share; or the one that SEARCH_NODE_URL names."""
    if url := os.environ.get("SEARCH_NODE_URL"):
        return url
    base, leader = tmp_path_factory.getbasetemp(), os.getpid()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base, leader = base.parent, os.getppid()
    node = shared_node(base / "nodo", leader)
    if missing := node.get("manca"):
        from tests.conftest import need

        need(missing, present=False, cure=".venv/bin/python -m tests.nodo --prepara")
    assert "url" in node, node["errore"]
    return node["url"]


@pytest.fixture
def prefisso(nodo_url: str) -> Iterator[str]:
    """How the names of this test's indices begin."""
    with fresh_prefix(nodo_url) as prefix:
        yield prefix


@pytest.fixture
def guasto(nodo_url: str) -> Iterator[Intermediario]:
    """A way to the node that can be broken."""
    with Intermediario(nodo_url) as between:
        yield between


@dataclass(frozen=True)
class NodoTls:
    """What a site must be told to reach the node by TLS with a key."""

    url: str
    ca: Path
    key: str


@pytest.fixture
def nodo_tls(nodo_url: str, tmp_path: Path) -> Iterator[NodoTls]:
    """The node behind TLS and a key, with an authority that nobody knows yet."""
    from tests.conftest import need

    need("openssl", shutil.which("openssl") is not None)
    authority, key = Autorita.make(tmp_path), "cHJvdmE6c2VncmV0bw=="
    with Intermediario(nodo_url, tls=authority.context(), key=key) as between:
        yield NodoTls(between.url, authority.ca, key)
