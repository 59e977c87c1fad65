"""Two versions of an article side by side."""

from typing import Any

from django.http import HttpRequest

from piattaforma.nucleo.comparison import Parte, compare_zones, total
from piattaforma.nucleo.templatetags.tipografia import data_it

from ..contents import zones_of
from ..models import Articolo, VersioneArticolo
from ..presentation import crumbs
from .presentation import address_of


def versioni_context(article: Articolo, request: HttpRequest) -> dict[str, Any] | None:
    """`?da=` and `?a=` are versions by number, the oldest is 1; None where there is one only.

    What the address does not say, or says wrongly, is the last two.
    """
    versions = list(reversed(article.versioni.all()))
    if len(versions) < 2:
        return None
    after = _chosen(request.GET.get("a", ""), len(versions), default=len(versions))
    before = _chosen(request.GET.get("da", ""), len(versions), default=max(after - 1, 1))
    if before == after:
        before, after = (after - 1, after) if after > 1 else (1, 2)
    old, new = versions[before - 1], versions[after - 1]
    zones = compare_zones(_parts(old), _parts(new))
    here = address_of(article, "pratiche_versioni")
    return {
        "articolo": article,
        "norma": article.norma,
        "pagina": address_of(article),
        "da": before,
        "a": after,
        "prima": name_of(old),
        "dopo": name_of(new),
        "scelte": [(number, name_of(one)) for number, one in enumerate(versions, start=1)],
        "zone": [zone for zone in zones if zone.sintesi],
        "uguali": [zone.titolo for zone in zones if not zone.sintesi],
        "sintesi": total(zones),
        "solo_sintesi": old.ha_testo != new.ha_testo,
        "briciole": crumbs(
            (article.norma.titolo_breve, article.norma.get_absolute_url()),
            (article.etichetta, address_of(article)),
            ("Versioni", here),
        ),
    }


def name_of(version: VersioneArticolo) -> str:
    return f"dal {data_it(version.dal)}" if version.dal else "senza data"


def _chosen(text: str, most: int, *, default: int) -> int:
    asked = int(text) if text.isdecimal() and len(text) < 6 else 0
    return asked if 1 <= asked <= most else default


def _parts(version: VersioneArticolo) -> list[Parte]:
    heading = [("Rubrica", version.rubrica)] if version.rubrica else []
    return heading + [(zone.titolo, zone.capoversi) for zone in zones_of(version)]
