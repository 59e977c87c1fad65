"""What `/readyz` says of search."""

from piattaforma.nucleo.prontezza import say_state

from ..engines import get_engine


@say_state("ricerca")
def search_state() -> str:
    return get_engine().health().stato
