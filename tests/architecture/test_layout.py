"""`site/` is a source root and stays one; the tree says nothing of the machine it was made on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .layers import ROOT, module_of

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}
HAS_SITE_PACKAGES = "import site; raise SystemExit(not hasattr(site, 'getsitepackages'))"

# In pieces, so that this file does not contain what it looks for.
MACHINE = re.compile(
    "|".join(
        [
            "py" + r"pi\.org",
            "python" + r"hosted\.org",
            "registry" + r"\.npm" + r"js\.org",
            "registry" + r"\.yarn" + r"pkg\.com",
            r"(?<![\w.-])/" + r"work/",
            r"(?<![\w.-])/" + r"root\b",
        ]
    )
)


def tracked() -> list[Path]:
    """Files of the project: those git keeps, and those it would take."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def machine_traces(text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if found := MACHINE.search(line):
            yield f"{number}: {found[0]}"


def ignored(name: str) -> bool:
    command = ["git", "check-ignore", "--quiet", "--no-index", name]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def python_has_its_site(folder: Path) -> bool:
    """Does Python keep its own `site` when started in `folder`, even with nothing frozen?"""
    command = [sys.executable, "-X", "frozen_modules=off", "-c", HAS_SITE_PACKAGES]
    environment = os.environ | {"PYTHONPATH": str(folder)}
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return result.returncode == 0


def test_site_is_a_source_root_and_no_package() -> None:
    assert not (ROOT / "site/__init__.py").exists()
    inside = [path for path in tracked() if path.is_relative_to(ROOT / "site")]
    modules = {path.relative_to(ROOT / "site").parts[0] for path in inside if path.suffix == ".py"}
    assert modules == {"piattaforma"}
    others = {path.relative_to(ROOT / "site").parts[0] for path in inside} - modules
    assert others <= {"frontend", "README.md"}


def test_python_keeps_its_own_site() -> None:
    assert python_has_its_site(ROOT)


def test_an_initial_file_in_site_would_break_python(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert python_has_its_site(tmp_path)
    (tmp_path / "site/__init__.py").touch()
    assert not python_has_its_site(tmp_path)


def test_nothing_empties_site() -> None:
    """`mkdocs build` writes to `site/`, and first deletes what is there."""
    assert not [path for path in tracked() if path.name in {"mkdocs.yml", "mkdocs.yaml"}]


@pytest.mark.parametrize("name", ["site", "site/piattaforma/nuovo.py", "site/frontend/scss/x.scss"])
def test_site_is_not_ignored(name: str) -> None:
    assert not ignored(name)


@pytest.mark.parametrize(
    "name",
    [
        ".env",
        ".venv/bin/python",
        "node_modules/sass/sass.js",
        "site/piattaforma/static/condivisa/stile.css",
        "site/piattaforma/nucleo/__pycache__/html.pyc",
        "var/condivisa.sqlite3",
    ],
)
def test_what_is_made_or_secret_is_ignored(name: str) -> None:
    assert ignored(name)


def test_every_module_says_what_it_holds() -> None:
    ours = [path for path in tracked() if path.suffix == ".py"]
    assert ours
    vague = [path for path in ours if VAGUE & set(module_of(path).split("."))]
    assert not vague


def test_no_file_tells_of_a_registry_or_a_machine() -> None:
    traces = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        traces += [f"{path.relative_to(ROOT)}:{trace}" for trace in machine_traces(text)]
    assert not traces, "\n".join(traces)


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("index-url = https://" + "py" + "pi.org/simple", True),
        ('"resolved": "https://registry.' + "npm" + 'js.org/sass"', True),
        ("cd /" + "work/main", True),
        ("HOME=/" + "root", True),
        ("https://example.org/work/paper", False),
        ("network/work/plan, /workshop/, sudo and the root user", False),
    ],
)
def test_a_trace_is_found(line: str, seen: bool) -> None:
    assert bool(list(machine_traces(line))) is seen
