"""Find the strings that name an app out of reach: what import-linter cannot see.

Upward knowledge hides in strings: `import_string("sussidiario.models…")`, `"sussidiario/….html"`,
`{% url "sussidiario:…" %}`. A docstring is prose and is not read; nor are migrations, which are
generated from the declarations.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .layers import ROOT, Layers, folder, label, module_of

# Declarations that the design lets name a sibling: foreign keys and choosers, parents and children.
DECLARATIONS = ("ForeignKey", "OneToOneField", "ManyToManyField", "ParentalKey", "Chooser")
CHOOSER = re.compile(r"Chooser(Block|Panel)?$")
DECLARED_BY_KEYWORD = {"to", "through", "page_type", "target_model"}
DECLARED_BY_NAME = {"parent_page_types", "subpage_types"}

# Calls that take a bare label.
BY_LABEL = {"get_model", "get_app_config", "is_installed"}

TAG = re.compile(r"""{%-?\s*(?:url|include|extends)\s+(["'])(?P<name>.+?)\1""")
LOAD = re.compile(r"{%-?\s*load\s+(?:.+?\s+from\s+)?(?P<names>[^%]+?)\s*-?%}")


@dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text!r}"


@dataclass(frozen=True)
class Scan:
    """What was found, and which packages were read (so that an empty scan shows)."""

    findings: tuple[Finding, ...]
    packages: frozenset[str]


def scan(tree: Path = ROOT, layers: Layers | None = None) -> Scan:
    layers = layers or Layers.read()
    findings: list[Finding] = []
    packages: set[str] = set()
    libraries = tag_libraries(tree, layers)
    for package in sorted(layers.apps):
        labels = layers.labels_out_of_reach(package)
        for path in sorted(folder(package, tree).rglob("*")):
            if not path.is_file() or "__pycache__" in path.parts:
                continue
            if path.suffix == ".py" and "migrations" not in path.parts:
                packages.add(layers.package_of(module_of(path, tree)) or package)
                found = in_python(path.read_text(encoding="utf-8"), labels)
            elif "templates" in path.parts:
                found = in_template(path, labels, libraries)
            else:
                continue
            relative = str(path.relative_to(tree))
            findings += [Finding(relative, line, text) for line, text in found]
    return Scan(tuple(sorted(findings)), frozenset(packages))


def names_a(labels: frozenset[str], text: str) -> bool:
    """Does the text begin with `<label>.`, `<label>:` or `<label>/`, bare or below piattaforma?"""
    found = re.match(r"(?:piattaforma[./])?(\w+)[.:/]", text)
    return found is not None and found[1] in labels


def in_python(source: str, labels: frozenset[str]) -> Iterator[tuple[int, str]]:
    reader = _Reader(labels)
    reader.visit(ast.parse(source))
    yield from reader.found


class _Reader(ast.NodeVisitor):
    def __init__(self, labels: frozenset[str]) -> None:
        self.labels = labels
        self.found: list[tuple[int, str]] = []

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and names_a(self.labels, node.value):
            self.found.append((node.lineno, node.value))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Only the first part of an f-string can be its beginning."""
        for index, value in enumerate(node.values):
            if index == 0 or not isinstance(value, ast.Constant):
                self.visit(value)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a bare string is a docstring
            self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        names = {target.id for target in node.targets if isinstance(target, ast.Name)}
        if not names & DECLARED_BY_NAME:
            self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if not (isinstance(node.target, ast.Name) and node.target.id in DECLARED_BY_NAME):
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = _called(node.func)
        self.visit(node.func)
        declared = name.endswith(DECLARATIONS) or bool(CHOOSER.search(name))
        for position, argument in enumerate(node.args):
            if declared and position == 0:
                continue
            self.visit(argument)
        if name in BY_LABEL and node.args:
            self._visit_label(node.args[0])
        for keyword in node.keywords:
            if not (declared and keyword.arg in DECLARED_BY_KEYWORD):
                self.visit(keyword.value)

    def _visit_label(self, node: ast.expr) -> None:
        if isinstance(node, ast.Constant) and node.value in self.labels:
            self.found.append((node.lineno, str(node.value)))


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def in_template(
    path: Path, labels: frozenset[str], libraries: dict[str, str]
) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    for tag in TAG.finditer(text):
        if names_a(labels, tag["name"]):
            yield text.count("\n", 0, tag.start()) + 1, tag[0]
    for tag in LOAD.finditer(text):
        if {libraries.get(name) for name in tag["names"].split()} & labels:
            yield text.count("\n", 0, tag.start()) + 1, tag[0]


def tag_libraries(tree: Path, layers: Layers) -> dict[str, str]:
    """The name of each library of template tags, with the label of the app that has it."""
    return {
        path.stem: label(package)
        for package in layers.apps
        for path in folder(package, tree).glob("templatetags/*.py")
        if path.stem != "__init__"
    }
