"""What the page of a decision reads."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from piattaforma.citazioni import Identificatore, format_short
from piattaforma.citazioni.names import format_partition
from piattaforma.nucleo.frame import frame_of
from piattaforma.nucleo.linking import Legame
from piattaforma.nucleo.models import Livello
from piattaforma.nucleo.routing import Sopra
from piattaforma.nucleo.structured_data import absolute
from piattaforma.nucleo.templatetags.tipografia import data_it
from piattaforma.nucleo.updates import history_of
from piattaforma.riferimenti.annotatore import NOME as CITAZIONI
from piattaforma.riferimenti.chi_applica import count_applying
from piattaforma.riferimenti.legami import named_link, own_link
from piattaforma.riferimenti.risolutore import Risolto, resolve_shown

from ..articolo.applica import Applicato, shown_groups
from ..models import Pronuncia
from ..presentation import capital, crumbs, graph, official_url, outcome_badge, quote, themes_of
from ..querysets import source_of, target_of
from ..verifiche import last_check
from ..vocabolari import LEGAME_INVERSO, TipoLegame
from .pagina import relations_to, sides_of, spellings_of


@dataclass(frozen=True, slots=True)
class ArticoloLetto:
    """An article that a decision reads."""

    etichetta: str
    atto: str
    rubrica: str
    legame: Legame
    perche: str
    stato: str


@dataclass(frozen=True, slots=True)
class Rapporto:
    """What a decision does with another, or another with it."""

    quando: str
    data: str
    parola: str
    titolo: str
    legame: Legame
    nota: str


def pronuncia_context(decision: Pronuncia, request: HttpRequest) -> dict[str, Any]:
    user = request.user
    read, related = list(decision.interpretazioni.all()), list(decision.relazioni.all())
    answers = resolve_shown(decision, [row.id_legge for row in [*read, *related]], CITAZIONI)
    html = decision.zone_html
    here = decision.get_absolute_url()
    names = spellings_of(decision) if decision.pk else {decision.identificatore}
    history = history_of(decision) if decision.pk else []
    where = Applicato(target_of(decision), here, here, tranne=(source_of(decision),))
    groups = count_applying(user, where.bersaglio, but=where.tranne).generi
    title = capital(decision.titolo)
    trail = law_crumbs(title)
    return {
        "oggetto": decision,
        "decisione": decision,
        "titolo": title,
        "sottotitolo": full_extremes(decision),
        "tipo": decision.get_tipo_display(),
        "esito": outcome_badge(decision.esito),
        "zone": html,
        "in_una_riga": html.get("in-una-riga", ""),
        "principi": html.get("principi", ""),
        "articoli": [_article(row, answers) for row in read],
        "legami": _ties(related, relations_to(names, decision), answers),
        "posizioni": sides_of(names, user),
        "gruppi": shown_groups(groups, user, where, "", cosa="questa decisione"),
        "ufficiale": decision.url or official_url(decision.id_legge),
        "controllo": last_check(history),
        "storia": history,
        "livello": Livello(decision.livello).label,
        "incerto": decision.livello == Livello.DA_CONFERMARE,
        "temi": themes_of(decision),
        "giurisprudenza_url": reverse("pratiche_giurisprudenza"),
        "descrizione": decision.in_una_riga,
        "estremi": quote(full_extremes(decision), here, frame_of(request).sito),
        "briciole": trail,
        "jsonld": graph(_data(decision, here), trail, here),
    }


def full_extremes(decision: Pronuncia) -> str:
    """Court, seat, section, kind, day and number; as its identifier says where some are unknown."""
    number = decision.id_legge.numero
    if not (decision.data and decision.id_legge.is_decisione and number.isdecimal()):
        return capital(decision.estremi)
    section = f"sez. {decision.sezione}" if decision.sezione else ""
    what = f"{decision.get_tipo_display().lower()} {data_it(decision.data)}"
    pieces = [decision.organo, decision.sede, section, what, f"n. {number}"]
    return ", ".join(piece for piece in pieces if piece)


def law_crumbs(*below: str) -> list[Sopra]:
    index = ("Giurisprudenza", reverse("pratiche_giurisprudenza"))
    return crumbs(*((title, "") for title in below), indice=index)


def name_of(one: Identificatore, answer: Risolto) -> str:
    """A decision is called in short wherever it is named; an act by the name of its record."""
    return capital(format_short(one) if one.is_decisione else answer.titolo)


def _article(row: Any, answers: Mapping[str, Risolto]) -> ArticoloLetto:
    identifier: Identificatore = row.id_legge
    answer = answers[str(identifier)]
    part = format_partition(identifier)
    return ArticoloLetto(
        etichetta=capital(part or answer.titolo),
        atto=answer.titolo if part else "",
        rubrica=answer.rubrica if part else "",
        legame=named_link(answer),
        perche=row.perche,
        stato=answer.stato_testo if answer.is_caduto else "",
    )


def _ties(own: list[Any], inverse: list[Any], answers: Mapping[str, Risolto]) -> list[Rapporto]:
    """Both ways, in the order of time; what is said of one pair from both sides is said once."""
    ties = []
    told = set()
    for row in own:
        other = row.id_legge
        answer = answers[str(other)]
        told.add((row.tipo, other.chiave))
        day = answer.giorno.isoformat() if answer.giorno else other.data
        ties.append(
            Rapporto(
                quando=day,
                data=_day(day) if len(day) == 10 else day,
                parola=TipoLegame(row.tipo).label,
                titolo=name_of(other, answer),
                legame=named_link(answer),
                nota=row.nota,
            )
        )
    for row in inverse:
        other = row.pronuncia
        if (row.tipo, other.id_legge.chiave) in told and row.tipo == TipoLegame.CONTRASTA:
            continue
        day = other.data.isoformat() if other.data else other.id_legge.data
        ties.append(
            Rapporto(
                quando=day,
                data=_day(day) if len(day) == 10 else day,
                parola=LEGAME_INVERSO[TipoLegame(row.tipo)],
                titolo=capital(other.titolo),
                legame=own_link(other.get_absolute_url()),
                nota=row.nota or other.in_una_riga,
            )
        )
    return sorted(ties, key=lambda tie: tie.quando)


def _day(iso: str) -> str:
    return data_it(dt.date.fromisoformat(iso))


def _data(decision: Pronuncia, here: str) -> dict[str, Any]:
    known = {
        "legislationDate": decision.data.isoformat() if decision.data else "",
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": decision.organo},
        "abstract": decision.in_una_riga,
        "sameAs": decision.url or official_url(decision.id_legge),
    }
    return {
        "@type": "Legislation",
        "@id": absolute(here),
        "url": absolute(here),
        "name": full_extremes(decision),
        "legislationIdentifier": decision.ecli or decision.identificatore,
        "legislationType": decision.get_tipo_display(),
        "inLanguage": "it",
    } | {key: value for key, value in known.items() if value}
