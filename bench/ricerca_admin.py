"""`python -m bench.ricerca_admin`: what the admin's search costs, beside Wagtail's own, in one run.

CPU of the process in a database of its own, with real migrations (SQLite): a page published at 1,000
pages and at 10,000, with each backend in turn; then the page chooser asked for a word that every title
has. It fails when publishing at 10,000 costs over 1.3 of what it costs at 1,000.
"""

import json
import statistics
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .sites import Server, temporary_folder

BACKENDS = {
    "nostro": "piattaforma.nucleo.ricerca_admin",
    "di Wagtail": "wagtail.search.backends.database",
}
FEW, MANY = 1_000, 10_000
ROUNDS = 21
LIMIT = 1.3
WORD = "regolamento"
#: Copies stand after all that the demonstration has under the home.
_FIRST = 1_000


def main() -> int:
    with temporary_folder() as folder:
        site = Server("nostro", "", "piattaforma.settings.production", Path(folder))
        site.inside("set_up", Path(folder) / "contenuti.json")
        measured = json.loads(site.inside("admin_search", Path(folder)))
    print(f"{'pubblicare, ms di CPU':24}{FEW:>10}{MANY:>10}{'rapporto':>10}")
    for name, (few, many) in measured["pubblicare"].items():
        print(f"{name:24}{few:10.1f}{many:10.1f}{many / few:10.2f}")
    print(f"\nscelta di una pagina, «{WORD}», {MANY} pagine, ms di CPU")
    for name, spent in measured["cercare"].items():
        print(f"{name:24}{spent:10.1f}")
    few, many = measured["pubblicare"]["nostro"]
    return int(many > LIMIT * few)


def measure() -> dict[str, dict[str, Any]]:
    """Runs inside our site."""
    published: dict[str, list[float]] = {name: [] for name in BACKENDS}
    for count in (FEW, MANY):
        _fill(count)
        for name, cpu in _publish().items():
            published[name].append(cpu)
    return {"pubblicare": published, "cercare": _choose()}


@contextmanager
def _searching(backend: str) -> Iterator[None]:
    from django.test import override_settings

    with override_settings(WAGTAILSEARCH_BACKENDS={"default": {"BACKEND": backend}}):
        yield


def _fill(count: int) -> None:
    """Live pages under the home, with their renderings and entries, until there are `count`."""
    from modelsearch.backends.database.sqlite.sqlite import SQLiteSearchBackend
    from wagtail.models import Page
    from wagtail.search.backends import get_search_backend

    from piattaforma.nucleo.models import HomePage, PaginaPage, Resa

    home = HomePage.objects.get()
    model = _model(home)
    same = {
        name: getattr(model, name) for name in ("content_type_id", "locale_id", "depth", "live")
    }
    made = Page.objects.bulk_create(
        Page(
            title=f"{WORD.capitalize()} numero {number} di una pubblica amministrazione",
            slug=f"copia-{number}",
            path=Page._get_path(home.path, model.depth, _FIRST + number),
            url_path=f"{home.url_path}copia-{number}/",
            translation_key=uuid.uuid4(),
            **same,
        )
        for number in range(Page.objects.count(), count)
    )
    keys = [page.pk for page in made]
    _copy_row(PaginaPage, model.pk, keys)
    _copy_row(Resa, model.pk, keys)
    Page.objects.filter(pk=home.pk).update(numchild=count)
    get_search_backend().add_bulk(PaginaPage, PaginaPage.objects.filter(pk__gte=keys[0]))
    # Wagtail's own begins with all titles weighed, as in a site that has run with it.
    SQLiteSearchBackend({}).get_index_for_model(Page)._refresh_title_norms(full=True)


def _model(home: Any) -> Any:
    """The page that all others are copies of, and that is published again."""
    from piattaforma.nucleo.models import PaginaPage

    found = PaginaPage.objects.filter(slug="modello").first()
    if found is None:
        text = (
            "Lo chiede la buona pratica degli uffici, ogni volta, a chi amministra e a chi lavora."
        )
        found = PaginaPage(title="Modello", slug="modello", corpo=[("testo", text)])
        home.add_child(instance=found)
        found.save_revision().publish()
    return found


def _copy_row(table: Any, of: int, keys: list[int]) -> None:
    from django.db import connection

    key = table._meta.pk.column
    others = [f.column for f in table._meta.local_concrete_fields if f.column != key]
    columns = ", ".join(others)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table._meta.db_table} ({key}, {columns}) "
            f"SELECT %s, {columns} FROM {table._meta.db_table} WHERE {key} = %s",
            [(one, of) for one in keys],
        )


def _publish() -> dict[str, float]:
    """Backend → median CPU of a publication, in milliseconds."""
    from piattaforma.nucleo.models import HomePage

    page = _model(HomePage.objects.get())
    samples: dict[str, list[float]] = {name: [] for name in BACKENDS}
    for number in range(ROUNDS):
        for name, backend in BACKENDS.items():
            page.title = f"Modello {name} {number}"
            revision = page.save_revision()
            with _searching(backend):
                start = time.process_time()
                revision.publish()
                samples[name].append(1000 * (time.process_time() - start))
    return {name: statistics.median(some) for name, some in samples.items()}


def _choose() -> dict[str, float]:
    """Backend → CPU of an answer of the chooser, in milliseconds. Wagtail’s is asked once: it is slow."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(get_user_model().objects.filter(is_superuser=True).first())
    address = reverse("wagtailadmin_choose_page_search")
    spent = {}
    for name, backend in BACKENDS.items():
        samples = []
        with _searching(backend):
            for _ in range(1 if name != "nostro" else ROUNDS):
                start = time.process_time()
                response = client.get(address, {"q": WORD, "page_type": "wagtailcore.page"})
                samples.append(1000 * (time.process_time() - start))
                if response.status_code != 200 or WORD.capitalize() not in response.text:
                    sys.exit(f"{name}: {response.status_code}")
        spent[name] = statistics.median(samples)
    return spent


if __name__ == "__main__":
    sys.exit(main())
