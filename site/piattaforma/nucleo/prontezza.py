"""What `/readyz` says beside what stops reading: other parts of the site, each in a word."""

from collections.abc import Callable

import structlog

logger = structlog.get_logger(__name__)

#: "ok", or what is the matter, in a word or two; or a number
Stato = Callable[[], str | int]

_states: dict[str, Stato] = {}


def say_state(nome: str) -> Callable[[Stato], Stato]:
    """Decorator: `/readyz` says under `nome` what the function answers. Pages are served all the same."""

    def register(function: Stato) -> Stato:
        _states[nome] = function
        return function

    return register


def states() -> dict[str, str | int]:
    return {nome: _asked(nome, function) for nome, function in _states.items()}


def _asked(nome: str, function: Stato) -> str | int:
    try:
        return function()
    except Exception:
        logger.warning("prontezza.failed", parte=nome, exc_info=True)
        return "errore"
