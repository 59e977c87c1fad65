"""The search of the admin: what it finds, whatever is typed, and what it costs. On both databases."""

import os
import subprocess
import sys
from html import escape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from modelsearch import index
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from tests.factories import make_page, publish

TITLES = (
    "Come si accede alla casa comune",
    "Casa comune",
    "Casale in comune",
    "L’accessibilità degli edifici dell’ente",
    "Perché no?",
    "Straße 117/2017",
)
#: Syntax of one database or of the other, signs alone, what no column holds.
HOSTILE = (
    'dire "ciao', '"', "a AND", "AND", "-a", "NOT", "NEAR(a b", "a*", "*", "^a", "title:casa",
    "{title} : casa", "(", ") OR (1", "a:b", "'", "''", "\\", "casa\\", "a & ! b", "a:*", "<->", "%",
    "%s", "%(a)s", "_", "a\x00b", "\ud800", "𞤀", "e\u0301", "🏛", "a" * 5000, "a " * 5000, "'" * 300,
)  # fmt: skip


@pytest.fixture
def pages(db: None) -> None:
    for title in TITLES:
        make_page(title)


@pytest.fixture
def editor(redattrice: Any) -> Client:
    client = Client()
    client.force_login(redattrice)
    return client


def found(typed: str) -> list[str]:
    return [page.title for page in Page.objects.autocomplete(typed)]


def explored(client: Client, typed: str) -> str:
    """What the explorer, the search of all pages and the chooser answer, all three."""
    root = Page.objects.get(depth=2)
    answers = [
        client.get(reverse("wagtailadmin_explore", args=[root.pk]), {"q": typed}),
        client.get(reverse("wagtailadmin_pages:search"), {"q": typed}),
        client.get(
            reverse("wagtailadmin_choose_page_search"),
            {"q": typed, "page_type": "wagtailcore.page"},
        ),
    ]
    assert {answer.status_code for answer in answers} == {200}, typed
    texts = [answer.content.decode() for answer in answers]
    return "\n".join(
        title for title in TITLES if all(escape(title) in text or title in text for text in texts)
    )


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("comune", ["Casa comune", "Casale in comune", "Come si accede alla casa comune"]),
        ("CASA COMUNE", ["Casa comune", "Come si accede alla casa comune"]),
        ("cas", ["Casa comune", "Casale in comune", "Come si accede alla casa comune"]),
        ("comune casa", ["Casa comune", "Casale in comune", "Come si accede alla casa comune"]),
        ("accessibilita", [TITLES[3]]),
        ("accessibilità", [TITLES[3]]),
        ("ACCESSIBILITA\u0300", [TITLES[3]]),
        ("l'ente", [TITLES[3]]),
        ("edifici dell’en", [TITLES[3]]),
        ("perche'", ["Perché no?"]),
        ("strasse 117/2017", ["Straße 117/2017"]),
        ("case", []),
        ("casa 'AND' comune", []),
    ],
)
def test_titles_are_found_by_words_the_shortest_first(
    pages: None, typed: str, titles: list[str]
) -> None:
    assert found(typed) == titles


def test_the_explorer_and_the_chooser_find_alike(pages: None, editor: Client) -> None:
    assert explored(editor, "casa comu").split("\n") == [TITLES[0], TITLES[1]]
    assert explored(editor, "accessibilita") == TITLES[3]
    assert explored(editor, "l’ente") == TITLES[3]


def test_whatever_is_typed_is_answered(pages: None, editor: Client) -> None:
    for typed in HOSTILE:
        found(typed)
        list(Page.objects.search(typed))
        if typed != "\ud800":  # no address can carry it
            explored(editor, typed[:500])
    assert found('dire "casa') == []
    assert found('"casa" -comune') == found("casa comune") != []


def test_every_indexed_model_has_the_title_it_is_ordered_by() -> None:
    for model in index.get_indexed_models():
        assert model._meta.get_field("title"), model


def test_ranking_asks_nothing_for_each_row(pages: None) -> None:
    backend = get_search_backend()
    for ask in (backend.autocomplete, backend.search):
        with CaptureQueriesContext(connection) as asked:
            assert len(ask("comune", Page.objects.all())[:10]) == 3
        (sql,) = [one["sql"] for one in asked.captured_queries if "indexentry" in one["sql"]]
        head, ordering = sql.split(" ORDER BY ")
        assert "SELECT" not in ordering
        assert "bm25" not in sql
        assert "ts_rank" not in sql
        # The one subquery of SQLite names nothing of the page around it.
        inner = head.partition(" IN (SELECT ")[2]
        assert "wagtailcore_page" not in inner


def test_publishing_writes_one_entry_and_reads_no_other(pages: None) -> None:
    page = make_page("Prima")
    page.title = "Dopo"
    with CaptureQueriesContext(connection) as queries:
        publish(page)
    statements = [one["sql"] for one in queries.captured_queries if "indexentry" in one["sql"]]
    assert statements
    assert all(one.startswith("INSERT INTO") for one in statements), statements
    assert all("(VALUES" in one or " VALUES (" in one for one in statements)
    assert found("dopo") == ["Dopo"]
    assert found("prima") == []
    page.delete()
    assert found("dopo") == []


def test_the_index_is_rebuilt_as_it_was(pages: None) -> None:
    from django.core.management import call_command

    get_search_backend().reset_indexes()
    assert found("casa") == []
    call_command("wagtail_update_index", verbosity=0)
    assert found("accessibilita") == [TITLES[3]]


@pytest.mark.postgres
def test_the_same_on_postgresql(postgres_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not postgres", __file__],
        env=os.environ | {"TEST_DATABASE_URL": postgres_url},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:]
