"""`python -m bench.search.squad SQuAD_it-test.json[.gz] CARTELLA [--guasta] [--seme N]`.

Writes the test part of SQuAD-it (Croce, Zelenanska, Basili 2018, CC BY-SA; not in this repository) as a
collection in BEIR's layout: `corpus.jsonl`, `queries.jsonl`, `qrels.tsv`; with `--guasta` also
`queries-guaste.jsonl`, the same questions with one word damaged. Any file in the shape of SQuAD will do.
"""

import argparse
import gzip
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .damage import damaged

#: The translation writes "dell' ente".
_APART = re.compile(r"(?<=\w)(['’]) +(?=\w)")


def main() -> int:
    options = _options()
    data = options.file.read_bytes()
    texts = json.loads(gzip.decompress(data) if options.file.suffix == ".gz" else data)
    corpus, queries, qrels = convert(texts["data"])
    options.cartella.mkdir(parents=True, exist_ok=True)
    _write(options.cartella / "corpus.jsonl", corpus)
    _write(options.cartella / "queries.jsonl", queries)
    lines = ["query-id\tcorpus-id\tscore", *(f"{query}\t{text}\t1" for query, text in qrels)]
    (options.cartella / "qrels.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    if options.guasta:
        chance = random.Random(options.seme)
        spoilt = [one | {"text": damaged(one["text"], chance)} for one in queries]
        _write(options.cartella / "queries-guaste.jsonl", spoilt)
    print(f"{len(corpus)} brani, {len(queries)} domande in {options.cartella}")
    return 0


def convert(
    articles: Iterable[dict[str, Any]],
) -> tuple[list[dict[str, str]], list[dict[str, str]], list[tuple[str, str]]]:
    """Paragraphs (those with one text are one), questions, and which paragraph each was made from."""
    corpus: dict[str, dict[str, str]] = {}
    queries: list[dict[str, str]] = []
    qrels: list[tuple[str, str]] = []
    for title, paragraph in _paragraphs(articles):
        text = _joined(paragraph["context"])
        entry = corpus.setdefault(text, {"_id": f"p{len(corpus)}", "title": title, "text": text})
        for asked in paragraph["qas"]:
            queries.append({"_id": str(asked["id"]), "text": _joined(asked["question"])})
            qrels.append((str(asked["id"]), entry["_id"]))
    return list(corpus.values()), queries, qrels


def _paragraphs(articles: Iterable[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for article in articles:
        for paragraph in article["paragraphs"]:
            yield article.get("title", "").replace("_", " "), paragraph


def _joined(text: str) -> str:
    return _APART.sub(r"\1", text)


def _write(path: Path, records: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.search.squad", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("cartella", type=Path)
    parser.add_argument("--guasta", action="store_true", help="anche domande con una parola guasta")
    parser.add_argument("--seme", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
