"""A YAML file that is one mapping, with the line of every key in it. Pure."""

from pathlib import Path
from typing import Any

import yaml

from piattaforma.nucleo.documents import DocumentError, read_text

#: Where a value stands: keys and places in lists.
Percorso = tuple[str | int, ...]


class FileRegistro:
    """One file of the register: what it says, and where it says it."""

    def __init__(self, path: Path) -> None:
        """Raises `DocumentError`."""
        self.path = path
        text = read_text(path)
        try:
            node, data = yaml.compose(text, Loader=yaml.SafeLoader), yaml.safe_load(text)
        except (yaml.YAMLError, ValueError, RecursionError) as problem:
            mark = getattr(problem, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            raise DocumentError(path, line, "il file non si legge come YAML.") from problem
        if not isinstance(data, dict) or not isinstance(node, yaml.MappingNode):
            raise DocumentError(path, 1, "servono chiavi e valori.")
        self.dati: dict[str, Any] = data
        self._lines: dict[Percorso, int] = {}
        self._walk(node, ())

    def _walk(self, node: Any, here: Percorso) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self._lines[(*here, str(key.value))] = key.start_mark.line + 1
                self._walk(value, (*here, str(key.value)))
        elif isinstance(node, yaml.SequenceNode):
            for number, value in enumerate(node.value):
                self._lines[(*here, number)] = value.start_mark.line + 1
                self._walk(value, (*here, number))

    def error(self, where: Percorso, message: str) -> DocumentError:
        """At the line of a value, or of the nearest thing above it that is there."""
        above = where
        while above and above not in self._lines:
            above = above[:-1]
        name = ".".join(str(x + 1) if isinstance(x, int) else x for x in where)
        return DocumentError(self.path, self._lines.get(above, 1), f"{name}: {message}")
