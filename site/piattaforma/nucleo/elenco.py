"""A YAML file that is a list of entries: each with the line where it begins. Pure."""

from pathlib import Path
from typing import Any

import yaml

from .documents import DocumentError, read_text


def read_entries(
    path: Path, *, di: str
) -> tuple[list[tuple[int, dict[str, Any]]], list[DocumentError]]:
    """Line and values of each entry, and what is none; `di`: what the file lists, in Italian.

    A key without a value is as if it were not there.
    """
    try:
        text = read_text(path)
        node, data = yaml.compose(text, Loader=yaml.SafeLoader), yaml.safe_load(text)
    except DocumentError as error:
        return [], [error]
    except OSError:
        return [], [DocumentError(path, 1, "il file non c’è, o non si può leggere.")]
    except (yaml.YAMLError, ValueError, RecursionError) as problem:  # ValueError: no such day
        mark = getattr(problem, "problem_mark", None)
        return [], [
            DocumentError(path, mark.line + 1 if mark else 1, "il file non si legge come YAML.")
        ]
    if not isinstance(data, list) or not isinstance(node, yaml.SequenceNode):
        return [], [DocumentError(path, 1, f"serve un elenco di {di}.")]
    entries, errors = [], []
    for item, value in zip(node.value, data, strict=True):
        line = item.start_mark.line + 1
        if isinstance(value, dict):
            given = {str(key): one for key, one in value.items() if one is not None}
            entries.append((line, given))
        else:
            errors.append(DocumentError(path, line, "ogni voce ha chiavi e valori."))
    return entries, errors
