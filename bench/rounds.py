"""Rounds of requests: a fixed count, every server in turn, the order reversed each round."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from .sites import Server

#: Above this load a round has fewer requests, never less time.
BUSY = 2.0


@dataclass(frozen=True)
class Sample:
    """One server, one kind of page, one round: milliseconds a request."""

    round: int
    server: str
    kind: str
    cpu: float
    wall: float


@dataclass(frozen=True)
class Ratio:
    """Ours over the other, round by round."""

    middle: float
    low: float
    high: float

    @classmethod
    def of(cls, values: list[float]) -> "Ratio":
        return cls(median(values), min(values), max(values))

    def __str__(self) -> str:
        return f"{self.middle:.2f} ({self.low:.2f}–{self.high:.2f})"


def requests_per_round(wanted: int) -> int:
    load = os.getloadavg()[0]
    return wanted if load <= BUSY else max(16, int(wanted * BUSY / load))


def run_rounds(
    servers: list[Server], paths: dict[str, list[str]], *, rounds: int, requests: int
) -> Iterator[Sample]:
    for kind, some in paths.items():
        for server in servers:
            for path in [*some, *some]:  # warm
                server.get(path)
        for number in range(rounds):
            for server in servers if number % 2 == 0 else reversed(servers):
                yield _measure(server, kind, some, number, requests)


def _measure(server: Server, kind: str, paths: list[str], number: int, requests: int) -> Sample:
    cpu, begun, walls = server.cpu(), 0.0, []
    for index in range(requests):
        begun = time.perf_counter()
        status, _ = server.get(paths[index % len(paths)])
        walls.append(time.perf_counter() - begun)
        if status != 200:
            raise RuntimeError(f"{server.name}: {status}")
    spent = server.cpu() - cpu
    return Sample(number, server.name, kind, spent / requests * 1000, median(walls) * 1000)


def ratios(samples: list[Sample], kind: str, a: str, b: str, field: str) -> Ratio:
    """Server `a` over server `b`, paired by round."""
    values = {(s.server, s.round): getattr(s, field) for s in samples if s.kind == kind}
    numbers = sorted({number for _, number in values})
    return Ratio.of([values[a, n] / max(values[b, n], 1e-9) for n in numbers])


def middle(samples: list[Sample], kind: str, server: str, field: str) -> float:
    return median(getattr(s, field) for s in samples if s.kind == kind and s.server == server)
