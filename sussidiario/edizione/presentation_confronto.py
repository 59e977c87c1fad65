"""What the template of the comparison of two editions reads."""

from typing import Any

from django.http import HttpRequest

from piattaforma.nucleo.comparison import compare_zones, total
from piattaforma.nucleo.routing import Sopra

from ..models import EdizionePage, SchedaPage
from ..querysets import among, book_crumbs, edition_today, editions_for
from .confronto import ZONE_CONFRONTATE, Cambio, Confronto, Testi, compare_editions, comparison_url

TITOLO = "Che cosa cambia tra le edizioni"
#: The longest part of an address that is read.
LUNGO = 50


class Rifiuto(Exception):
    """What the address asks for is not there; `status` is of HTTP, `url` a way on."""

    def __init__(self, message: str, *, status: int = 400, url: str = "") -> None:
        super().__init__(message)
        self.status, self.url = status, url


def comparison_context(request: HttpRequest) -> dict[str, Any]:
    """What to show, and in `status` with which answer."""
    editions = list(editions_for(request.user))
    context: dict[str, Any] = {
        "edizioni": editions,
        "da": None,
        "a": None,
        "errore": "",
        "status": 200,
        "confronto": None,
        "scheda": None,
        "briciole": [*book_crumbs(), Sopra(0, TITOLO, "")],
    }
    try:
        older, newer = _choose(request, editions)
        context |= {"da": older, "a": newer}
        if older is None or newer is None:
            return context
        found = compare_editions(da=older, a=newer, user=request.user)
        context |= {"confronto": found, "cambiate": [_row(found, c) for c in found.cambiate]}
        if code := request.GET.get("scheda", "")[:LUNGO]:
            change = _change(found, code)
            context |= _question_context(found, change, context["briciole"][:-1])
    except Rifiuto as refusal:
        context |= {"errore": str(refusal), "status": refusal.status, "altrove": refusal.url}
    return context


def _choose(
    request: HttpRequest, editions: list[EdizionePage]
) -> tuple[EdizionePage | None, EdizionePage | None]:
    """The two editions asked for, in the order of time; what is not said is today's, or the one before."""
    by_slug = {edition.slug: edition for edition in editions}
    asked = {name: request.GET.get(name, "")[:LUNGO] for name in ("da", "a")}
    for slug in asked.values():
        if slug and slug not in by_slug:
            raise Rifiuto(f"L’edizione «{slug}» non c’è. Scegline una dall’elenco.")
    older, newer = by_slug.get(asked["da"]), by_slug.get(asked["a"])
    if older and older is newer:
        raise Rifiuto("Hai scelto due volte la stessa edizione: scegline un’altra.")
    if older is None or newer is None:
        one = older or newer
        current = among(editions, edition_today())
        if older and current is not older:
            newer = current or next(iter(editions), None)
        else:
            newer = one or current or next(iter(editions), None)
            older = next((e for e in editions if newer and e.anno < newer.anno), None)
        if one and older is None:
            raise Rifiuto(f"Prima di «{one.title}» non ci sono edizioni.", status=200)
    if older and newer and older.anno > newer.anno:
        older, newer = newer, older
    return older, newer


def _change(found: Confronto, code: str) -> Cambio:
    """The question that changed. Raises `Rifiuto` for one of which there is nothing to compare."""
    for change in found.cambiate:
        if change.a.codice == code:
            return change
    for scheda, said in (
        *((s, "è uguale nelle due edizioni") for s in found.invariate),
        *((s, f"è nuova: in «{found.da.title}» non c’era") for s in found.nuove),
        *((s, f"non è più in «{found.a.title}»") for s, _ in found.tolte),
    ):
        if scheda.codice == code:
            raise Rifiuto(f"La scheda {code} {said}.", status=200, url=scheda.url or "")
    raise Rifiuto(f"La scheda {code} non è in queste edizioni.")


def _row(found: Confronto, change: Cambio) -> dict[str, Any]:
    return {
        "codice": change.a.codice,
        "domanda": change.a.title,
        "zone": change.zone,
        "perche": change.perche,
        "url": _address(found, change.a),
    }


def _address(found: Confronto, scheda: SchedaPage) -> str:
    return comparison_url(da=found.da.slug, a=found.a.slug, scheda=scheda.codice)


def _question_context(found: Confronto, change: Cambio, crumbs: list[Sopra]) -> dict[str, Any]:
    texts = found.testi
    zones = [
        zone
        for zone in compare_zones(_headed(texts[change.da.pk]), _headed(texts[change.a.pk]))
        if zone.sintesi
    ]
    here = found.cambiate.index(change)
    whole = comparison_url(da=found.da.slug, a=found.a.slug)
    return {
        "scheda": change,
        "zone": zones,
        "sintesi": total(zones),
        "tutte": whole,
        "precedente": _beside(found, here - 1),
        "successiva": _beside(found, here + 1),
        "briciole": [
            *crumbs,
            Sopra(0, TITOLO, whole),
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
