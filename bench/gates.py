"""What fails the benchmark: counts that do not drift. Times are only reported."""

from pathlib import Path
from typing import Any

import yaml

CEILINGS = Path(__file__).resolve().parents[1] / "tests" / "performance" / "query_ceilings.yaml"
#: HTML of a page, compressed, in bytes.
HTML_GZIP = 25_000
#: What our CPU for a page should be, over the twin's.
CPU_TARGET = 0.6


#: Kind of page → its line in the file of ceilings.
_LINES = {
    "scheda": "sussidiario.SchedaPage",
    "listing": "sussidiario.EdizionePage",
    "home": "nucleo.HomePage",
}


def read_ceilings(path: Path = CEILINGS) -> dict[str, int]:
    """Kind of page → most statements."""
    pages = yaml.safe_load(path.read_text(encoding="utf-8"))["pagine"]
    return {kind: int(pages[line]) for kind, line in _LINES.items()}


def broken(counted: dict[str, list[dict[str, Any]]], ceilings: dict[str, int]) -> list[str]:
    """A sentence for each page over its ceiling."""
    problems = []
    for kind, pages in counted.items():
        for page in pages:
            if page["sql"] > ceilings[kind]:
                problems.append(f"{page['path']}: {page['sql']} SQL, massimo {ceilings[kind]}")
            if page["gzip"] > HTML_GZIP:
                problems.append(f"{page['path']}: {page['gzip']} byte, massimo {HTML_GZIP}")
    return problems
