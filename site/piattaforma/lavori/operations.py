"""Writes on `Esecuzione`: start, end, and the beat of the loop."""

from datetime import datetime

from django.utils import timezone

from .models import Esecuzione

#: The row of the loop itself; no job may use this name, since jobs are named "app.verb" of others.
CICLO = "lavori.ciclo"
#: Characters of an error that are kept.
MAX_ERRORE = 2_000


def record_start(*, nome: str) -> None:
    """Write that the job starts now, before it does anything: a crash counts as a start."""
    Esecuzione.objects.update_or_create(
        nome=nome, defaults={"ultimo_inizio": timezone.now(), "ultimo_esito": ""}
    )


def record_end(*, nome: str, quante: int | None = None, errore: str = "") -> bool:
    """Write how the job ended. True if its previous run ended with the same error (or none)."""
    rows = Esecuzione.objects.filter(nome=nome)
    errore = errore[:MAX_ERRORE]
    same = rows.filter(errore=errore).exists()
    rows.update(
        ultima_fine=timezone.now(),
        ultimo_esito=Esecuzione.Esito.ERRORE if errore else Esecuzione.Esito.OK,
        errore=errore,
        quante=quante,
    )
    return same


def record_beat(*, now: datetime) -> None:
    """Write that the loop turned at `now`."""
    Esecuzione.objects.update_or_create(nome=CICLO, defaults={"ultimo_inizio": now})
