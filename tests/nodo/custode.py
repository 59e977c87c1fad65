"""The keeper of the node that a whole run shares: it ends the node when the run is over.

Workers of pytest-xdist come and go, so none of them may be the node's parent. The first that needs a
node starts this process, which watches the one that leads the run; when that has ended, whether by
itself or killed, the node goes too.
"""

import fcntl
import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

from tests.nodo.jars import JarsMissing, ensure_jars
from tests.nodo.nodo import JavaMissing, acceso, find_java

_ROOT = Path(__file__).resolve().parents[2]
#: Held until the process that started them ends: a keeper outlives it.
_started: list["subprocess.Popen[str]"] = []


def shared_node(folder: Path, leader: int) -> dict[str, str]:
    """The node that all who name this folder share, until process `leader` ends.

    Either `url`, or `manca`: what the machine lacks, or `errore`: why it did not start. Whoever comes
    later hears what the first did, and does not try again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    answer = folder / "esito.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not answer.exists():
            answer.write_text(json.dumps(_start(folder, leader)))
        return dict(json.loads(answer.read_text()))


def _start(folder: Path, leader: int) -> dict[str, str]:
    try:
        find_java()
        ensure_jars()
    except JavaMissing:
        return {"manca": "Java del nodo di ricerca"}
    except JarsMissing:
        return {"manca": "Nodo di ricerca (i suoi jar)"}
    log = folder / "custode.log"
    with log.open("w") as errors:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.nodo.custode", str(leader)],
            cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True,
            start_new_session=True,  # Ctrl-C is for the run: the keeper hears of its end
        )  # fmt: skip
    _started.append(keeper)
    assert keeper.stdout is not None
    with keeper.stdout:
        url = keeper.stdout.readline().strip()
    return {"url": url} if url else {"errore": log.read_text()[-4000:]}


def _keep(leader: int) -> None:
    watched = os.pidfd_open(leader)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with acceso() as url:
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()
        select.select([watched], [], [])


if __name__ == "__main__":
    _keep(int(sys.argv[1]))
