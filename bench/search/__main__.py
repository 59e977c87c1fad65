"""`python -m bench.search [--documenti N…] [--domande N]`: beside PostgreSQL and Wagtail, in one run.

Invented documents (`texts`), questions of eight words, the first ten that anyone may read. CPU of the
process that answers, milliseconds, median. Wagtail’s backend runs its query again for every row that
it finds: it is asked at the smallest size alone. Over a limit, the run fails.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, TypeVar

from .limits import Figures, broken

if TYPE_CHECKING:
    from .postgres import Postgres

SETTINGS = "piattaforma.settings.test"
#: Beginnings of names on which completion is asked.
_TYPED = (3, 5, 9)
#: Questions that Wagtail’s backend is asked.
_FEW = 10
_COLUMNS = ("documenti", "indice/2000 parole", "MB", "al s", "8 parole", "p95", "facce", "completa p95",
            "PostgreSQL", "rapporto")  # fmt: skip
_Asked = TypeVar("_Asked")


def main() -> int:
    options = _options()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()
    from .postgres import postgres

    print(f"carico {os.getloadavg()[0]:.1f}; CPU in ms")
    print(_row(*_COLUMNS))
    measured = []
    with ExitStack() as stack:
        other = None if options.senza_postgres else stack.enter_context(postgres())
        for count in sorted(options.documenti):
            figures = _ours(count, options.domande)
            measured.append(figures)
            print(_row(*_told(figures, other, options.domande)), flush=True)
    print(_wagtail(measured[0]))
    few, many = measured[0], measured[-1]
    print(
        f"da {few.documenti} a {many.documenti} documenti: 8 parole × {many.domanda / few.domanda:.1f}"
    )
    print(f"carico {os.getloadavg()[0]:.1f}")
    if problems := [one for figures in measured for one in broken(figures)]:
        print("Oltre i limiti:", *problems, sep="\n  ")
        return 1
    return 0


def _ours(count: int, asked: int) -> Figures:
    from piattaforma.nucleo.visibilita import PUBBLICO
    from search.contract import FACETS
    from search.engines import make_engine
    from search.plan import make_plan

    from .texts import documents, questions

    readers = frozenset({PUBBLICO})
    typed = questions(asked, 8)
    with tempfile.TemporaryDirectory(prefix="condivisa-bench-") as folder:
        engine = make_engine("embedded", folder)
        start = time.process_time()
        words = sum(len(one.corpo.split()) for one in documents(count))
        # To invent them costs as much when they are indexed.
        invented = time.process_time() - start
        start, clock = time.process_time(), time.perf_counter()
        with engine.writing(), engine.building() as building:
            building.add(documents(count))
            building.swap()
        spent = time.process_time() - start - invented
        clock = time.perf_counter() - clock
        megabytes = engine.size() / 1e6
        plans = [make_plan(one) for one in typed]
        top = _times(plans, lambda plan: engine.search(plan, readers=readers))
        broad = [make_plan("comune")] * 20
        facets = _times(broad, lambda plan: engine.search(plan, readers=readers, facets=FACETS))
        beginnings = [one[:length] for one in typed for length in _TYPED]
        completed = _times(beginnings, lambda text: engine.complete(text, readers=readers))
    return Figures(
        documenti=count,
        indice=1000 * spent / words * 2000,
        megabyte=megabytes,
        al_secondo=count / clock,
        domanda=statistics.median(top),
        domanda_p95=_p95(top),
        facce=statistics.median(facets),
        completa_p95=_p95(completed),
    )


def _told(ours: Figures, other: "Postgres | None", asked: int) -> list[str]:
    told = [
        f"{ours.documenti}", f"{ours.indice:.1f}", f"{ours.megabyte:.1f}", f"{ours.al_secondo:.0f}",
        f"{ours.domanda:.2f}", f"{ours.domanda_p95:.2f}", f"{ours.facce:.1f}", f"{ours.completa_p95:.1f}",
    ]  # fmt: skip
    if other is not None:
        theirs = _postgres(other, ours.documenti, asked)
        told += [f"{theirs:.1f}", f"1 : {theirs / ours.domanda:.0f}"]
    return told


def _postgres(other: "Postgres", count: int, asked: int) -> float:
    """CPU of a question, the mean: the system counts it in hundredths of a second."""
    from .texts import documents, questions

    other.load(documents(count))
    typed = questions(asked, 8)
    start = other.cpu()
    for text in typed:
        other.top(text)
    return 1000 * (other.cpu() - start) / len(typed)


def _wagtail(ours: Figures) -> str:
    from piattaforma.nucleo.visibilita import PUBBLICO

    from .database import asked
    from .texts import documents, questions

    spent = statistics.median(asked(documents(ours.documenti), questions(_FEW, 8), PUBBLICO))
    return (
        f"Wagtail (SQLite FTS5), {ours.documenti} documenti, {_FEW} domande: {spent:.0f} ms, "
        f"1 : {spent / ours.domanda:.0f}"
    )


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


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
