"""`python -m bench.citazioni [--gold FILE…] [--scorer score.py] [--testo FILE…] [--errori]`.

Prints what the recogniser finds of labelled sentences and how fast it reads. `--scorer` is a Python
file with `load(path)` and `score(gold, predictions)`: its figures are printed beside ours.
"""

import argparse
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from bench.citazioni.scoring import GOLD, Score, measure, predict
from bench.citazioni.speed import rates, texts


def main() -> int:
    options = _options()
    print(f"{'':34}{'frasi':>6}{'atti P':>8}{'R':>7}{'interi F1':>11}{'confini':>9}{'falsi':>7}")
    for path in options.gold or GOLD:
        score = measure(path)
        print(_line(path, score))
        if options.errori:
            print(*score.errors, sep="\n")
        if options.scorer:
            scorer = _load(options.scorer)
            gold = scorer.load(str(path))
            print("   ", scorer.score(gold, [predict(one) for one in gold])[0])
    print(f"\n{'':34}{'MB/s':>6}{'volte re':>10}{'citazioni':>11}")
    given = {str(path): path.read_text("utf-8", errors="replace") for path in options.testo}
    for name, text in (texts() | given).items():
        rate, times, found = rates(text)
        print(f"{name[-34:]:34}{rate:6.2f}{times:10.1f}{found:11}")
    return 0


def _line(path: Path, score: Score) -> str:
    spans = score.exact_spans / max(1, score.spans)
    return (
        f"{path.name[-34:]:34}{score.sentences:6}{score.act.precision:8.3f}{score.act.recall:7.3f}"
        f"{score.full.f1:11.3f}{spans:9.3f}{score.false_ids_on_empty:7}"
    )


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: non è un modulo Python.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.citazioni", description=__doc__)
    parser.add_argument("--gold", type=Path, nargs="+", help="frasi etichettate (JSONL)")
    parser.add_argument("--scorer", type=Path, help="un altro misuratore")
    parser.add_argument("--testo", type=Path, nargs="+", default=[], help="testi per la velocità")
    parser.add_argument("--errori", action="store_true", help="elenca le frasi sbagliate")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
