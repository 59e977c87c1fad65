"""A cluster that fails in every way: the site publishes and answers all the same, and all is well afterwards.

The node is real, and so is the proxy that fails in between; nobody repairs anything by hand.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.installation import Installation
from tests.nodo.certificati import Autorita
from tests.nodo.fixtures import NodoTls
from tests.nodo.guasti import Intermediario

pytestmark = pytest.mark.nodo


@pytest.fixture
def on_postgres(built_on_postgres: Installation, tmp_path: Path) -> Installation:
    return built_on_postgres.twin_on_postgres("guasta", tmp_path / "sito")


def play(
    site: Installation, prefix: str, scene: str, *arguments: object, module: str = "elastic_process"
) -> str:
    """A scene in a process of the site, whose indices begin with `prefix`."""
    environment = {
        "SEARCH_ENGINE": "elasticsearch",
        "ELASTICSEARCH_URL": "http://127.0.0.1:9",
        "ELASTICSEARCH_INDEX": prefix,
    }
    passed = ", ".join(
        f"Path({str(one)!r})" if isinstance(one, Path) else repr(one) for one in arguments
    )
    return replace(site, environment=environment).must_execute(
        f"from pathlib import Path\nfrom tests.faults.{module} import {scene}\n{scene}({passed})\n"
    )


def test_each_fault_on_the_way(installation: Installation, nodo_url: str, prefisso: str) -> None:
    play(installation, prefisso, "each_fault", nodo_url)


def test_a_start_while_the_cluster_is_away(
    installation: Installation, nodo_url: str, prefisso: str
) -> None:
    play(installation, prefisso, "cold_start", nodo_url)


def test_what_happens_to_indices_behind_our_back(
    installation: Installation, nodo_url: str, prefisso: str
) -> None:
    play(installation, prefisso, "on_the_node", nodo_url)


def test_a_long_absence(installation: Installation, nodo_url: str, prefisso: str) -> None:
    play(installation, prefisso, "away_for_long", nodo_url, 200)


@pytest.mark.postgres
def test_a_long_absence_on_postgresql(
    on_postgres: Installation, nodo_url: str, prefisso: str
) -> None:
    play(on_postgres, prefisso, "away_for_long", nodo_url, 40)


def test_many_readers_of_a_slow_cluster(
    installation: Installation, guasto: Intermediario, prefisso: str
) -> None:
    guasto.fai("goccia")
    play(installation, prefisso, "many_readers", guasto.url)


def test_a_key_and_an_authority(
    installation: Installation, nodo_tls: NodoTls, prefisso: str, tmp_path: Path
) -> None:
    (tmp_path / "altra").mkdir()
    other = Autorita.make(tmp_path / "altra")
    play(
        installation,
        prefisso,
        "by_tls",
        nodo_tls.url,
        str(nodo_tls.ca),
        nodo_tls.key,
        str(other.ca),
    )


def test_a_kill_at_each_point(
    installation: Installation, nodo_url: str, prefisso: str, tmp_path: Path
) -> None:
    play_writers(installation, prefisso, "killed_at_each_point", nodo_url, tmp_path)


def test_late_writers(installation: Installation, nodo_url: str, prefisso: str) -> None:
    play_writers(installation, prefisso, "late_writers", nodo_url)


@pytest.mark.postgres
def test_a_rebuild_while_three_publish(
    on_postgres: Installation, nodo_url: str, prefisso: str, tmp_path: Path
) -> None:
    play_writers(on_postgres, prefisso, "built_while_three_publish", nodo_url, tmp_path, 1)


@pytest.mark.soak
@pytest.mark.postgres
def test_many_rebuilds_while_three_publish(
    on_postgres: Installation, nodo_url: str, prefisso: str, tmp_path: Path
) -> None:
    play_writers(on_postgres, prefisso, "built_while_three_publish", nodo_url, tmp_path, 20)


def play_writers(site: Installation, prefix: str, scene: str, *arguments: object) -> None:
    play(site, prefix, scene, *arguments, module="elastic_writers")
