"""Views of the admin that open their own transaction, and not around all that they do."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
_SEGNO = "in_own_transaction"


def own_transaction(view: View) -> View:
    """For a view that works long before it writes: the lock of the database waits until then."""
    setattr(view, _SEGNO, True)
    return view


def opens_its_own(view: Callable[..., Any]) -> bool:
    return getattr(view, _SEGNO, False)
