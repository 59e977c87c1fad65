"""A whole installation for tests: production settings, real migrations, gunicorn, killable processes.

It is built once a run and shared by all workers of pytest-xdist; each test that writes gets a copy.
Nothing here touches the database of the test process.
"""

import fcntl
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests

ROOT = Path(__file__).resolve().parents[2]
#: An installation's processes see these variables of ours and nothing else.
_INHERITED = {"PATH", "HOME", "LANG", "TMPDIR"}
#: Seconds in which a command, or a server that starts, must be done on a busy machine.
PATIENCE = 240


@dataclass(frozen=True)
class Installation:
    """A folder of its own for what the site writes, a database, and the commands that run on it."""

    folder: Path
    database_url: str
    static: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def on_sqlite(cls, folder: Path, *, static: Path | None = None) -> "Installation":
        folder.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{folder / 'condivisa.sqlite3'}"
        return cls(folder, url, static or folder / "static")

    def env(self, extra: Mapping[str, str] | None = None) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if name in _INHERITED},
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
            "PYTHONUNBUFFERED": "1",
            "DJANGO_SETTINGS_MODULE": "tests.installation.settings",
            "SECRET_KEY": "solo-per-le-prove-" + "x" * 40,
            "BASE_URL": "http://127.0.0.1:8000",
            "ALLOWED_HOSTS": "127.0.0.1",
            "DATABASE_URL": self.database_url,
            "VAR_DIR": str(self.folder),
            "STATIC_ROOT_DELLE_PROVE": str(self.static),
            "POSTA_TRASPORTO": "file",
            "PROXY_FIDATI": "0",
            **self.environment,
            **(extra or {}),
        }

    def run(self, *arguments: str, **extra: str) -> "subprocess.CompletedProcess[str]":
        """Run `manage.py` to its end, whatever that is."""
        return subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *arguments],
            env=self.env(extra), cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip

    def manage(self, *arguments: str, **extra: str) -> str:
        """Run `manage.py`, which must succeed; returns what it printed."""
        done = self.run(*arguments, **extra)
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    def execute(self, code: str, **extra: str) -> "subprocess.CompletedProcess[str]":
        """Run Python inside the site, in a process of its own."""
        return self.run("shell", "--no-imports", "--command", code, **extra)

    def must_execute(self, code: str, **extra: str) -> str:
        done = self.execute(code, **extra)
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    def copy(self, folder: Path) -> "Installation":
        """The same content in another folder (SQLite), with the same static files."""
        twin = Installation.on_sqlite(folder, static=self.static)
        with (
            closing(sqlite3.connect(self.database_url.removeprefix("sqlite:///"))) as source,
            closing(sqlite3.connect(twin.database_url.removeprefix("sqlite:///"))) as target,
        ):
            source.backup(target)
        self._copy_files(folder)
        return twin

    def _copy_files(self, folder: Path) -> None:
        """Media, and the index of search."""
        for name in ("media", "ricerca"):
            if (self.folder / name).is_dir():
                shutil.copytree(self.folder / name, folder / name)

    def twin_on_postgres(self, name: str, folder: Path) -> "Installation":
        """The same content in another database of the same PostgreSQL, made anew."""
        import psycopg

        parts = urlsplit(self.database_url)
        server = urlunsplit(parts._replace(path="/postgres"))
        with closing(psycopg.connect(server, autocommit=True)) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name}".encode())
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {parts.path.strip('/')}".encode())
        url = urlunsplit(parts._replace(path=f"/{name}"))
        self._copy_files(folder)
        return replace(self, folder=folder, database_url=url)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a statement as an onlooker, on a connection of our own."""
        if self.database_url.startswith("sqlite"):
            path = self.database_url.removeprefix("sqlite:///")
            with closing(sqlite3.connect(path, timeout=20)) as connection, connection:
                return list(connection.execute(sql))
        import psycopg

        with psycopg.connect(self.database_url) as connection:
            cursor = connection.execute(sql.encode())
            return list(cursor) if cursor.description else []

    @contextmanager
    def serve(self, *, workers: int = 2) -> Iterator["Served"]:
        """The site behind gunicorn, as `make run` starts it."""
        port = free_port()
        base_url = f"http://127.0.0.1:{port}"
        installation = replace(
            self, environment={**self.environment, "BASE_URL": base_url, "PORT": str(port)}
        )
        log = self.folder / "gunicorn.log"
        with log.open("ab") as output:
            server = subprocess.Popen(
                [
                    sys.executable, "-m", "gunicorn", "piattaforma.wsgi:application",
                    "--bind", f"127.0.0.1:{port}", "--workers", str(workers),
                    "--worker-tmp-dir", str(self.folder), "--graceful-timeout", "2", "--timeout", "120",
                ],
                env=installation.env(), cwd=ROOT, stdout=output, stderr=output,
            )  # fmt: skip
        try:
            served = Served(base_url, installation, log)
            served.wait(server)
            yield served
        finally:
            server.terminate()
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


@dataclass
class Served:
    """A site that answers at `base_url`."""

    base_url: str
    installation: Installation
    log: Path

    def get(self, path: str, **kwargs: Any) -> requests.Response:
        """GET as a stranger: no cookies kept, no redirect followed."""
        return requests.get(
            self.base_url + path, **({"allow_redirects": False, "timeout": 60} | kwargs)
        )

    def wait(self, server: "subprocess.Popen[bytes]") -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            assert server.poll() is None, self.log.read_text()
            try:
                if self.get("/healthz").status_code == 200:
                    return
            except requests.ConnectionError:
                pass
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def build(folder: Path) -> Installation:
    """What `make run` does before it serves: static files, migrations, demonstration content."""
    installation = Installation.on_sqlite(folder)
    installation.manage("collectstatic", "--noinput", "--verbosity=0")
    installation.manage("prepara")
    return installation


def build_once(shared: Path) -> Installation:
    """Build in a folder that several processes share: the first builds, the others wait."""
    shared.mkdir(parents=True, exist_ok=True)
    done = shared / "fatta"
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(shared / "sito", ignore_errors=True)
            build(shared / "sito")
            done.touch()
    return Installation.on_sqlite(shared / "sito")
