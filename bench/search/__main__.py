"""`python -m bench.search [--documenti N…] [--domande N]`: beside PostgreSQL, in one run.

Invented documents (`texts`), questions of eight words, the first ten that anyone may read. CPU of the
process that answers, milliseconds, median. Completion is measured at 10,000 documents.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import TypeVar

SETTINGS = "piattaforma.settings.test"
#: Names on whose beginnings completion is asked.
_TYPED = (3, 5, 9)
_Asked = TypeVar("_Asked")


def main() -> int:
    options = _options()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()
    from .postgres import postgres

    print(f"carico {os.getloadavg()[0]:.1f}; CPU in ms")
    print(_row("documenti", "indice/2000 parole", "MB", "al s", "8 parole", "facce", "completa p95",
               "PostgreSQL", "rapporto"))  # fmt: skip
    with ExitStack() as stack:
        other = None if options.senza_postgres else stack.enter_context(postgres())
        for count in options.documenti:
            print(_row(*_measured(count, options.domande, other)), flush=True)
    return 0


def _measured(count: int, asked: int, other: object) -> Iterable[str]:
    from pathlib import Path

    from piattaforma.nucleo.visibilita import PUBBLICO
    from search.contract import FACETS
    from search.engines import make_engine
    from search.plan import make_plan

    from .postgres import Postgres
    from .texts import documents, questions

    readers = frozenset({PUBBLICO})
    typed = questions(asked, 8)
    with tempfile.TemporaryDirectory(prefix="condivisa-bench-") as folder:
        engine = make_engine("embedded", folder)
        words = sum(len(one.corpo.split()) for one in documents(count))
        start, clock = time.process_time(), time.perf_counter()
        with engine.writing(), engine.building() as building:
            building.add(documents(count))
            building.swap()
        spent, clock = time.process_time() - start, time.perf_counter() - clock
        size = sum(one.stat().st_size for one in Path(folder).rglob("*") if one.is_file()) / 1e6
        plans = [make_plan(one) for one in typed]
        top = _times(plans, lambda plan: engine.search(plan, readers=readers))
        broad = [make_plan("comune")] * 20
        facets = _times(broad, lambda plan: engine.search(plan, readers=readers, facets=FACETS))
        beginnings = [one[:length] for one in typed for length in _TYPED]
        completed = _times(beginnings, lambda text: engine.complete(text, readers=readers))
    ours = statistics.median(top)
    figures = [
        f"{count}", f"{1e3 * spent / words * 2000:.1f}", f"{size:.1f}", f"{count / clock:.0f}",
        f"{ours:.2f}", f"{statistics.median(facets):.1f}",
        f"{statistics.quantiles(completed, n=20)[-1]:.1f}",
    ]  # fmt: skip
    if isinstance(other, Postgres):
        other.load(documents(count))
        start = other.cpu()
        for text in typed:
            other.top(text)
        theirs = 1000 * (other.cpu() - start) / len(typed)
        figures += [f"{theirs:.1f}", f"1 : {theirs / statistics.mean(top):.0f}"]
    return figures


def _times(asked: Iterable[_Asked], answer: Callable[[_Asked], object]) -> list[float]:
    """Milliseconds of CPU of each."""
    spent = []
    for one in asked:
        start = time.thread_time()
        answer(one)
        spent.append(1000 * (time.thread_time() - start))
    return spent


def _row(*cells: str) -> str:
    return "  ".join(cell.rjust(12) for cell in cells)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--documenti", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--domande", type=int, default=200)
    parser.add_argument("--senza-postgres", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
