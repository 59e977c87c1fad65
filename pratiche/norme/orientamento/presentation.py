"""What the pages of the questions read: the list, and one question with its sides."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from piattaforma.citazioni import Identificatore, parse_identifier
from piattaforma.citazioni.names import format_partition
from piattaforma.nucleo.frame import frame_of
from piattaforma.nucleo.linking import Legame
from piattaforma.nucleo.models import Livello
from piattaforma.nucleo.routing import Sopra
from piattaforma.nucleo.structured_data import absolute, publisher
from piattaforma.nucleo.updates import history_of
from piattaforma.riferimenti.annotatore import NOME as CITAZIONI
from piattaforma.riferimenti.legami import named_link
from piattaforma.riferimenti.risolutore import Risolto, resolve_shown

from ..filtri import Filtri, Filtro
from ..models import Orientamento, Pronuncia
from ..presentation import Distintivo, capital, crumbs, graph, outcome_badge, quote, themes_of
from ..pronuncia.presentation import name_of
from ..querysets import decisions_named
from ..verifiche import last_check


@dataclass(frozen=True, slots=True)
class DecisioneSchierata:
    """A decision on a side, and what it said on this question."""

    titolo: str
    legame: Legame
    data: dt.date | None
    esito: Distintivo | None
    perche: str


@dataclass(frozen=True, slots=True)
class Posizione:
    titolo: str
    #: HTML, with its links
    sintesi: str
    decisioni: list[DecisioneSchierata]


def orientamento_context(question: Orientamento, request: HttpRequest) -> dict[str, Any]:
    sides = list(question.posizioni.all())
    articles = [row.id_legge for row in question.articoli.all()]
    named = [row.identificatore for side in sides for row in side.decisioni.all()]
    answers = resolve_shown(question, [*articles, *map(parse_identifier, named)], CITAZIONI)
    known = decisions_named(named, request.user)
    html = question.zone_html
    here = question.get_absolute_url()
    history = history_of(question) if question.pk else []
    trail = question_crumbs(question.domanda)
    sito = frame_of(request).sito
    return {
        "oggetto": question,
        "orientamento": question,
        "in_breve": html.get("in-breve", ""),
        "posizioni": [
            Posizione(
                side.titolo,
                html.get(f"posizione-{place}", ""),
                [_decision(row, answers, known) for row in side.decisioni.all()],
            )
            for place, side in enumerate(sides, start=1)
        ],
        "n_decisioni": len(set(named)),
        "articoli": [_article(one, answers[str(one)]) for one in articles],
        "controllo": last_check(history),
        "storia": history,
        "livello": Livello(question.livello).label,
        "temi": themes_of(question),
        "orientamenti_url": reverse("pratiche_orientamenti"),
        "descrizione": " ".join(question.in_breve.split())[:300],
        "estremi": quote(f"«{question.domanda}»", here, sito),
        "briciole": trail,
        "jsonld": graph(
            {
                "@type": "Article",
                "@id": absolute(here),
                "url": absolute(here),
                "headline": question.domanda,
                "abstract": " ".join(question.in_breve.split()),
                "inLanguage": "it",
                "publisher": publisher(sito),
            },
            trail,
            here,
        ),
    }


def question_crumbs(*below: str) -> list[Sopra]:
    index = ("Orientamenti", reverse("pratiche_orientamenti"))
    return crumbs(*((title, "") for title in below), indice=index)


def _decision(
    row: Any, answers: dict[str, Risolto], known: dict[str, Pronuncia]
) -> DecisioneSchierata:
    answer = answers[row.identificatore]
    record = known.get(row.identificatore)
    return DecisioneSchierata(
        name_of(row.id_legge, answer),
        named_link(answer),
        record.data if record else None,
        outcome_badge(record.esito) if record else None,
        row.perche,
    )


def _article(one: Identificatore, answer: Risolto) -> dict[str, Any]:
    part = format_partition(one)
    return {
        "etichetta": capital(part or answer.titolo),
        "atto": answer.titolo if part else "",
        "rubrica": answer.rubrica if part else "",
        "legame": named_link(answer),
    }


# --- the list -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RigaOrientamento:
    orientamento: Orientamento
    posizioni: list[str]
    n_decisioni: int
    temi: dict[str, str]


FILTRI: tuple[Filtro[RigaOrientamento], ...] = (Filtro("tema", "Tema", lambda row: row.temi),)


def orientamenti_context(request: HttpRequest) -> dict[str, Any]:
    here = reverse("pratiche_orientamenti")
    found = Orientamento.objects.visibile_a(request.user).prefetch_related(
        "temi", "posizioni__decisioni"
    )
    rows = [_row(one) for one in found]
    filtri = Filtri(request.GET, rows, FILTRI)
    return {
        "righe": filtri.shown(),
        "n": len(filtri.shown()),
        "giurisprudenza_url": reverse("pratiche_giurisprudenza"),
        "norme_url": reverse("pratiche_norme"),
        "descrizione": "Le domande su cui le decisioni prendono parti diverse: chi dice che cosa, "
        "e a che punto siamo.",
        "briciole": question_crumbs(),
        **filtri.context(here),
    }


def _row(question: Orientamento) -> RigaOrientamento:
    sides = list(question.posizioni.all())
    return RigaOrientamento(
        question,
        [side.titolo for side in sides],
        len({row.identificatore for side in sides for row in side.decisioni.all()}),
        {tema.codice: tema.etichetta for tema in question.temi.all()},
    )
