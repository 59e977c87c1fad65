"""Markdown files with a YAML front matter: how contents are stored outside the database."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_FRONT_MATTER = re.compile(r"\A---\r?\n(?P<meta>.*?)^---[ \t]*\r?\n?", re.S | re.M)


class DocumentError(ValueError):
    """Something wrong in a file; `str()` is `name:line: message`, in Italian."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path.name}:{line}: {message}")
        self.path, self.line, self.message = path, line, message


@dataclass(frozen=True)
class Documento:
    """One file: its front matter, its body, and where in the file each begins."""

    path: Path
    meta: dict[str, Any]
    body: str
    #: number of the body's first line
    body_line: int
    #: SHA-256 of the whole file
    impronta: str
    _lines: dict[str, int]

    def line_of(self, key: str) -> int:
        """The line of a key of the front matter (1 where it is missing)."""
        return self._lines.get(key, 1)

    def error(self, key: str, message: str) -> DocumentError:
        return DocumentError(self.path, self.line_of(key), f"{key}: {message}")

    def require(self, key: str) -> Any:
        """The value of a key that must be there. Raises `DocumentError`."""
        value = self.meta.get(key)
        if value in (None, ""):
            raise self.error(key, "manca.")
        return value


def read_text(path: Path) -> str:
    """The text of a file, with line feeds whatever system it was written on. Raises `DocumentError`."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        raise DocumentError(path, line, "il file non è in UTF-8.") from problem
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_document(path: Path) -> Documento:
    """Read one file. Raises `DocumentError`."""
    text = read_text(path)
    match = _FRONT_MATTER.match(text)
    if not match:
        raise DocumentError(path, 1, "manca l’intestazione YAML tra due righe «---».")
    meta, lines = _parse_yaml(path, match["meta"])
    return Documento(
        path=path,
        meta=meta,
        body=text[match.end() :],
        body_line=text[: match.end()].count("\n") + 1,
        impronta=hashlib.sha256(path.read_bytes()).hexdigest(),
        _lines=lines,
    )


def write_document(meta: Mapping[str, Any], body: str) -> str:
    """A file that `read_document` reads back; keys stand in the order given."""
    return f"---\n{write_yaml(meta)}---\n{body}"


def write_yaml(data: Mapping[str, Any]) -> str:
    """YAML as people write it: codes bare, words quoted, texts of several lines as they stand."""
    return yaml.dump(
        dict(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf")
    )


class _Dumper(yaml.SafeDumper):
    """Chooses how each text is written, so that a text is always written the same way."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: FBT001, FBT002
        return super().increase_indent(flow, False)


_BARE = re.compile(r"[a-z]{3,}(?:-[a-z0-9]+)*")
_YAML_WORDS = frozenset({"yes", "off", "true", "null", "false"})
#: what YAML takes for a new line, or for nothing, and a text does not
_FALSE_BREAKS = re.compile("[\x85\u2028\u2029\ufeff]")


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style: str | None = '"'
    if "\n" in text and not _FALSE_BREAKS.search(text):
        style = "|"
    elif _BARE.fullmatch(text) and text not in _YAML_WORDS:
        style = None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _write_list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    flat = all(isinstance(item, str) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=flat)


_Dumper.add_representer(str, _write_text)
_Dumper.add_representer(list, _write_list)


def _parse_yaml(path: Path, source: str) -> tuple[dict[str, Any], dict[str, int]]:
    try:
        node = yaml.compose(source, Loader=yaml.SafeLoader)
        meta = yaml.safe_load(source)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = (mark.line if mark else 0) + 2
        raise DocumentError(path, line, "l’intestazione YAML non si legge.") from problem
    if not isinstance(meta, dict) or not isinstance(node, yaml.MappingNode):
        raise DocumentError(path, 2, "l’intestazione deve essere un elenco di chiavi e valori.")
    lines = {str(key.value): key.start_mark.line + 2 for key, _ in node.value}
    return meta, lines
