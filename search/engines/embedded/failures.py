"""What goes wrong with the files of an index, as callers of an engine know it."""

from collections.abc import Iterator
from contextlib import contextmanager

from ..base import SearchUnavailable

#: Raised by Rust where it has no error to return, over a damaged file for one. No module exports it,
#: and it is no `Exception`: it would take the process with it.
_PANIC = "PanicException"
UNWRITABLE = "L’indice non si scrive"


@contextmanager
def index_failures(what: str = "L’indice non risponde") -> Iterator[None]:
    """Whatever goes wrong with the files inside is `SearchUnavailable`. Also a decorator."""
    try:
        yield
    except UnicodeError:
        raise  # a text of ours, not a file
    except (ValueError, OSError) as exc:
        raise SearchUnavailable(f"{what}: {exc}") from exc
    except BaseException as exc:
        if type(exc).__name__ != _PANIC:
            raise
        raise SearchUnavailable(f"{what}: {exc}") from None
