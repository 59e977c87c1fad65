"""The recurring jobs of every app: `<app>/jobs.py` decorates functions, the loop runs them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

#: A job returns how many things it did; None when it cannot tell.
Funzione = Callable[[], int | None]


@dataclass(frozen=True)
class Lavoro:
    """A job: its unique name ("app.verb"), its period, an Italian label and the function.

    The site's are done once for all machines; one that is done `ovunque`, by each for itself.
    """

    nome: str
    ogni: timedelta
    etichetta: str
    funzione: Funzione
    ovunque: bool = False


class Rinviato(Exception):
    """A job could do nothing now, and has said why itself: it is written down, and not told again."""


class Registry:
    """Jobs by name, in order of registration."""

    def __init__(self) -> None:
        self._jobs: dict[str, Lavoro] = {}

    def add(self, job: Lavoro) -> None:
        """ValueError if the name is another function's or the period is not positive."""
        if job.ogni <= timedelta(0):
            raise ValueError(f"{job.nome}: il periodo dev'essere positivo")
        known = self._jobs.get(job.nome)
        if known is not None and known.funzione is not job.funzione:
            raise ValueError(f"{job.nome}: un lavoro con questo nome è già registrato")
        self._jobs[job.nome] = job

    def all(self) -> Iterable[Lavoro]:
        return tuple(self._jobs.values())


registry = Registry()


def lavoro(
    nome: str,
    *,
    ogni: timedelta,
    etichetta: str,
    ovunque: bool = False,
    registro: Registry = registry,
) -> Callable[[Funzione], Funzione]:
    """Register the decorated function as a job that starts every `ogni`: on one machine, or `ovunque`.

    The function owns its transactions, one for each step, and looks at
    `stopping.stop_requested()` between steps if it may last more than a few seconds.
    """

    def decorate(funzione: Funzione) -> Funzione:
        registro.add(Lavoro(nome, ogni, etichetta, funzione, ovunque))
        return funzione

    return decorate
