"""What runs inside one of the two sites, in a process with its settings.

`python -m bench.inside ACTION [FILE]`, with DJANGO_SETTINGS_MODULE: `set_up FILE` makes our site
with the demonstration content and exports it; `copy FILE` makes the twin from it; `count FILE`
writes what the measured pages are made of, as JSON; `publish FOLDER` what citations cost,
`compare FOLDER` what two editions do; `admin_search FOLDER` what the admin's search costs.
"""

import gzip
import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django


def main(action: str, file: str) -> None:
    django.setup()
    ACTIONS[action](Path(file))


def set_up(file: Path) -> None:
    from django.core.serializers.json import DjangoJSONEncoder

    from piattaforma.dimostrazione.load import load_demo

    from .export import export_content

    _make_tables()
    load_demo()
    forget_situations()
    file.write_text(
        json.dumps(export_content(), cls=DjangoJSONEncoder, ensure_ascii=False), "utf-8"
    )


def forget_situations() -> None:
    """The twin has no situations, nor what is near a scheda: the same pages are compared."""
    from sussidiario.models import Situazione

    Situazione.objects.all().delete()


def copy(file: Path) -> None:
    from .twin.load import load_content

    _make_tables()
    load_content(json.loads(file.read_text("utf-8")))


def _make_tables() -> None:
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def count(file: Path) -> None:
    print(json.dumps(count_all(json.loads(file.read_text("utf-8"))["misurate"])))


def count_all(paths: dict[str, list[str]]) -> dict[str, list[dict[str, Any]]]:
    """Kind of page → SQL, bytes and HTML of each of its pages, in a warm process."""
    return {kind: [_count(path) for path in some] for kind, some in paths.items()}


def _count(path: str) -> dict[str, Any]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1", SERVER_PORT=urlsplit(settings.BASE_URL).port)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        sql = queries.captured_queries
    return {
        "path": path,
        "status": response.status_code,
        "sql": len(sql),
        "bytes": len(response.content),
        "gzip": len(gzip.compress(response.content, 6)),
        "html": response.content.decode(),
    }


def publish(_: Path) -> None:
    from .publication import publish as measure

    print(json.dumps(measure()))


def compare(folder: Path) -> None:
    from .comparison import compare as measure

    print(json.dumps(measure(folder)))


def admin_search(_: Path) -> None:
    from .ricerca_admin import measure

    print(json.dumps(measure()))


ACTIONS = {
    "set_up": set_up,
    "copy": copy,
    "count": count,
    "publish": publish,
    "compare": compare,
    "admin_search": admin_search,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
