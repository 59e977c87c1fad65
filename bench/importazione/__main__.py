"""`python -m bench.importazione [FILE…]`: seconds of CPU and memory of one reading, per file.

Without files, two codes of invented words of about 1 MB. With `--comando` also the whole command on the
site at hand (`make run` has prepared it), beside one that does nothing: no more than 10 s, and 100 MB above it.
"""

import argparse
import sys
import time
import tracemalloc
from pathlib import Path

from bench.importazione.codice import big_code
from bench.importazione.comando import compare
from pratiche.norme.importazione import read_act, riga_di_sintesi

_ROUNDS = 3


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.importazione", description=__doc__)
    parser.add_argument("file", type=Path, nargs="*")
    parser.add_argument("--comando", action="store_true")
    given = parser.parse_args()
    files = {str(path): path.read_bytes() for path in given.file}
    files = files or {
        "codice ad articoli": big_code(),
        "codice ad allegati": big_code(2000, as_attachments=True),
    }
    print(f"{'':34}{'MB':>6}{'s CPU':>8}{'MB di picco':>13}{'MB tenuti':>11}")
    for name, data in files.items():
        seconds = min(_seconds(name, data) for _ in range(_ROUNDS))
        kept, peak = _memory(name, data)
        print(f"{name[-34:]:34}{len(data) / 1e6:6.2f}{seconds:8.2f}{peak:13.1f}{kept:11.1f}")
        print("   ", riga_di_sintesi(read_act(name, data)))
        if given.comando:
            idle, whole = compare(data)
            print(f"    import_norma: {whole.secondi:.1f} s CPU, {whole.megabyte:.0f} MB", end="")
            print(f" (a vuoto {idle.secondi:.1f} s, {idle.megabyte:.0f} MB)")
    return 0


def _seconds(name: str, data: bytes) -> float:
    start = time.process_time()
    read_act(name, data)
    return time.process_time() - start


def _memory(name: str, data: bytes) -> tuple[float, float]:
    tracemalloc.start()
    act = read_act(name, data)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del act
    return kept / 1e6, peak / 1e6


if __name__ == "__main__":
    sys.exit(main())
