"""`python -m bench`: ours beside a plain Wagtail twin, in one run (docs/prestazioni.md)."""

import argparse
import json
import os
import sys
from pathlib import Path

from .gates import broken, read_ceilings
from .page import different_titles
from .report import table, write_record
from .rounds import requests_per_round, run_rounds
from .sites import count, set_up, temporary_folder


def main() -> int:
    options = _options()
    ceilings = read_ceilings()
    load = os.getloadavg()[0]
    with temporary_folder() as folder:
        print("Preparo i due siti…", flush=True)
        servers, content = set_up(Path(folder))
        ours, twin = count(servers[0], content), count(servers[1], content)
        if differences := different_titles(ours, twin):
            print("I due siti non mostrano le stesse cose:", *differences, sep="\n  ")
            return 2
        requests = requests_per_round(options.richieste)
        print(f"Misuro: {options.giri} giri di {requests} richieste, carico {load:.1f}", flush=True)
        paths: dict[str, list[str]] = json.loads(content.read_text("utf-8"))["misurate"]
        try:
            for server in servers:
                server.start()
            samples = list(run_rounds(servers, paths, rounds=options.giri, requests=requests))
        finally:
            for server in servers:
                server.stop()
    print(table(samples, ours, twin))
    record = write_record(samples, ours, twin, requests=requests, load=load)
    print(f"Registrato in {record}")
    if problems := broken(ours, ceilings):
        print("Oltre i limiti:", *problems, sep="\n  ")
        return 1
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--giri", type=int, default=5, help="quanti giri (almeno 5)")
    parser.add_argument("--richieste", type=int, default=120, help="richieste per giro")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
