"""`python -m piattaforma.citazioni [--jsonl] [FILE…]`: the citations of a text, as JSON."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from .citation import Citation, ContestoNonValido, Context
from .recogniser import find_citations

_KEYS = tuple(one.name for one in fields(Context))


class _Refused(Exception):
    """What cannot be read, said in Italian."""


def main(arguments: list[str] | None = None) -> int:
    """Exit code 2 where the input is not what it should be."""
    parser = argparse.ArgumentParser(
        prog="python -m piattaforma.citazioni",
        description="Le citazioni di norme e decisioni trovate in un testo, un oggetto JSON per citazione.",
    )
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='ogni riga è un documento: una stringa JSON o {"text": …, "context": {…}}',
    )
    parser.add_argument("file", nargs="*", help="UTF-8; senza file si legge lo standard input")
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        for name in options.file or ["-"]:
            text = _read(name)
            lines = _documents(text, name) if options.jsonl else _citations(text)
            for line in lines:
                print(line)
        sys.stdout.flush()
    except _Refused as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        # whoever reads is gone, or the disk is full: what is printed cannot be finished
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            print(f"Non si scrive: {error.strerror}.", file=sys.stderr)
            return 1
    return 0


def _read(name: str) -> str:
    try:
        if name == "-":
            raw = sys.stdin.buffer.read()
        else:
            with open(name, "rb") as file:
                raw = file.read()
    except OSError as error:
        raise _Refused(f"{name}: non si apre ({error.strerror}).") from error
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        where = "lo standard input" if name == "-" else name
        raise _Refused(f"{where}: il byte {error.start} non è UTF-8.") from error


def _citations(text: str) -> Iterator[str]:
    for one in find_citations(text):
        yield _dump(_as_json(one))


def _documents(text: str, name: str) -> Iterator[str]:
    lines = text.removeprefix("\ufeff").split("\n")
    if lines[-1] == "":
        lines.pop()
    for number, line in enumerate(lines, start=1):
        try:
            document, context = _document(line)
            found = find_citations(document, context)
        except (_Refused, ContestoNonValido) as error:
            raise _Refused(f"{name}, riga {number}: {error}") from error
        yield _dump([_as_json(one) for one in found])


def _document(line: str) -> tuple[str, Context]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _Refused("non è JSON.") from error
    if isinstance(value, str):
        return value, Context()
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise _Refused('serve una stringa, o un oggetto con "text" e, se serve, "context".')
    context = value.get("context")
    context = {} if context is None else context
    if not isinstance(context, dict):
        raise _Refused('"context" è un oggetto.')
    for key, one in context.items():
        if key not in _KEYS:
            raise _Refused(
                f"chiave sconosciuta nel contesto: «{key}». Si usano {', '.join(_KEYS)}."
            )
        if not isinstance(one, str):
            raise _Refused(f"«{key}» nel contesto è un testo.")
    return value["text"], Context(**context)


def _as_json(one: Citation) -> dict[str, Any]:
    found = {
        "start": one.start,
        "end": one.end,
        "text": one.surface,
        "kind": one.kind,
        "ids": one.ids,
    }
    return {**found, "candidates": one.candidates} if one.candidates else found


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
