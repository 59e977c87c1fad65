"""What the templates of the door "Ho una domanda" read."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from piattaforma.nucleo.routing import Sopra

from ..models import EdizionePage, SchedaPage
from ..querysets import book_crumbs, current_edition, parts_of
from .querysets import SituazioneLetta, situations_of

TITOLO = "Ho una domanda"
#: Other situations named under one.
ALTRE = 5


def situations_context(request: HttpRequest) -> dict[str, Any]:
    edition = current_edition(request.user)
    situations = situations_of(edition, request.user)
    parts = {part.path: part.title for part in parts_of(edition, request.user)} if edition else {}
    groups: dict[str, list[dict[str, Any]]] = {title: [] for title in parts.values()}
    for one in situations:
        first = one.schede[0]
        groups.setdefault(parts.get(first.path[: -first.steplen], ""), []).append(_entry(one))
    return {
        "gruppi": [{"titolo": title, "voci": found} for title, found in groups.items() if found],
        "edizione": _edition(edition),
        "briciole": [*book_crumbs(), Sopra(0, TITOLO, "")],
    }


def situation_context(request: HttpRequest, codice: str) -> dict[str, Any] | None:
    """None where there is no such situation, or nothing of it that the reader may see."""
    edition = current_edition(request.user)
    every = situations_of(edition, request.user)
    one = next((situation for situation in every if situation.codice == codice), None)
    if one is None:
        return None
    return {
        "situazione": _entry(one),
        "schede": [_answer(scheda) for scheda in one.schede],
        "altre": [_entry(other) for other in _nearest(one, every)],
        "edizione": _edition(edition),
        "briciole": [
            *book_crumbs(),
            Sopra(0, TITOLO, reverse("sussidiario_situazioni")),
            Sopra(0, one.frase, ""),
        ],
    }


def _edition(edition: EdizionePage | None) -> dict[str, str] | None:
    return edition and {"titolo": edition.title, "url": edition.url or ""}


def _entry(situation: SituazioneLetta) -> dict[str, Any]:
    return {
        "frase": situation.frase,
        "spiegazione": situation.spiegazione,
        "url": reverse("sussidiario_situazione", args=[situation.codice]),
        "n": len(situation.schede),
    }


def _answer(scheda: SchedaPage) -> dict[str, Any]:
    return {
        "codice": scheda.codice,
        "domanda": scheda.title,
        "url": scheda.url,
        "breve": scheda.paragrafi,
        "livello": scheda.get_livello_display(),
    }


def _nearest(one: SituazioneLetta, every: list[SituazioneLetta]) -> list[SituazioneLetta]:
    """The situations that share most schede with this one."""
    codes = {scheda.codice for scheda in one.schede}

    def shared(other: SituazioneLetta) -> int:
        return len(codes & {scheda.codice for scheda in other.schede})

    others = [other for other in every if other is not one and shared(other)]
    return sorted(others, key=lambda other: -shared(other))[:ALTRE]
