"""`python -m bench.publication`: what citations cost when a page is published, and when all are read again.

CPU of the process and SQL statements, ours alone, in a database of its own. The median of several
publications, with and without sixty citations in turn; then `citazioni_rebuild` over the demonstration
content.
"""

import json
import statistics
import sys
import time
from pathlib import Path

from .sites import make_servers, temporary_folder

CITATIONS = 60
ROUNDS = 15


def main() -> None:
    with temporary_folder() as folder:
        ours = make_servers(Path(folder))[0]
        ours.inside("set_up", Path(folder) / "contenuti.json")
        measured, again = json.loads(ours.inside("publish", Path(folder)))
    print(f"{'':14}{'CPU ms':>10}{'SQL':>6}")
    for name, (cpu, sql) in measured.items():
        print(f"{name:14}{cpu:10.1f}{sql:6}")
    without, with_them = measured.values()
    print(f"{'in più':14}{with_them[0] - without[0]:10.1f}{with_them[1] - without[1]:6}")
    print(f"\nRicostruzione: {again:.1f} ms a pagina, {again * 10:.0f} s per 10.000 pagine")


def publish() -> tuple[dict[str, tuple[float, int]], float]:
    """Text → median CPU in milliseconds and SQL statements; CPU of a page read again (inside our
    site)."""
    return _publish(), _rebuild()


def _rebuild() -> float:
    from piattaforma.riferimenti.ricostruzione import rebuild

    start = time.process_time()
    *_, state = rebuild(da_capo=True)
    return 1000 * (time.process_time() - start) / state.fatti


def _publish() -> dict[str, tuple[float, int]]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from sussidiario.models import SchedaPage

    page = SchedaPage.objects.live().get(codice="1.4")
    samples: dict[str, list[tuple[float, int]]] = {"senza": [], f"con {CITATIONS}": []}
    for number in range(ROUNDS):
        for (name, found), count in zip(samples.items(), (0, CITATIONS), strict=True):
            page.contenuto = [("testo", _prose(count, f"{name} {number}"))]
            revision = page.save_revision()
            with CaptureQueriesContext(connection) as queries:
                start = time.process_time()
                revision.publish()
                cpu = 1000 * (time.process_time() - start)
            found.append((cpu, len(queries)))
    return {
        name: (statistics.median(cpu for cpu, _ in found), found[-1][1])
        for name, found in samples.items()
    }


def _prose(count: int, sign: str) -> str:
    cited = "Lo chiede l’art. {n}, comma 2, del d.lgs. 3 luglio 2017, n. 117, a chi amministra."
    plain = "Lo chiede la buona pratica degli uffici, ogni volta, a chi amministra e a chi lavora."
    paragraphs = [(cited if n <= count else plain).format(n=n) for n in range(1, CITATIONS + 1)]
    return "\n\n".join([*paragraphs, sign])


if __name__ == "__main__":
    sys.exit(main())
