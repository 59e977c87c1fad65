"""A collection for measuring search, in BEIR’s layout: texts, questions, and who answers whom.

`corpus.jsonl` has `_id`, `title` (or none), `text` a line; `queries.jsonl` `_id`, `text`; `qrels.tsv`
`query-id corpus-id score` below a header.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from piattaforma.citazioni import find_citations
from piattaforma.nucleo.visibilita import PUBBLICO

from ..contract import Document, Section
from ..planning.citations import cited_keys

_Made = TypeVar("_Made")


class MalformedLine(Exception):
    """A file cannot be read; the message says where and why, in Italian."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents by themselves; questions, and the grades of their answers, by the id of the question."""

    documents: tuple[Document, ...]
    queries: dict[str, str]
    grades: dict[str, dict[str, int]]

    @classmethod
    def read(cls, corpus: Path, queries: Path, qrels: Path) -> "Collection":
        """Read three files whole. Questions to which nothing answers are left out, as BEIR does."""
        documents = _records(corpus, _document)
        texts = _records(queries, lambda record: _text(record, "text"))
        grades: dict[str, dict[str, int]] = defaultdict(dict)
        for query, document, score in _judgements(qrels):
            if query in texts and score > 0:
                grades[query][document] = score
        if not grades:
            raise MalformedLine(f"{qrels}: nessuna domanda di {queries} ha una risposta giusta.")
        return cls(tuple(documents.values()), {key: texts[key] for key in grades}, dict(grades))


def _document(record: dict[str, Any]) -> Document:
    title = _text(record, "title", needed=False)
    text = _text(record, "text")
    cited = (key for part in (title, text) for one in find_citations(part) for key in one.ids)
    return Document(
        uid=_identifier(record),
        titolo=title,
        sezioni=(Section("", text),),
        visibilita=frozenset({PUBBLICO}),
        citazioni=tuple(sorted({key for one in cited for key in cited_keys(one)})),
    )


def _records(path: Path, made: Callable[[dict[str, Any]], _Made]) -> dict[str, _Made]:
    found: dict[str, _Made] = {}
    for number, line in _lines(path):
        try:
            record = json.loads(line)
            if not isinstance(record, dict):
                raise ValueError("non è un oggetto JSON")
            identifier = _identifier(record)
            if identifier in found:
                raise ValueError(f"«_id» {identifier} c’è già")
            found[identifier] = made(record)
        except json.JSONDecodeError as exc:
            raise _malformed(path, number, "non è JSON") from exc
        except ValueError as exc:
            raise _malformed(path, number, str(exc)) from exc
    return found


def _judgements(path: Path) -> Iterator[tuple[str, str, int]]:
    for number, line in _lines(path):
        fields = line.split("\t")
        if number == 1 and not fields[-1].strip().lstrip("-").isdigit():
            continue  # the header
        try:
            query, document, score = fields
            yield query.strip(), document.strip(), int(score)
        except ValueError as exc:
            raise _malformed(path, number, "non è «domanda, documento, punteggio»") from exc


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    text = line.decode("utf-8-sig").strip("\r\n")
                except UnicodeDecodeError as exc:
                    raise _malformed(path, number, "non è UTF-8") from exc
                if text.strip():
                    yield number, text
    except OSError as exc:
        raise MalformedLine(f"{path}: non si legge ({exc.strerror}).") from exc


def _identifier(record: dict[str, Any]) -> str:
    found = record.get("_id")
    if not isinstance(found, str | int) or isinstance(found, bool):
        raise ValueError("manca «_id»")
    text = str(found)
    if not text or text.split() != [text]:
        raise ValueError("«_id» è vuoto o ha spazi")
    return text


def _text(record: dict[str, Any], name: str, *, needed: bool = True) -> str:
    found = record.get(name)
    if found is None and not needed:
        return ""
    if not isinstance(found, str):
        raise ValueError(f"manca «{name}»")
    return found


def _malformed(path: Path, number: int, why: str) -> MalformedLine:
    return MalformedLine(f"{path}, riga {number}: {why}.")
