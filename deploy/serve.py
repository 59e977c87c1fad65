"""Run the site on this machine: the web server and the loop of jobs, together until Ctrl-C.

`make run` and `make dev` call it. In a real installation each is a service of its own
(docs/esercizio.md).
"""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
GRACE = 10.0  # seconds that a process has to end by itself


def commands(*, dev: bool, host: str, port: int) -> list[list[str]]:
    """The server and the loop."""
    manage = [sys.executable, str(ROOT / "manage.py")]
    if dev:
        server = [*manage, "runserver", f"{host}:{port}"]
    else:
        server = [
            sys.executable, "-m", "gunicorn", "piattaforma.wsgi:application",
            "--bind", f"{host}:{port}", "--workers", os.environ.get("WORKERS", "2"),
            # Browsers open connections before they need them: without a proxy in front, a worker
            # with one thread would wait for them and answer nobody else.
            "--worker-class", "gthread", "--threads", os.environ.get("THREADS", "4"),
            "--worker-tmp-dir", "/dev/shm" if Path("/dev/shm").is_dir() else str(ROOT / "var"),
            "--log-level", "warning", "--graceful-timeout", "5",
        ]  # fmt: skip
    return [server, [*manage, "lavori"]]


def taken(host: str, port: int) -> bool:
    """Whether somebody listens there already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def main() -> int:
    dev = "--dev" in sys.argv[1:]
    settings = "dev" if dev else "production"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"piattaforma.settings.{settings}")
    base_url = os.environ.get("BASE_URL", "http://127.0.0.1:8000")
    host = os.environ.get("HOST", "127.0.0.1")
    port = int(os.environ.get("PORT") or urlsplit(base_url).port or 8000)
    if taken(host, port):
        print(f"La porta {port} è occupata: prova con `PORT={port + 1} make run`.", file=sys.stderr)
        return 1
    stop = False

    def on_signal(signum: int, frame: object) -> None:
        nonlocal stop
        stop = True

    signal.signal(signal.SIGINT, on_signal)
    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGHUP, on_signal)
    # A group of its own for each: Ctrl-C reaches this process alone, which stops both in order.
    running = [
        subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        for command in commands(dev=dev, host=host, port=port)
    ]
    print(f"\n  Condivisa risponde su {base_url}/   (Ctrl-C per fermare)\n", flush=True)
    failed = 0
    while not stop:
        for process in running:
            if process.poll() is not None:
                failed, stop = process.returncode or 1, True
        time.sleep(0.2)
    for process in running:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
    print("Fermato.", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
