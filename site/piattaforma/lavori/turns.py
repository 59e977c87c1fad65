"""A job's work on many things, where one that fails must not stop the others."""

from collections.abc import Callable, Iterable

from .stopping import stop_requested


def run_each(steps: Iterable[Callable[[], int]]) -> int:
    """Run the steps, each a transaction of its own; returns the sum of what they did.

    A step that fails leaves its thing as it was; the last error is raised at the end, so that the
    loop records it. Ends early when the loop is asked to stop.
    """
    done, error = 0, None
    for step in steps:
        if stop_requested():
            break
        try:
            done += step()
        except Exception as problem:  # noqa: BLE001
            error = problem
    if error is not None:
        raise error
    return done
