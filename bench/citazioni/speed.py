"""Megabytes a second on prose and on dense law, beside one scan of `re` over the same text."""

import re
import time
from collections.abc import Callable
from pathlib import Path

from piattaforma.citazioni import find_citations

from .scoring import GOLD, read

_SCAN = re.compile(r"\bart")
_SCHEDE = Path(__file__).parents[2] / "sussidiario" / "dimostrazione"
_ROUNDS = 3


def texts() -> dict[str, str]:
    """Guidance as it is published, and sentences of law one after the other: each about 1 MB."""
    schede = [one.read_text("utf-8") for one in sorted(_SCHEDE.rglob("*.md"))]
    sentences = [one["text"] for path in GOLD for one in read(path)]
    return {
        "prosa (schede)": _about("\n\n".join(schede)),
        "norme fitte": _about("\n\n".join(sentences)),
    }


def rates(text: str) -> tuple[float, float, int]:
    """Megabytes a second, how many times one scan of `re` it takes, how many citations."""
    find_citations(text[:1000])  # patterns are compiled at first use
    found = len(find_citations(text))
    ours = min(_cpu(lambda: find_citations(text)) for _ in range(_ROUNDS))
    scan = min(_cpu(lambda: [None for _ in _SCAN.finditer(text)]) for _ in range(_ROUNDS))
    return len(text.encode()) / 1e6 / ours, ours / scan, found


def _about(text: str, size: int = 1_000_000) -> str:
    return "\n\n".join([text] * (size // max(1, len(text)) + 1))


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
