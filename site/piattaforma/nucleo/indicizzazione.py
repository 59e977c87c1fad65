"""Saves that another save follows at once: what is indexed of a page is indexed once, by the last."""

from collections.abc import Iterator
from contextlib import contextmanager

from asgiref.local import Local

_put_off = Local()


@contextmanager
def indexing_put_off() -> Iterator[None]:
    """Neither search nor the index of references hears of what is saved within."""
    # Imported here: models are not there yet when the base page is.
    from wagtail.signal_handlers import disable_reference_index_auto_update

    with disable_reference_index_auto_update():
        _put_off.value = True
        try:
            yield
        finally:
            del _put_off.value


def is_put_off() -> bool:
    return getattr(_put_off, "value", False)
