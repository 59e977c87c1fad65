"""Who sends: the name that a worker writes on the rows it takes, and whether it still lives."""

import itertools
import os
import socket
from pathlib import Path

_runs = itertools.count(1)


def new_worker_name() -> str:
    """`host:pid:start:run`, different for each process and each run in it."""
    pid = os.getpid()
    return f"{socket.gethostname()}:{pid}:{_started(pid)}:{next(_runs)}"


def is_dead(worker: str) -> bool:
    """True only if it is certain: a process of this host that is gone (or its number reused)."""
    parts = worker.rsplit(":", 3)
    if len(parts) != 4 or parts[0] != socket.gethostname() or not parts[1].isdigit():
        return False
    started = _started(int(parts[1]))
    return started is not None and str(started) != parts[2]


def _started(pid: int) -> int | None:
    """Clock ticks from boot to the start of the process; 0 if there is none, None if unknowable."""
    if not Path("/proc/self/stat").exists():
        return None
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    fields = stat.rpartition(")")[2].split()
    # A zombie has ended; only its parent has not noticed yet.
    return 0 if fields[0] in "ZX" else int(fields[19])
