"""An index apart from the site's, for measuring: it goes away whatever happens."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from . import make_engine
from .base import SearchEngine
from .required import EMBEDDED


@contextmanager
def engine_apart(name: str) -> Iterator[SearchEngine]:
    """One of `ENGINES` with nothing in it; of a cluster, on the one of the settings.

    Its indices begin as the site's, so the site's key is good for them.
    """
    if name == EMBEDDED:
        with tempfile.TemporaryDirectory(prefix="condivisa-ricerca-") as folder:
            yield make_engine(name, folder)
        return
    from .elastic import ElasticEngine, client_from_settings

    prefix = f"{settings.ELASTICSEARCH_INDEX}-misura-{secrets.token_hex(4)}"
    engine = ElasticEngine(client_from_settings(), prefix)
    try:
        yield engine
    finally:
        engine.forget()
