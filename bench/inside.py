"""What runs inside one of the two sites, in a process with its settings.

`python -m bench.inside ACTION [ARGUMENT…]`, with DJANGO_SETTINGS_MODULE: `tables`, `fill`,
`export FILE`, `load FILE`, `count FILE` (paths by kind in, JSON on standard output).
"""

import gzip
import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django


def main(action: str, *arguments: str) -> None:
    django.setup()
    ACTIONS[action](*arguments)


def tables() -> None:
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def fill() -> None:
    from piattaforma.dimostrazione.load import load_demo

    load_demo()


def export(file: str) -> None:
    from django.core.serializers.json import DjangoJSONEncoder

    from .export import export_content, measured_paths

    data = export_content() | {"misurate": measured_paths()}
    Path(file).write_text(json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False), "utf-8")


def load(file: str) -> None:
    from .twin.load import load_content

    load_content(json.loads(Path(file).read_text("utf-8")))


def count(file: str) -> None:
    """SQL, bytes and the page itself, for each path, in a warm process."""
    paths: dict[str, list[str]] = json.loads(Path(file).read_text("utf-8"))["misurate"]
    print(json.dumps({kind: [count_one(path) for path in some] for kind, some in paths.items()}))


def count_one(path: str) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1", SERVER_PORT=urlsplit(os.environ["BASE_URL"]).port)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        sql = [query["sql"] for query in queries.captured_queries]
    return {
        "path": path,
        "status": response.status_code,
        "sql": len(sql),
        "statements": sql,
        "bytes": len(response.content),
        "gzip": len(gzip.compress(response.content, 6)),
        "html": response.content.decode(),
    }


ACTIONS = {"tables": tables, "fill": fill, "export": export, "load": load, "count": count}

if __name__ == "__main__":
    main(*sys.argv[1:])
