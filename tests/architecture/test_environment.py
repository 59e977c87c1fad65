"""`.env.example` lists what the settings read, with the same defaults, and nothing else."""

from __future__ import annotations

import ast
import re

from .layers import ROOT

EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
#: Read by the Makefile and by deploy/serve.py, not by Django.
BY_MAKE = {"HOST", "PORT", "WORKERS"}


def read_by_settings() -> dict[str, object]:
    """Each name that the settings read, with its default where that is a plain value."""
    found: dict[str, object] = {}
    for path in sorted((ROOT / "site/piattaforma/settings").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            owner = node.func.value
            if not (isinstance(owner, ast.Name) and owner.id == "env" and node.args):
                continue
            name = node.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                default = next((k.value for k in node.keywords if k.arg == "default"), None)
                value = default.value if isinstance(default, ast.Constant) else None
                found[name.value] = found.get(name.value) or value
    return found


def in_example() -> dict[str, str]:
    return dict(re.findall(r"^#([A-Z_]+)=(.*)$", EXAMPLE, flags=re.M))


def test_the_example_lists_every_setting() -> None:
    read = read_by_settings()
    assert "BASE_URL" in read
    assert in_example().keys() == read.keys() | BY_MAKE


def test_its_values_are_the_defaults() -> None:
    shown = in_example()
    for name, default in read_by_settings().items():
        if default is not None and name != "DATABASE_URL":
            assert shown[name].lower() == str(default).lower(), name


def test_it_sets_nothing() -> None:
    """A copy of the example changes nothing: each line is a comment until somebody decides."""
    assert not [line for line in EXAMPLE.splitlines() if line and not line.startswith("#")]
