"""The floor: what a request costs where no site answers it."""

from collections.abc import Callable, Iterable
from typing import Any

BODY = b"<!doctype html><title>Pavimento</title>" + b"x" * 20_000


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response(
        "200 OK",
        [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))],
    )
    return [BODY]
