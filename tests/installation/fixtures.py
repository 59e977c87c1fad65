"""Fixtures of whole installations. Session-wide ones are read only."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from . import Installation, Served, build_once


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The installation that all others are copies of: migrated for real, with the demonstration."""
    base = tmp_path_factory.getbasetemp()
    # Workers of pytest-xdist have a folder each, inside one that they share.
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return build_once(shared / "installazione")


@pytest.fixture
def installation(built: Installation, tmp_path: Path) -> Installation:
    """A copy that the test may change."""
    return built.copy(tmp_path / "sito")


@pytest.fixture(scope="session")
def served(built: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration site, served for readers; tests do not change it."""
    with built.copy(tmp_path_factory.mktemp("letto") / "sito").serve() as site:
        yield site


@pytest.fixture(scope="session")
def built_on_postgres(
    postgres_server: Callable[[str], str],
    built: Installation,
    tmp_path_factory: pytest.TempPathFactory,
) -> Installation:
    """The same on PostgreSQL: the database that copies are made from."""
    folder = tmp_path_factory.mktemp("postgres")
    installation = Installation(folder, postgres_server("migrata"), built.static)
    installation.manage("prepara")
    return installation
