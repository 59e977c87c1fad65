"""The recurring jobs of the app."""

from datetime import timedelta

from piattaforma.lavori.registry import lavoro

from . import limiti


@lavoro("utenti.pulizia", ogni=timedelta(hours=1), etichetta="Pulizia dei conteggi scaduti")
def delete_expired_counters() -> int:
    return limiti.delete_expired()
