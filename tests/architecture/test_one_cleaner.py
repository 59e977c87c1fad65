"""Nothing but `nucleo.html` makes HTML out of text that people wrote."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ("site/piattaforma", "sussidiario", "pratiche", "comunita", "search", "manage.py")

LIBRARIES = {"nh3", "bleach", "markdown", "markdown_it", "mistune", "html_sanitizer"}
#: how a module vouches for a string, called or handed on
TRUST = {"mark_safe", "html_safe", "kept_html"}
TRUST_TYPES = {"SafeString", "SafeText"}  # as an annotation they vouch for nothing
TRUST_IN_TEMPLATES = re.compile(r"\|\s*safe(?:seq)?\b|{%-?\s*autoescape\s+off")
#: path → the names it may use. Each holds HTML that `nucleo.html` made, or escapes it itself.
ALLOWED: dict[str, set[str]] = {
    "site/piattaforma/nucleo/html.py": {"nh3", "markdown", "mark_safe"},
    "site/piattaforma/nucleo/marcatura.py": {"markdown"},
    # binds words inside HTML that is safe when it comes
    "site/piattaforma/nucleo/templatetags/tipografia.py": {"mark_safe"},
    # a template rendered once, with the page's key and a signed token put where they go
    "site/piattaforma/nucleo/templatetags/voce.py": {"mark_safe"},
    # JSON in a data block, with < and & escaped
    "site/piattaforma/nucleo/structured_data.py": {"mark_safe"},
    # text part of mails
    "site/piattaforma/posta/templatetags/posta.py": {"mark_safe"},
    # the rendering of a page, as `nucleo.html` made it, with links whose attributes are escaped
    "site/piattaforma/nucleo/linking.py": {"kept_html"},
}


def in_python(source: str) -> set[str]:
    """The libraries that a module imports and the calls by which it vouches for a string."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names} & LIBRARIES
        elif isinstance(node, ast.ImportFrom):
            found |= {(node.module or "").split(".")[0]} & LIBRARIES if node.level == 0 else set()
        elif isinstance(node, ast.Name | ast.Attribute):
            found |= {_name(node)} & TRUST
        elif isinstance(node, ast.Call) and not _is_of_nothing(node):
            found |= {_name(node.func)} & TRUST_TYPES
            if _name(node.func) == "import_module" and node.args:
                found |= {str(getattr(node.args[0], "value", "")).split(".")[0]} & LIBRARIES
    return found


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_of_nothing(node: ast.Call) -> bool:
    """`SafeString("")` vouches for nothing."""
    return bool(node.args) and isinstance(node.args[0], ast.Constant) and node.args[0].value == ""


def in_template(source: str) -> set[str]:
    return {re.sub(r"\s+", "", match[0]) for match in TRUST_IN_TEMPLATES.finditer(source)}


def scan() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for start in CODE:
        path = ROOT / start
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if "migrations" in file.parts or not file.is_file():
                continue
            if file.suffix == ".py":
                names = in_python(file.read_text(encoding="utf-8"))
            elif "templates" in file.parts and file.suffix in {".html", ".mjml", ".xml", ".svg"}:
                names = in_template(file.read_text(encoding="utf-8"))
            else:
                continue
            if names:
                found[str(file.relative_to(ROOT))] = names
    return found


def test_one_cleaner() -> None:
    found = scan()
    assert {path: names for path, names in found.items() if names - ALLOWED.get(path, set())} == {}
    # An exception that nothing needs any more goes.
    assert {path: names for path, names in ALLOWED.items() if names - found.get(path, set())} == {}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import nh3", {"nh3"}),
        ("from bleach.sanitizer import Cleaner", {"bleach"}),
        ("def f():\n    import markdown.extensions as m", {"markdown"}),
        ("import_module('nh3')\nimportlib.import_module('markdown')", {"nh3", "markdown"}),
        ("from django.utils.safestring import mark_safe\nmark_safe(a)", {"mark_safe"}),
        ("safestring.mark_safe(f'<b>{a}</b>')", {"mark_safe"}),
        ("map(mark_safe, rows)", {"mark_safe"}),
        ("SafeString(a)", {"SafeString"}),
        ("def f() -> SafeString: ...", set()),
        ("SafeString('')", set()),
        ("@html_safe\nclass A: ...", {"html_safe"}),
        ("from .markdown import parse", set()),
        ("format_html('<b>{}</b>', a)", set()),
    ],
)
def test_what_the_scan_sees_in_python(source: str, names: set[str]) -> None:
    assert in_python(source) == names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("{{ a|safe }}", {"|safe"}),
        ("{{ a | safe|nb }}", {"|safe"}),
        ("{{ a|safeseq|join:', ' }}", {"|safeseq"}),
        ("{% autoescape off %}{{ a }}{% endautoescape %}", {"{%autoescapeoff"}),
        ("{{ a|safely }} {{ safe }}", set()),
    ],
)
def test_what_the_scan_sees_in_templates(source: str, names: set[str]) -> None:
    assert in_template(source) == names
