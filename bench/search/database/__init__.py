"""Wagtail's database backend as it comes, over SQLite, in a process and a site of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from search.contract import Document

_ROOT = Path(__file__).parents[3]


def asked(documents: Iterable[Document], questions: Sequence[str], reader: str) -> list[float]:
    """CPU of each question, words as alternatives, in milliseconds."""
    given = {
        "documenti": [(one.titolo, one.corpo, *one.visibilita) for one in documents],
        "domande": questions,
        "lettore": reader,
    }
    done = subprocess.run(
        [sys.executable, "-m", f"{__name__}.measure"], input=json.dumps(given), text=True,
        capture_output=True, check=False, cwd=_ROOT,
        env=os.environ | {
            "DJANGO_SETTINGS_MODULE": f"{__name__}.settings",
            "PYTHONPATH": os.pathsep.join([str(_ROOT / "site"), str(_ROOT)]),
        },
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    spent: list[float] = json.loads(done.stdout)
    return spent
