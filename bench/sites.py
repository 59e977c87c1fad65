"""The two sites and the floor: set up in a folder, count, serve."""

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[1]
START = 60.0  # seconds that a server has to answer, on a busy machine


@dataclass
class Server:
    """A WSGI application, and its settings if it is Django."""

    name: str
    application: str
    settings: str = ""
    folder: Path = Path()
    port: int = 0
    key: str = field(default_factory=lambda: secrets.token_urlsafe(50))
    process: psutil.Popen | None = None

    @property
    def environment(self) -> dict[str, str]:
        known = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME", "LANG"}}
        return known | {
            "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
            "DJANGO_SETTINGS_MODULE": self.settings,
            "SECRET_KEY": self.key,
            "VAR_DIR": str(self.folder),
            "DATABASE_URL": f"sqlite:///{self.folder / 'dati.sqlite3'}",
            "BASE_URL": f"http://127.0.0.1:{self.port}",
            "ALLOWED_HOSTS": "127.0.0.1",
            "POSTA_TRASPORTO": "file",
        }

    def inside(self, action: str, file: Path) -> str:
        """Run an action of `bench.inside` in the site's own process."""
        done = subprocess.run(
            [sys.executable, "-m", "bench.inside", action, str(file)],
            env=self.environment, cwd=ROOT, text=True, capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{self.name}: {action}\n{done.stderr[-3000:]}")
        return done.stdout

    def start(self) -> None:
        self.process = psutil.Popen(
            [
                sys.executable, "-m", "gunicorn", self.application, "--workers", "1",
                "--bind", f"127.0.0.1:{self.port}", "--log-level", "warning",
                "--worker-tmp-dir", str(self.folder), "--no-control-socket",
            ],
            env=self.environment, cwd=ROOT,
        )  # fmt: skip
        deadline = time.monotonic() + START
        while time.monotonic() < deadline:
            try:
                self.get("/")
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.2)
            else:
                return
        raise RuntimeError(f"{self.name}: il server non risponde")

    def get(self, path: str) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def cpu(self) -> float:
        """CPU seconds of the process tree so far."""
        assert self.process is not None
        total = 0.0
        for process in [self.process, *self.process.children(recursive=True)]:
            times = process.cpu_times()
            total += times.user + times.system
        return total

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)


def make_servers(folder: Path) -> list[Server]:
    """Ours, the twin and the floor, each with its folder and its port."""
    servers = [
        Server("nostro", "piattaforma.wsgi:application", "bench.ours"),
        Server("gemello", "bench.twin.wsgi:application", "bench.twin.settings"),
        Server("pavimento", "bench.floor:application"),
    ]
    for server, port in zip(servers, _free_ports(len(servers)), strict=True):
        server.folder, server.port = folder / server.name, port
        server.folder.mkdir()
    return servers


def set_up(folder: Path) -> tuple[list[Server], Path]:
    """The servers with the demonstration content, and the file of that content."""
    servers = make_servers(folder)
    ours, twin, _ = servers
    content = folder / "contenuti.json"
    ours.inside("set_up", content)
    twin.inside("copy", content)
    return servers, content


def count(server: Server, content: Path) -> dict[str, list[dict[str, Any]]]:
    """Kind of page → what each of its pages is made of (see `bench.inside`)."""
    counted: dict[str, list[dict[str, Any]]] = json.loads(server.inside("count", content))
    return counted


def temporary_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="condivisa-bench-")


def _free_ports(number: int) -> list[int]:
    sockets = [socket.socket() for _ in range(number)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports
