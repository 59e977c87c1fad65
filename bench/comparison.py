"""`python -m bench.comparison`: two editions of two hundred schede side by side, and one switched.

CPU of the process, ours alone, in a database of its own: the page that compares them beside the index
of one of them, in the same run; then a third edition copied from the second, a fifth of it rewritten,
and made current.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from .schede import write_schede
from .sites import make_servers, temporary_folder

SCHEDE = 200
ROUNDS = 5


def main() -> None:
    with temporary_folder() as folder:
        ours = make_servers(Path(folder))[0]
        ours.inside("set_up", Path(folder) / "contenuti.json")
        measured: dict[str, float] = json.loads(ours.inside("compare", Path(folder)))
    for name, seconds in measured.items():
        print(f"{name:42}{seconds:8.3f} s CPU")
    ratio = measured["confronto"] / measured["indice di un’edizione"]
    print(f"{'il confronto, in indici di un’edizione':42}{ratio:8.1f}")


def compare(folder: Path) -> dict[str, float]:
    """What is measured → seconds of CPU, the median of several (inside our site)."""
    from django.test import Client

    from sussidiario.edizione.operations import copy_edition, make_current
    from sussidiario.models import EdizionePage, SchedaPage
    from sussidiario.scambio.importazione import import_edition

    source = folder / "schede"
    write_schede(source, SCHEDE)
    import_edition(folder=source, slug="2030")
    old = EdizionePage.objects.get(slug="2030")
    new = copy_edition(source=old, title="Edizione 2031", slug="2031", year=2031)
    for page in SchedaPage.objects.descendant_of(new).order_by("path")[::5]:
        page.in_breve = "Un’altra risposta, più breve."
        page.save_revision()
    start = time.process_time()
    make_current(edition=new)
    switched = time.process_time() - start
    client = Client(SERVER_NAME="127.0.0.1")
    return {
        "indice di un’edizione": _median(client, "/sussidiario/2031/"),
        "confronto": _median(client, "/sussidiario/confronta/?da=2030&a=2031"),
        f"passaggio con {SCHEDE} bozze": switched,
    }


def _median(client: Any, path: str) -> float:
    samples = []
    for _ in range(ROUNDS):
        start = time.process_time()
        response = client.get(path)
        samples.append(time.process_time() - start)
        if response.status_code != 200:
            sys.exit(f"{path}: {response.status_code}")
    return sorted(samples)[ROUNDS // 2]


if __name__ == "__main__":
    main()
