"""PostgreSQL's full text: configuration `italian`, `ts_rank`, an index GIN, words as alternatives."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg

from piattaforma.nucleo.visibilita import PUBBLICO
from search.contract import Document

_TOP = """
SELECT id FROM documenti, to_tsquery('italian', %s) q
WHERE testo @@ q AND visibile = %s ORDER BY ts_rank(testo, q) DESC LIMIT 10
"""


class Postgres:
    """A server of its own, in a folder that goes away."""

    def __init__(self, connection: psycopg.Connection, pid: int) -> None:
        self._connection = connection
        self._backend = psutil.Process(pid)

    def load(self, documents: Iterable[Document]) -> None:
        cursor = self._connection.cursor()
        cursor.execute("DROP TABLE IF EXISTS documenti")
        cursor.execute("CREATE TABLE documenti (id text, visibile text, testo tsvector)")
        cursor.execute("CREATE TEMP TABLE grezzi (id text, visibile text, titolo text, corpo text)")
        with cursor.copy("COPY grezzi FROM STDIN") as copy:
            for one in documents:
                copy.write_row((one.uid, *one.visibilita, one.titolo, one.corpo))
        cursor.execute(
            "INSERT INTO documenti SELECT id, visibile, setweight(to_tsvector('italian', titolo), 'A')"
            " || to_tsvector('italian', corpo) FROM grezzi"
        )
        cursor.execute("DROP TABLE grezzi")
        cursor.execute("CREATE INDEX ON documenti USING gin (testo)")
        cursor.execute("ANALYZE documenti")

    def top(self, question: str) -> Sequence[str]:
        words = " | ".join(question.split())
        return [row[0] for row in self._connection.execute(_TOP, (words, PUBBLICO))]

    def cpu(self) -> float:
        """Seconds of CPU that the process that answers has used."""
        used = self._backend.cpu_times()
        return float(used.user + used.system)


@contextmanager
def postgres() -> Iterator[Postgres | None]:
    """None where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    binaries = found[-1].parent if found else Path(shutil.which("initdb") or "").parent
    if not (binaries / "initdb").exists():
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="condivisa-pg-"))
    folder.chmod(0o777)
    data, port = folder / "data", _free_port()
    _run([binaries / "initdb", "-D", data, "-U", "prove", "-A", "trust", "-E", "UTF8"])
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    )
    _run([binaries / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start"])
    try:
        address = f"host=127.0.0.1 port={port} user=prove dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            # One process answers, so its CPU is the question's.
            connection.execute("SET max_parallel_workers_per_gather = 0")
            yield Postgres(connection, connection.info.backend_pid)
    finally:
        _run([binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str | Path]) -> None:
    # PostgreSQL refuses to run as root.
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *map(str, command)], check=True, capture_output=True, cwd="/tmp")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
