"""The table on screen and the record in `bench/results/`."""

import json
import os
import platform
import subprocess
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import mean
from typing import Any

from .gates import CPU_TARGET
from .rounds import Sample, middle, ratios

RESULTS = Path(__file__).with_name("results")
Counted = dict[str, list[dict[str, Any]]]


def table(samples: list[Sample], ours: Counted, twin: Counted) -> str:
    head = (
        "pagina", "CPU ms nostro", "gemello", "CPU nostro/gemello", "tempo nostro/gemello",
        "× pavimento", "SQL", "byte gzip",
    )  # fmt: skip
    rows = [head]
    for kind in ours:
        cpu = ratios(samples, kind, "nostro", "gemello", "cpu")
        floors = [f"{_over_floor(samples, kind, name):.0f}" for name in ("nostro", "gemello")]
        rows.append(
            (
                kind,
                f"{middle(samples, kind, 'nostro', 'cpu'):.1f}",
                f"{middle(samples, kind, 'gemello', 'cpu'):.1f}",
                f"{cpu}{'' if cpu.middle <= CPU_TARGET else '  > ' + str(CPU_TARGET)}",
                str(ratios(samples, kind, "nostro", "gemello", "wall")),
                " / ".join(floors),
                f"{_most(ours[kind], 'sql')} / {_most(twin[kind], 'sql')}",
                f"{_average(ours[kind], 'gzip')} / {_average(twin[kind], 'gzip')}",
            )
        )
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def write_record(
    samples: list[Sample], ours: Counted, twin: Counted, *, requests: int, load: float
) -> Path:
    """Everything measured, with what it was measured on."""
    record = {
        "quando": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "macchina": {
            "sistema": platform.platform(),
            "processore": platform.machine(),
            "cpu": os.cpu_count(),
            "carico": [round(load, 2), round(os.getloadavg()[0], 2)],
        },
        "versioni": {"python": platform.python_version()}
        | {name: version(name) for name in ("django", "wagtail", "gunicorn")},
        "richieste_per_giro": requests,
        "rapporti": {
            kind: {
                field: asdict(ratios(samples, kind, "nostro", "gemello", field))
                for field in ("cpu", "wall")
            }
            for kind in ours
        },
        "conteggi": {
            name: {
                kind: [
                    {key: page[key] for key in ("path", "sql", "bytes", "gzip")} for page in pages
                ]
                for kind, pages in counted.items()
            }
            for name, counted in (("nostro", ours), ("gemello", twin))
        },
        "campioni": [asdict(sample) for sample in samples],
    }
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{record['quando'].replace(':', '')[:17]}.json"
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False), encoding="utf-8")
    return path


def _over_floor(samples: list[Sample], kind: str, server: str) -> float:
    # The floor of all rounds: one round of it is too short for the clock of the system.
    floor = mean(s.cpu for s in samples if s.server == "pavimento")
    return middle(samples, kind, server, "cpu") / max(floor, 1e-9)


def _most(pages: list[dict[str, Any]], field: str) -> int:
    return max(page[field] for page in pages)


def _average(pages: list[dict[str, Any]], field: str) -> int:
    return round(mean(page[field] for page in pages))


def _commit() -> str:
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "sconosciuto"
