"""What the template of the comparison of two editions reads."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from piattaforma.nucleo.comparison import compare_zones, total
from piattaforma.nucleo.routing import Sopra

from ..comparison import ZONE_CONFRONTATE, Cambio, Confronto, Testi, compare_editions
from ..models import EdizionePage, SchedaPage
from ..querysets import book_crumbs, edition_today, editions_for

TITOLO = "Che cosa cambia tra le edizioni"


def comparison_context(request: HttpRequest) -> dict[str, Any]:
    editions = list(editions_for(request.user))
    chosen, error = _choose(request, editions)
    context: dict[str, Any] = {
        "edizioni": editions,
        "da": chosen and chosen[0],
        "a": chosen and chosen[1],
        "errore": error,
        "confronto": None,
        "scheda": None,
        "briciole": [
            *book_crumbs(),
            Sopra(0, TITOLO, ""),
        ],
    }
    if chosen is None or error:
        return context
    found = compare_editions(da=chosen[0], a=chosen[1], user=request.user)
    code = request.GET.get("scheda", "")
    if code:
        change = next((c for c in found.cambiate if c.a.codice == code), None)
        if change is None:
            context["errore"] = _not_changed(found, code)
        else:
            return context | _question_context(found, change, context["briciole"][:-1])
    return context | {"confronto": found, "cambiate": [_row(found, c) for c in found.cambiate]}


def _choose(
    request: HttpRequest, editions: list[EdizionePage]
) -> tuple[tuple[EdizionePage, EdizionePage] | None, str]:
    """The two editions asked for; by default today's beside the one before it."""
    by_slug = {edition.slug: edition for edition in editions}
    asked = {name: request.GET.get(name, "") for name in ("da", "a")}
    for slug in asked.values():
        if slug and slug not in by_slug:
            return None, f"L’edizione «{slug}» non c’è. Scegline una dall’elenco."
    today = edition_today()
    current = next((e for e in editions if today and e.pk == today.pk), None)
    newer = by_slug.get(asked["a"]) or current or next(iter(editions), None)
    if newer is None:
        return None, ""
    before = next((e for e in editions if e.anno < newer.anno), None)
    older = by_slug.get(asked["da"]) or before
    if older is None:
        return None, ""
    if older.pk == newer.pk:
        return None, "Hai scelto due volte la stessa edizione: scegline un’altra."
    return (older, newer), ""


def _not_changed(found: Confronto, code: str) -> str:
    if any(scheda.codice == code for scheda in found.invariate):
        return f"La scheda {code} è uguale nelle due edizioni."
    if any(scheda.codice == code for scheda in found.nuove):
        return f"La scheda {code} è nuova: in «{found.da.title}» non c’era."
    if any(scheda.codice == code for scheda, _ in found.tolte):
        return f"La scheda {code} non è più in «{found.a.title}»."
    return f"La scheda {code} non è in queste edizioni."


def _row(found: Confronto, change: Cambio) -> dict[str, Any]:
    return {
        "codice": change.a.codice,
        "domanda": change.a.title,
        "zone": change.zone,
        "perche": change.perche,
        "url": _address(found, change.a),
    }


def _address(found: Confronto, scheda: SchedaPage) -> str:
    query = {"da": found.da.slug, "a": found.a.slug, "scheda": scheda.codice}
    return f"{reverse('sussidiario_confronta')}?{urlencode(query)}"


def _question_context(found: Confronto, change: Cambio, crumbs: list[Sopra]) -> dict[str, Any]:
    texts = found.testi
    zones = [
        zone
        for zone in compare_zones(_headed(texts[change.da.pk]), _headed(texts[change.a.pk]))
        if zone.sintesi
    ]
    here = found.cambiate.index(change)
    everywhere = reverse("sussidiario_confronta")
    query = urlencode({"da": found.da.slug, "a": found.a.slug})
    return {
        "scheda": change,
        "zone": zones,
        "sintesi": total(zones),
        "tutte": f"{everywhere}?{query}",
        "precedente": _beside(found, here - 1),
        "successiva": _beside(found, here + 1),
        "briciole": [
            *crumbs,
            Sopra(0, TITOLO, f"{everywhere}?{query}"),
            Sopra(0, f"Scheda {change.a.codice}", ""),
        ],
    }


def _headed(texts: Testi) -> list[tuple[str, str]]:
    return [(heading, texts.get(name, "")) for name, heading in ZONE_CONFRONTATE.items()]


def _beside(found: Confronto, place: int) -> dict[str, Any] | None:
    if not 0 <= place < len(found.cambiate):
        return None
    scheda = found.cambiate[place].a
    return {"codice": scheda.codice, "titolo": scheda.title, "url": _address(found, scheda)}
