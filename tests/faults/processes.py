"""Real processes on a real database, that tests start, stop and kill."""

import os
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Site:
    """A database with the tables of jobs and mail, and the environment of its processes."""

    url: str
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def env(self, extra: Mapping[str, str] | None = None) -> dict[str, str]:
        inherited = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG", "TMPDIR"}}
        return {
            **inherited,
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
            "PYTHONUNBUFFERED": "1",
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": self.url,
            "VAR_DIR": str(self.folder),
            **self.environment,
            **(extra or {}),
        }

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "django", *arguments]

    def start(self, *arguments: str, **extra: str) -> "subprocess.Popen[str]":
        """Start a management command; its standard output can be read line by line."""
        return subprocess.Popen(
            self.command(*arguments),
            env=self.env(extra),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, **extra: str) -> "subprocess.CompletedProcess[str]":
        """Run a management command to its end, at most a minute."""
        return subprocess.run(
            self.command(*arguments),
            env=self.env(extra),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def must_run(self, *arguments: str, **extra: str) -> str:
        done = self.run(*arguments, **extra)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a statement as an onlooker, with a connection of our own; return its rows."""
        if self.url.startswith("sqlite"):
            path = self.url.removeprefix("sqlite:///")
            with closing(sqlite3.connect(path, timeout=20)) as connection, connection:
                return list(connection.execute(sql))
        with psycopg.connect(self.url) as connection:
            cursor = connection.execute(sql.encode())
            return list(cursor) if cursor.description else []


def sqlite_site(folder: Path) -> Site:
    site = Site(url=f"sqlite:///{folder / 'prova.sqlite3'}", folder=folder)
    site.must_run("migrate", "--run-syncdb", "--verbosity=0")
    return site


@contextmanager
def postgres_site(server_url: str, folder: Path) -> Iterator[Site]:
    """A site on a database of its own in the given server."""
    name = f"prova_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    site = Site(url=urlunsplit(urlsplit(server_url)._replace(path=f"/{name}")), folder=folder)
    try:
        site.must_run("migrate", "--run-syncdb", "--verbosity=0")
        yield site
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
