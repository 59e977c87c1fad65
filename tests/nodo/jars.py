"""The jars of the node: fetched once a machine, outside the clone, and checked against their sums."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

VERSION = "3.8.0.0"
_HERE = Path(__file__).parent
_SUMS = _HERE / f"jars-{VERSION}.sha256"
#: What a folder holds whose sums were checked: afterwards names and sizes are enough.
_STAMP = "verificati.json"
#: Seconds to fetch everything with an empty cache; jgo takes a minute.
_PATIENCE = 600
_MAVEN = ["mvn", "-q", "-B", "dependency:copy-dependencies"]
_JGO = [
    sys.executable, "-m", "jgo", "-q", "--resolver", "python", "--class-path-only", "--links", "copy", "sync",
]  # fmt: skip


class JarsMissing(Exception):
    """The jars are not on this machine and could not be fetched."""


def ensure_jars() -> Path:
    """The folder of the jars; whoever comes while another fetches them waits."""
    folder = _folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with Path(f"{folder}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_verified(folder):
            with tempfile.TemporaryDirectory(dir=folder.parent) as place:
                fetched = _fetch(Path(place))
                shutil.rmtree(folder, ignore_errors=True)
                fetched.rename(folder)
    return folder


def _folder() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "condivisa" / f"nodo-{VERSION}"


def _wanted() -> dict[str, str]:
    """name → SHA-256"""
    lines = (line.split() for line in _SUMS.read_text().splitlines())
    return {name: digest for digest, name in lines}


def _stamp_of(folder: Path) -> dict[str, object]:
    return {
        "somme": hashlib.sha256(_SUMS.read_bytes()).hexdigest(),
        "jar": {jar.name: jar.stat().st_size for jar in folder.glob("*.jar")},
    }


def _is_verified(folder: Path) -> bool:
    stamp = folder / _STAMP
    return stamp.exists() and json.loads(stamp.read_text()) == _stamp_of(folder)


def _fetch(place: Path) -> Path:
    """Fetch with Maven, else with jgo, and check every sum."""
    for description in ("pom.xml", "jgo.toml"):
        shutil.copy(_HERE / description, place)
    failures = []
    for command in (_MAVEN, _JGO):
        if shutil.which(command[0]):
            failure = _run(command, place)
            if not failure:
                return _verify(place)
            failures.append(failure)
    raise JarsMissing("\n".join(failures))


def _run(command: list[str], place: Path) -> str:
    """Run it; what it complained of, or nothing."""
    try:
        subprocess.run(
            command, cwd=place, check=True, capture_output=True, text=True, timeout=_PATIENCE
        )
    except subprocess.CalledProcessError as error:
        return f"{command[0]}: {(error.stdout + error.stderr)[-1000:]}"
    except subprocess.TimeoutExpired as error:
        return str(error)
    return ""


def _verify(place: Path) -> Path:
    """Gather exactly the wanted jars in one folder, with its stamp."""
    folder = place / "verificati"
    folder.mkdir()
    found = {jar.name: jar for jar in place.rglob("*.jar")}
    for name, digest in _wanted().items():
        if name not in found:
            raise JarsMissing(f"{name} non è arrivato")
        if hashlib.sha256(found[name].read_bytes()).hexdigest() != digest:
            raise JarsMissing(f"{name} non ha la somma attesa")
        shutil.copy(found[name], folder)
    (folder / _STAMP).write_text(json.dumps(_stamp_of(folder)))
    return folder
