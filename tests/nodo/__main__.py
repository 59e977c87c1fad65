"""A node by hand: `python -m tests.nodo [folder [port]]`; only its jars: `python -m tests.nodo --prepara`."""

import signal
import sys
from contextlib import suppress
from pathlib import Path

from tests.nodo.jars import JarsMissing, ensure_jars
from tests.nodo.nodo import acceso


def prepare() -> None:
    """Fetch the jars ahead, so that no test waits for them; tests say what to do without them."""
    try:
        ensure_jars()
    except JarsMissing as missing:
        sys.stderr.write(f"I jar del nodo di ricerca non sono arrivati: {missing}\n")


def serve(folder: str = "", port: str = "0") -> None:
    """Keep a node up until Ctrl-C."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with acceso(Path(folder) if folder else None, int(port)) as url:
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    if sys.argv[1:] == ["--prepara"]:
        prepare()
    else:
        serve(*sys.argv[1:])
