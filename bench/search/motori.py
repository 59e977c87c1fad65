"""`python -m bench.search.motori [--documenti N…] [--domande N] [--processi N…]`: both engines, side by side.

The same invented documents (`texts`) and the same questions of eight words, the first ten that anyone
may read. Milliseconds until the answer is there, and those of CPU that our process spent; then how many
answers a second several processes get that ask at once. The cluster is the node of SEARCH_NODE_URL, or
one that is started: it works on the processors of whoever asks.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TypeVar

SETTINGS = "piattaforma.settings.test"
#: Beginnings of names on which completion is asked.
_TYPED = (3, 5, 9)
#: How often all facets of a broad word are asked.
_BROAD = 40
#: Seconds for which several ask at once.
_SECONDS = 5.0
#: How many different questions they ask.
_TURN = 200
_COLUMNS = ("motore", "documenti", "indice s", "MB", "8 parole", "p95", "CPU", "facce", "p95",
            "completa", "p95")  # fmt: skip
_Asked = TypeVar("_Asked")


@dataclass(frozen=True, slots=True)
class Tempi:
    """Milliseconds: of the clock, and of our CPU."""

    mediana: float
    p95: float
    cpu: float


def main() -> int:
    options = _options()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()
    from search.engines import ENGINES

    from .cluster import on_node

    print(f"carico {os.getloadavg()[0]:.1f}; millisecondi")
    with on_node(), tempfile.TemporaryDirectory(prefix="condivisa-motori-") as folder:
        for count in options.documenti:
            print(_row(*_COLUMNS))
            rates = {}
            for name in ENGINES:
                print(_measured(name, folder, count, options.domande), flush=True)
                rates[name] = [_rate(name, folder, many) for many in options.processi]
            print(_row("al secondo", *(f"{many} proc." for many in options.processi)))
            for name, found in rates.items():
                print(_row(name, *(f"{rate:.0f}" for rate in found)), flush=True)
    print(f"carico {os.getloadavg()[0]:.1f}")
    return 0


def _measured(name: str, folder: str, count: int, asked: int) -> str:
    from piattaforma.nucleo.visibilita import PUBBLICO
    from search.contract import FACETS
    from search.engines import make_engine
    from search.plan import make_plan

    from .confronto import fill
    from .texts import documents, questions

    # To invent them is no part of it.
    invented = list(documents(count))
    engine = make_engine(name, folder)
    start = time.perf_counter()
    fill(engine, invented)
    seconds = time.perf_counter() - start
    readers = frozenset({PUBBLICO})
    typed = questions(asked, 8)
    plans = [make_plan(one) for one in typed]
    top = _times(plans, lambda plan: engine.search(plan, readers=readers))
    broad = [make_plan("comune")] * _BROAD
    facets = _times(broad, lambda plan: engine.search(plan, readers=readers, facets=FACETS))
    beginnings = [one[:length] for one in typed for length in _TYPED]
    completed = _times(beginnings, lambda text: engine.complete(text, readers=readers))
    return _row(
        name, f"{count}", f"{seconds:.1f}", f"{engine.size() / 1e6:.1f}",
        f"{top.mediana:.1f}", f"{top.p95:.1f}", f"{top.cpu:.1f}",
        f"{facets.mediana:.1f}", f"{facets.p95:.1f}",
        f"{completed.mediana:.1f}", f"{completed.p95:.1f}",
    )  # fmt: skip


def _times(asked: Sequence[_Asked], answer: Callable[[_Asked], object]) -> Tempi:
    """Each asked once before: a node that has just started compiles what it is asked."""
    for one in asked:
        answer(one)
    walls, cpus = [], []
    for one in asked:
        wall, cpu = time.perf_counter(), time.thread_time()
        answer(one)
        cpus.append(1000 * (time.thread_time() - cpu))
        walls.append(1000 * (time.perf_counter() - wall))
    return Tempi(
        statistics.median(walls), statistics.quantiles(walls, n=20)[-1], statistics.median(cpus)
    )


def _rate(name: str, folder: str, many: int) -> float:
    """Answers a second that so many processes get together, each with an engine of its own."""
    # Children of this one, so that they have its settings.
    context = get_context("fork")
    start, counts = context.Barrier(many), context.SimpleQueue()
    workers = [
        context.Process(target=_ask, args=(name, folder, start.wait, counts.put))
        for _ in range(many)
    ]
    for worker in workers:
        worker.start()
    answered = sum(counts.get() for _ in workers)
    for worker in workers:
        worker.join()
    return answered / _SECONDS


def _ask(name: str, folder: str, wait: Callable[[], object], told: Callable[[int], object]) -> None:
    """Ask what one of them does: questions from the reading of them to ten documents."""
    from piattaforma.nucleo.visibilita import PUBBLICO
    from search.engines import make_engine
    from search.plan import make_plan

    from .texts import questions

    engine, typed = make_engine(name, folder), questions(_TURN, 8)
    answered = 0
    wait()
    end = time.perf_counter() + _SECONDS
    while time.perf_counter() < end:
        engine.search(make_plan(typed[answered % _TURN]), readers=frozenset({PUBBLICO}))
        answered += 1
    told(answered)


def _row(*cells: str) -> str:
    return "  ".join(cell.rjust(13 if place == 0 else 9) for place, cell in enumerate(cells))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.search.motori", description=__doc__)
    parser.add_argument("--documenti", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--domande", type=int, default=100)
    parser.add_argument("--processi", type=int, nargs="+", default=[1, 2, 3])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
