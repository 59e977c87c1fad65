"""How the loop is doing, for `/readyz` and for operators."""

from datetime import timedelta

from django.utils import timezone

from .models import Esecuzione
from .operations import CICLO


def eta_ciclo() -> timedelta | None:
    """How long ago the loop last turned; None if it never did on this database.

    The loop beats before every job and at least every 5 seconds when idle: an age of minutes
    means that it is not running, or that one job has lasted for as long.
    """
    last = Esecuzione.objects.filter(nome=CICLO).values_list("ultimo_inizio", flat=True).first()
    return None if last is None else max(timezone.now() - last, timedelta(0))
