"""The whole command on the site at hand, beside an idle one: a trial writes all, then undoes it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class Costo(NamedTuple):
    """What one process took."""

    secondi: float
    megabyte: float


def cost_of(*arguments: str) -> Costo:
    """CPU seconds and largest resident memory of one `manage.py`; RuntimeError where it fails."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said = process.stderr.read().decode() if process.stderr else ""
            raise RuntimeError(f"manage.py {arguments[0]}: {said[-400:]}")
    # Linux counts kilobytes.
    return Costo(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def compare(data: bytes) -> tuple[Costo, Costo]:
    """An idle command, then the import of `data`."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "codice.xml"
        file.write_bytes(data)
        return cost_of("help", "import_norma"), cost_of("import_norma", "--dry-run", str(file))
