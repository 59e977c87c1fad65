"""System checks of search."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks

from piattaforma.nucleo.contents import Contenuto, all_contents


@checks.register
def every_content_is_found_or_left_out(**kwargs: Any) -> list[checks.CheckMessage]:
    """search.E001: every Contenuto says who finds it, or that search leaves it out."""
    return [
        checks.Error(
            f"Nessuno troverà {content.plurale}: il Contenuto di {content.modello.__name__} non "
            "dice chi le può leggere.",
            hint="Scrivi `visibilita`, oppure `si_cerca = False` se la ricerca non deve trovarle.",
            obj=content.modello,
            id="search.E001",
        )
        for content in all_contents()
        if content.si_cerca and type(content).visibilita is Contenuto.visibilita
    ]


@checks.register
def the_index_has_a_place(**kwargs: Any) -> list[checks.CheckMessage]:
    """search.W001: the directory of the index, or the nearest that is there, can be written."""
    place = Path(settings.SEARCH_DIR).absolute()
    while not place.exists():
        place = place.parent
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        return []
    return [
        checks.Warning(
            f"L’indice della ricerca non si può scrivere in {settings.SEARCH_DIR}.",
            hint="Indica in SEARCH_DIR una cartella di questa macchina che il sito possa scrivere.",
            id="search.W001",
        )
    ]
