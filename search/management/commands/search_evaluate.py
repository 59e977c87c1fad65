"""Measure search on a collection whose right answers are known."""

import json
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from piattaforma.nucleo.visibilita import PUBBLICO
from search.contract import Document, Results
from search.engines import ENGINES
from search.engines.apart import engine_apart
from search.engines.base import SearchEngine, SearchUnavailable
from search.plan import Speller
from search.risposte.first_answer import first_answer
from search.risposte.speller import speller_for
from search.valutazione.collection import Collection, MalformedLine
from search.valutazione.evaluation import DEPTH, mean, percentile, quality

_READERS = frozenset({PUBBLICO})


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one question, and the milliseconds that took."""

    query: str
    found: tuple[tuple[str, float], ...]
    cpu: float
    wall: float


class Command(BaseCommand):
    help = (
        "Misura la ricerca su una raccolta nella forma di BEIR, in un indice a parte che poi sparisce: "
        "analisi, lettura della domanda, correzione e motore sono quelli del sito; i gruppi di sinonimi "
        "del sito restano fuori. Una domanda si conta se ha almeno una risposta giusta."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--corpus", type=Path, required=True, help="_id, title, text (JSONL)")
        parser.add_argument("--queries", type=Path, required=True, help="_id, text (JSONL)")
        parser.add_argument(
            "--qrels",
            type=Path,
            required=True,
            help="query-id, corpus-id, score (TSV, intestazione)",
        )
        parser.add_argument(
            "--engine",
            default="embedded",
            help=f"motore: {', '.join(ENGINES)} (quello di ELASTICSEARCH_URL); predefinito: embedded",
        )
        parser.add_argument(
            "--run", type=Path, help="scrive qui i primi dieci, nella forma di TREC"
        )
        parser.add_argument("--json", action="store_true", help="stampa un solo oggetto JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["engine"] not in ENGINES:
            raise CommandError(
                f"Motore sconosciuto: {options['engine']}. Ci sono: {', '.join(ENGINES)}."
            )
        try:
            collection = Collection.read(options["corpus"], options["queries"], options["qrels"])
        except MalformedLine as exc:
            raise CommandError(str(exc)) from exc
        try:
            with engine_apart(options["engine"]) as engine:
                seconds = _index(engine, collection.documents)
                size = engine.size()
                answers = list(_answers(engine, collection.queries))
        except (ImproperlyConfigured, SearchUnavailable) as exc:
            raise CommandError(str(exc)) from exc
        if options["run"]:
            _write_run(options["run"], answers, options["engine"])
        figures = {
            **_figures(collection, answers),
            "index_seconds": round(seconds, 3),
            "index_bytes": size,
            "documents": len(collection.documents),
            "queries": len(answers),
        }
        if options["json"]:
            self.stdout.write(json.dumps(figures))
            return
        for name, value in figures.items():
            self.stdout.write(f"{name:16}{value:>14}")


def _index(engine: SearchEngine, documents: tuple[Document, ...]) -> float:
    start = time.perf_counter()
    with engine.writing(), engine.building() as building:
        building.add(documents)
        building.swap()
    return time.perf_counter() - start


def _answers(engine: SearchEngine, queries: dict[str, str]) -> Iterator[Answer]:
    speller = speller_for(engine, _READERS)
    for key, text in queries.items():
        wall, cpu = time.perf_counter(), time.thread_time()
        results = _search(engine, text, speller)
        cpu, wall = time.thread_time() - cpu, time.perf_counter() - wall
        found = tuple((hit.uid, hit.punti) for hit in results.hits)
        yield Answer(key, found, 1000 * cpu, 1000 * wall)


def _search(engine: SearchEngine, text: str, speller: Speller) -> Results:
    """The first ten, as on the site."""
    _, results = first_answer(
        text,
        lambda plan: engine.search(plan, readers=_READERS, limit=DEPTH),
        speller=speller,
    )
    return results


def _figures(collection: Collection, answers: list[Answer]) -> dict[str, float]:
    whole = mean(
        quality([uid for uid, _ in one.found], collection.grades[one.query]) for one in answers
    )
    times = {
        f"p{percent}_{clock}_ms": round(
            percentile((getattr(a, clock) for a in answers), percent), 4
        )
        for clock in ("cpu", "wall")
        for percent in (50, 95)
    }
    return {
        f"mrr@{DEPTH}": round(whole.mrr, 5),
        f"recall@{DEPTH}": round(whole.recall, 5),
        f"ndcg@{DEPTH}": round(whole.ndcg, 5),
        **times,
    }


def _write_run(path: Path, answers: list[Answer], tag: str) -> None:
    try:
        with path.open("w", encoding="utf-8") as file:
            for one in answers:
                for rank, (uid, points) in enumerate(one.found, 1):
                    file.write(f"{one.query} Q0 {uid} {rank} {points:.6f} {tag}\n")
    except OSError as exc:
        raise CommandError(f"{path}: non si scrive ({exc.strerror}).") from exc
