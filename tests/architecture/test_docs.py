"""The documents are true where a machine can tell: links lead somewhere, classes exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from .layers import ROOT, Layers, folder, label

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("site/*.md")])
GLOSSARY = ROOT / "docs/glossario.md"


def broken_links(path: Path) -> list[str]:
    """Relative links of a document that lead to no file."""
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.S)
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    local = [target for target in targets if not re.match(r"[a-zA-Z]+:", target)]
    return [target for target in local if not (path.parent / target).exists()]


def classes_of(package: str) -> set[str]:
    """Names of the classes that a package defines, nested ones too, and of its functions."""
    found: set[str] = set()
    for path in folder(package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                found.add(node.name)
    return found


def unknown_names(text: str) -> list[str]:
    """Names in a document, as `label.Class` or `Class`, that no package defines."""
    packages = {label(package): classes_of(package) for package in Layers.read().apps}
    everywhere = set().union(*packages.values())
    unknown = []
    for name in re.findall(r"`([\w.]*\b[A-Z]\w+)(?:\.\w+)?`", text):
        owner, _, last = name.rpartition(".")
        app = owner.partition(".")[0]
        known = packages.get(app, everywhere)
        if last not in known:
            unknown.append(name)
    return unknown


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    assert not broken_links(path)


def test_a_broken_link_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("[b](b.md) [c](https://example.org/c) [d](a.md#d) [e](#e)", encoding="utf-8")
    assert broken_links(page) == ["b.md"]


def test_the_glossary_names_what_exists() -> None:
    rows = GLOSSARY.read_text(encoding="utf-8").partition("(later)")[0].splitlines()
    today = [row for row in rows if row.startswith("|") and "*later*" not in row]
    assert len(today) > 30
    assert not unknown_names("\n".join(today))


def test_an_unknown_name_is_seen() -> None:
    assert unknown_names("`nucleo.Aggiornamento`, `nucleo.Fantasma`, `Fantasma.x`") == [
        "nucleo.Fantasma",
        "Fantasma",
    ]


def test_the_page_on_architecture_names_every_app() -> None:
    text = (ROOT / "docs/immagini/livelli.svg").read_text(encoding="utf-8")
    assert not [label(name) for name in Layers.read().apps if label(name) not in text]
