"""What the text of a content does not say by itself: its day, and the region it is read in."""

from typing import Any

from piattaforma.citazioni import Context
from piattaforma.nucleo.contents import Contenuto
from piattaforma.nucleo.models import ImpostazioniSito


def context_of(contenuto: Contenuto, oggetto: Any) -> Context:
    day = contenuto.data(oggetto)
    return Context(
        region=_region_of(oggetto),
        date=day.isoformat() if day else "",
        act=contenuto.atto(oggetto),
    )


def _region_of(oggetto: Any) -> str:
    """The region of the site that holds the page (of the only one, for what is no page), or ""."""
    path = getattr(oggetto, "path", "")
    chosen = ImpostazioniSito.objects.exclude(regione="")
    rows = chosen.values_list("site__root_page__path", "regione")
    fitting = [(root, region) for root, region in rows if path.startswith(root) or not path]
    return max(fitting, key=lambda row: len(row[0]))[1] if fitting else ""
