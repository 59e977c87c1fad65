"""What can truly be said of a text on a day that is not today's."""

import datetime as dt
from dataclasses import dataclass

from piattaforma.nucleo.templatetags.tipografia import data_it

from ..models import Norma, VersioneArticolo


@dataclass(frozen=True, slots=True)
class Allora:
    """The version to show for a day, and the words above it."""

    versione: VersioneArticolo | None
    parole: str
    #: whether it is known to be that of the day
    certa: bool


def began(norma: Norma) -> dt.date | None:
    """The first day on which an act can have been in force: as told, else the day it bears."""
    dati = norma.dati
    own = dati.id_legge.data
    signed = (
        dt.date.fromisoformat(own) if len(own) == 10 and dati.id_legge.schema == "nir" else None
    )
    return dati.in_vigore_dal or dati.pubblicazione_data or signed


def on_day(norma: Norma, versions: list[VersioneArticolo], day: dt.date, today: dt.date) -> Allora:
    """`versions` of one article, newest first. What is not known is said not to be known."""
    first, written = began(norma), data_it(day)
    found = next((one for one in versions if one.vale_il(day)), None)
    current = next((one for one in versions if one.vale_il(today)), None)
    if first is not None and day < first:
        return Allora(None, f"Il {written} l’atto non era ancora in vigore", certa=True)
    if found is None:
        return Allora(None, f"Per il {written} non abbiamo una versione", certa=False)
    if day > today:
        same = found == current
        words = "è il testo di oggi" if same else "è la versione già annunciata"
        return Allora(found, f"Il {written} deve ancora venire: questo {words}", certa=not same)
    if found.dal is None:
        words = "Non sappiamo da quando vale questa versione"
        return Allora(found, f"{words}: il {written} poteva essere un’altra", certa=False)
    if found == current:
        return Allora(found, f"Il {written} valeva la versione di oggi", certa=True)
    return Allora(found, f"L’articolo com’era il {written}", certa=True)
