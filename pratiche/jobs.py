"""The register's recurring jobs."""

import datetime as dt

from piattaforma.lavori.registry import lavoro

from .norme.models import FileCaricato
from .norme.operations import follow_states, refresh_versions


@lavoro("pratiche.versioni", ogni=dt.timedelta(hours=1), etichetta="Versioni degli articoli")
def follow_the_calendar() -> int:
    """An article whose other version is in force from today is read again; states of today are told."""
    return refresh_versions() + follow_states()


@lavoro(
    "pratiche.caricati", ogni=dt.timedelta(hours=6), etichetta="Testi caricati e mai confermati"
)
def forget_uploads() -> int:
    """Files that nobody confirmed within a day."""
    return FileCaricato.objects.expired().delete()[0]
