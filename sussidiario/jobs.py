"""The recurring jobs of the Sussidiario."""

import datetime as dt

from piattaforma.lavori.registry import lavoro

from .glossario.operations import refresh_voices


@lavoro("sussidiario.voci", ogni=dt.timedelta(minutes=1), etichetta="Voci del glossario")
def refresh_glossary() -> int:
    """Read again the voices in which other voices or citations would be found otherwise."""
    return refresh_voices()
