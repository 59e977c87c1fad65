"""The migrations themselves, on both databases: all other tests make their tables without them.

`built` and `built_on_postgres` have migrated an empty database, then run what `make run` runs.
"""

import ast

import pytest
from django.db.models import Model
from django.utils.module_loading import import_string

from tests.installation import ROOT, Installation

READ = """
from django.test import Client
from tests.addresses import ERRORS, MACHINES, PAGES, VIEWS
client = Client(headers={"host": "127.0.0.1"})
wrong = {u: client.get(u).status_code for u in [*PAGES.values(), *VIEWS.values(), *MACHINES] if client.get(u).status_code != 200}
assert not wrong, wrong
assert client.get(ERRORS[404]).status_code == 404
found = client.get("/readyz").json()
assert found["migrazioni"] == found["database"] == "ok", found
"""
SEARCH = """
from wagtail.models import Page
assert [p.title for p in Page.objects.search("convenzione")]
"""


@pytest.fixture(
    params=["built", pytest.param("built_on_postgres", marks=pytest.mark.postgres)],
    ids=["sqlite", "postgres"],
)
def migrated(request: pytest.FixtureRequest) -> Installation:
    installation: Installation = request.getfixturevalue(request.param)
    return installation


def test_a_migrated_database_serves_the_whole_site(migrated: Installation) -> None:
    migrated.must_execute(READ)


def test_nothing_is_left_to_apply_and_a_second_time_does_nothing(migrated: Installation) -> None:
    migrated.manage("migrate", "--check")
    pages = migrated.query("SELECT COUNT(*) FROM wagtailcore_page")
    updates = migrated.query("SELECT COUNT(*) FROM nucleo_aggiornamento")
    migrated.manage("prepara")
    migrated.manage("demo")
    assert migrated.query("SELECT COUNT(*) FROM wagtailcore_page") == pages
    assert migrated.query("SELECT COUNT(*) FROM nucleo_aggiornamento") == updates


def test_the_admins_search_finds_the_content(migrated: Installation) -> None:
    """Its tables and triggers are made by migrations only."""
    migrated.must_execute(SEARCH)


def test_models_and_migrations_say_the_same(built: Installation) -> None:
    said = built.manage("makemigrations", "--check", "--dry-run")
    assert "No changes detected" in said or "Nessuna modifica" in said


def test_no_migration_uses_live_models() -> None:
    """A migration that does changes its meaning whenever the model changes.

    Functions and fields that it names by their path are another matter: they must stay where they are.
    """
    files = [
        path
        for top in ("site/piattaforma", "sussidiario")
        for path in (ROOT / top).rglob("migrations/[0-9]*.py")
    ]
    assert len(files) >= 8
    guilty = {
        path.relative_to(ROOT).as_posix(): used
        for path in files
        if (used := live_models(path.read_text(encoding="utf-8")))
    }
    assert guilty == {}


def test_a_live_model_in_a_migration_is_seen() -> None:
    assert live_models("from sussidiario.models import SchedaPage") == [
        "sussidiario.models.SchedaPage"
    ]
    assert live_models("import sussidiario.models\nsussidiario.models.SchedaPage.objects") == [
        "sussidiario.models.SchedaPage"
    ]
    assert live_models("import piattaforma.posta.models as m") == []


def live_models(source: str) -> list[str]:
    """Dotted names of our models in a module."""
    names: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Attribute):
            names.append(ast.unparse(node))
    ours = [name for name in names if name.startswith(("piattaforma.", "sussidiario."))]
    return [name for name in ours if is_model(name)]


def is_model(name: str) -> bool:
    try:
        found = import_string(name)
    except ImportError:
        return False
    return isinstance(found, type) and issubclass(found, Model)
