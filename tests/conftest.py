"""Fixtures that every test may use: a site without migrations, PostgreSQL, Chromium, people."""

import importlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, migrations

#: whole installations: see tests/installation; a search cluster of one node: tests/nodo
pytest_plugins = [
    "tests.installation.fixtures",
    "tests.installation.workers",
    "tests.nodo.fixtures",
    "tests.nodo.conteggio",
]

CI = os.environ.get("CI") == "true"
#: what was missing and which tests were therefore skipped, for the summary
_missing: dict[str, int] = {}


def need(component: str, present: bool, *, cure: str = "make system") -> None:
    """Fail in CI, skip elsewhere, where a component of the machine is missing."""
    if present:
        return
    if CI:
        pytest.fail(f"{component} manca: esegui `{cure}`.", pytrace=False)
    _missing[component] = _missing.get(component, 0) + 1
    pytest.skip(f"{component} manca: esegui `{cure}`")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for component, count in _missing.items():
        terminalreporter.write_line(f"{component} manca: {count} prove saltate")


# --- the database -------------------------------------------------------------------------------


def create_search_tables() -> None:
    """The full-text table and triggers of Wagtail's search, which only a migration makes on SQLite."""
    if connection.vendor != "sqlite":
        return
    module = importlib.import_module("wagtail.search.migrations.0006_customise_indexentry")
    statements = [
        inner.sql
        for operation in module.Migration.operations
        for inner in getattr(operation, "database_operations", [])
        if isinstance(inner, migrations.RunSQL)
    ]
    with connection.cursor() as cursor:
        # Without migrations Django made an ordinary table of it.
        cursor.execute("DROP TABLE IF EXISTS wagtailsearch_indexentry_fts")
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Tables without migrations, then what `make run` also calls: `bootstrap()`."""
    from piattaforma.nucleo.avvio import bootstrap_site

    with django_db_blocker.unblock():
        if os.environ.get("TEST_CON_MIGRAZIONI") != "1":
            create_search_tables()
        bootstrap_site()


@pytest.fixture(autouse=True)
def _bootstrapped(request: pytest.FixtureRequest) -> None:
    """A test that empties the tables at its end leaves them so for the next one."""
    fixtures = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    if not fixtures and request.node.get_closest_marker("django_db") is None:
        return
    request.getfixturevalue("transactional_db" if _is_transactional(request) else "db")
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Site

    from piattaforma.nucleo.avvio import bootstrap_site

    if not Site.objects.exists():
        ContentType.objects.clear_cache()
        _restore_permissions()
        bootstrap_site()


def _is_transactional(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    fixtures = {"transactional_db", "live_server"} & set(request.fixturenames)
    return bool(fixtures) or bool(marker and marker.kwargs.get("transaction"))


def _restore_permissions() -> None:
    """Flushing also removes content types and permissions, which `migrate` would make."""
    from django.apps import apps
    from django.contrib.auth.management import create_permissions
    from django.contrib.contenttypes.management import create_contenttypes

    for config in apps.get_app_configs():
        create_contenttypes(config, verbosity=0)
        create_permissions(config, verbosity=0)


@pytest.fixture(autouse=True)
def _caches() -> Iterator[None]:
    from django.core.cache import cache

    cache.clear()
    yield
    cache.clear()


# --- components of the machine ------------------------------------------------------------------


def _postgres_bin() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _as_postgres(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as `postgres`."""
    if os.geteuid() != 0:
        return command
    return ["runuser", "-u", "postgres", "--", *command]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Callable[[str], str]]:
    """A private PostgreSQL on a socket and a free port. Gives `create(name) -> DATABASE_URL`."""
    binaries = _postgres_bin()
    need("PostgreSQL", binaries is not None)
    assert binaries is not None
    folder = Path(tempfile.mkdtemp(prefix="condivisa-pg-", dir="/tmp"))
    folder.chmod(0o777)
    data, port = folder / "data", _free_port()
    subprocess.run(
        _as_postgres([str(binaries / "initdb"), "-D", str(data), "-U", "prove", "-A", "trust", "-E", "UTF8"]),
        check=True, capture_output=True, cwd="/tmp",
    )  # fmt: skip
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} "
        "-c fsync=off -c max_connections=200"
    )
    control = [str(binaries / "pg_ctl"), "-D", str(data), "-w"]
    subprocess.run(
        _as_postgres([*control, "-o", options, "-l", str(folder / "log"), "start"]),
        check=True, capture_output=True, cwd="/tmp",
    )  # fmt: skip

    def create(name: str) -> str:
        import psycopg

        with psycopg.connect(
            f"host=127.0.0.1 port={port} user=prove dbname=postgres", autocommit=True
        ) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}"')
            admin.execute(f'CREATE DATABASE "{name}"')
        return f"postgres://prove@127.0.0.1:{port}/{name}"

    yield create
    subprocess.run(
        _as_postgres([*control, "-m", "immediate", "stop"]),
        check=False,
        capture_output=True,
        cwd="/tmp",
    )
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_url(postgres_server: Callable[[str], str]) -> str:
    """The address of an empty database on the private PostgreSQL."""
    return postgres_server("prove")


def _free_port() -> int:
    import socket

    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    need("Chromium", path is not None)
    return str(path)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Any]:
    """One Chromium for the whole run; it talks to nobody but the test server."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=chromium_path,
            args=[
                "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--no-first-run",
            ],
        )  # fmt: skip
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def java_path() -> str:
    path = shutil.which("java")
    need("Java", path is not None)
    return str(path)


# --- people -------------------------------------------------------------------------------------


def _person(email: str, group: str | None, **kwargs: Any) -> Any:
    from django.contrib.auth.models import Group

    from piattaforma.utenti.models import User

    user = User.objects.create_user(email, "parola-lunga-di-prova", **kwargs)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def redattrice(db: None) -> Any:
    """Writes and publishes."""
    return _person("redattrice@example.it", "Redazione")


@pytest.fixture
def revisore(db: None) -> Any:
    return _person("revisore@example.it", "Revisione")


@pytest.fixture
def amministratrice(db: None) -> Any:
    return _person("amministratrice@example.it", "Amministrazione", is_superuser=True)


@pytest.fixture
def membro(db: None) -> Any:
    """Signed in, without any role in the editorial work."""
    return _person("membro@example.it", None)


# --- content ------------------------------------------------------------------------------------


@pytest.fixture
def demo(db: None) -> None:
    """The demonstration content, as `make run` loads it."""
    from piattaforma.dimostrazione.load import load_demo

    load_demo()


# --- search -------------------------------------------------------------------------------------


@pytest.fixture
def indice(db: None, settings: Any, tmp_path: Path) -> Iterator[Any]:
    """An index of its own, built of what the site has: the engine that asks and writes it."""
    from search.engines import get_engine, kept_engines
    from search.indexing import rebuild

    settings.SEARCH_DIR = str(tmp_path / "ricerca")
    kept_engines.cache_clear()
    rebuild()
    yield get_engine()
    kept_engines.cache_clear()
