"""Databases of their own for the tests of limits: threads, locks, SQLite and PostgreSQL alike."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import psycopg
import pytest
from django.db import connections, router
from pytest_django import DjangoDbBlocker

from piattaforma.settings._database import database
from piattaforma.utenti import bootstrap
from piattaforma.utenti.models import Conteggio

ALIAS = "limiti"


@pytest.fixture
def groups(db: None) -> None:
    """The groups of the site."""
    bootstrap.bootstrap()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def limits_database(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[str]:
    """The counters in a database with this site's options, empty; the alias it has."""
    if request.param == "sqlite":
        config = database(f"sqlite:///{tmp_path / 'limiti.sqlite3'}")
    else:
        url = request.getfixturevalue("postgres_url")
        schema = f"limiti_{uuid4().hex}"
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"CREATE SCHEMA {schema}")
        config = database(url)
        config["OPTIONS"] = {"options": f"-c search_path={schema}"}
        config["CONN_MAX_AGE"] = 0
    configured = connections.configure_settings({"default": {}, ALIAS: config})
    monkeypatch.setitem(connections.settings, ALIAS, configured[ALIAS])
    to_alias = SimpleNamespace(
        db_for_read=lambda model, **hints: ALIAS, db_for_write=lambda model, **hints: ALIAS
    )
    monkeypatch.setattr(router, "routers", [to_alias])
    with django_db_blocker.unblock():
        with connections[ALIAS].schema_editor() as editor:
            editor.create_model(Conteggio)
        yield ALIAS
        connections[ALIAS].close()
        del connections[ALIAS]
    if request.param == "postgres":
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"DROP SCHEMA {schema} CASCADE")
