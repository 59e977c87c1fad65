"""What the page of an article reads."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from piattaforma.citazioni import Identificatore, format_id, format_short, parse_identifier
from piattaforma.citazioni.names import format_partition
from piattaforma.nucleo.annotators import annotate, show
from piattaforma.nucleo.frame import frame_of
from piattaforma.nucleo.models import Livello
from piattaforma.riferimenti.annotatore import NOME as CITAZIONI
from piattaforma.riferimenti.chi_applica import cited_together, count_applying
from piattaforma.riferimenti.chi_applica import said as counted
from piattaforma.riferimenti.legami import named_link
from piattaforma.riferimenti.risolutore import resolve_shown

from ..contents import ContenutoArticolo, zones_of
from ..indirizzi import article_url, canonical, comma_id, norma_url, spelled
from ..models import Articolo, VersioneArticolo
from ..presentation import (
    StatoMostrato,
    act_data,
    article_data,
    capital,
    crumbs,
    graph,
    is_dated,
    official_url,
    quote,
    state_badge,
)
from ..querysets import source_of, target_of
from ..vocabolari import Stato
from .allora import on_day
from .applica import (
    Applicato,
    chosen_comma,
    comma_chips,
    groups_at,
    said,
    shown_groups,
    table,
)
from .pagina import open_questions

#: Open questions beside the text; the others are among who applies it.
DOMANDE = 3


@dataclass(frozen=True, slots=True)
class CommaMostrato:
    """A comma with what is said of it; `id` is where citations lead."""

    numero: str
    id: str
    html: str


@dataclass(frozen=True, slots=True)
class Vicino:
    titolo: str
    url: str


def address_of(article: Articolo, name: str = "pratiche_articolo") -> str:
    return reverse(name, args=[article.norma.dati.slug, spelled(article.numero)])


def applied(article: Articolo) -> Applicato:
    """The article as something that contents apply: itself and its act do not count."""
    return Applicato(
        target_of(article.norma, article.numero),
        pagina=address_of(article),
        elenco=address_of(article, "pratiche_chi_applica"),
        tranne=(source_of(article), source_of(article.norma)),
    )


def articolo_context(
    article: Any, request: HttpRequest, giorno: dt.date | None = None
) -> dict[str, Any]:
    """`article`, from `article_page`; `giorno`: the day as of which the text is asked for, None for today."""
    today = timezone.localdate()
    versions = list(article.versioni.select_related("importazione"))
    current = next((one for one in versions if one.vale_il(today)), None)
    then = on_day(article.norma, versions, giorno, today) if giorno else None
    shown = then.versione if then else current
    where = applied(article)
    matrix = count_applying(request.user, where.bersaglio, but=where.tranne, con_atto=True)
    comma = chosen_comma(request.GET, matrix)
    questions = open_questions(where.bersaglio, request.user)
    together = cited_together(request.user, where.bersaglio, but=where.tranne)
    answers = resolve_shown(article, [*together, _identifier(article)], CITAZIONI)
    html = _zones(article, shown, is_current=shown is current)
    state = _state(article)
    norma = article.norma
    official = official_url(_identifier(article), norma.dati.url, giorno)
    here = address_of(article)
    trail = crumbs((norma.titolo_breve, norma.get_absolute_url()), (article.etichetta, here))
    return {
        "oggetto": article,
        "articolo": article,
        "norma": norma,
        "estremi_atto": capital(format_id(norma.identificatore)),
        "versione": shown,
        "titolo": article.etichetta,
        "intitolazione": f"{article.etichetta}, {norma.titolo_breve}",
        "distintivo": state_badge(state, "" if article.stato_proprio else norma.dati.genere),
        "caduto": _fallen(article, state),
        "sintesi": html.get("sintesi", ""),
        "commi": _commi(shown, html),
        "fonte": _source(article, shown),
        "ufficiale": official,
        "ufficiale_al": giorno if giorno and is_dated(official) else None,
        "controllo": article.controllo,
        "giorno": giorno,
        "oggi": today,
        "allora": then,
        "di_allora": then is not None and then.certa and shown is not current,
        "versioni": versions,
        "versioni_url": address_of(article, "pratiche_versioni") if len(versions) > 1 else "",
        "domande": questions[:DOMANDE],
        "altre_domande": max(len(questions) - DOMANDE, 0),
        "insieme": [
            {
                "identificatore": _named(one, norma.identificatore),
                "legame": named_link(answers[str(one)]),
                "risolto": answers[str(one)],
            }
            for one in together
        ],
        "n_applica": matrix.n,
        "generi": matrix.generi,
        "righe": table(matrix, where),
        "commi_scelti": comma_chips(matrix, comma, where),
        "gruppi": shown_groups(
            groups_at(matrix, comma),
            request.user,
            where,
            comma,
            cosa=said(comma) or "l’articolo",
        ),
        "elenco_url": where.elenco,
        "atto_intero": counted(matrix.atto),
        "atto_intero_url": reverse("pratiche_chi_applica_atto", args=[norma.dati.slug]),
        "atom_url": address_of(article, "pratiche_atom"),
        "precedente": _near(norma.dati.slug, article.prima),
        "successivo": _near(norma.dati.slug, article.dopo),
        "descrizione": description(shown),
        "estremi": quote(
            f"{format_id(_identifier(article))} ({norma.titolo_breve})",
            here,
            frame_of(request).sito,
        ),
        "briciole": trail,
        "jsonld": graph(_data(article, state, shown, official), trail, here),
    }


def _identifier(article: Articolo) -> Identificatore:
    return parse_identifier(article.identificatore)


def description(version: VersioneArticolo | None) -> str:
    return " ".join(version.sintesi.split())[:300] if version else ""


# --- state ----------------------------------------------------------------------------------------


def _state(article: Any) -> StatoMostrato | None:
    """Its own, else that of its act; that other articles of it changed says nothing of this one."""
    own = StatoMostrato.from_json(article.stato_proprio)
    act = StatoMostrato.from_json(article.stato_atto)
    if own is None and act is not None and act.stato == Stato.MODIFICATO:
        return StatoMostrato(Stato.VIGENTE)
    return own or act


def _fallen(article: Any, state: StatoMostrato | None) -> dict[str, Any] | None:
    """The banner of what is no longer law: since when, by what, and whether it is the whole act."""
    if state is None or not state.is_caduto:
        return None
    own = article.stato_proprio is not None
    return {
        "distintivo": state_badge(state, "" if own else article.norma.dati.genere),
        "dal": state.dal,
        "nota": state.nota,
        "intero": not own,
        "per": state.per_effetto_di and parse_identifier(state.per_effetto_di),
        "per_url": state.per_effetto_di and reverse("pratiche_id", args=[state.per_effetto_di]),
        "per_nome": state.per_effetto_di and format_id(parse_identifier(state.per_effetto_di)),
    }


# --- text -----------------------------------------------------------------------------------------


def _zones(
    article: Articolo, version: VersioneArticolo | None, *, is_current: bool
) -> dict[str, str]:
    """The text of today as it was read when it went live, or another version, read now.

    A version that began today is read now until the job has kept its reading.
    """
    if version is None:
        return {}
    zones = zones_of(version)
    kept = article.lettura_tenuta
    if is_current and (kept is None or kept.zone == {z.nome: str(z.html) for z in zones}):
        return article.zone_html
    read = annotate(ContenutoArticolo(), article, zones)
    return show(article, {z.nome: z.html for z in read}, {z.nome: z.legati for z in read})


def _commi(version: VersioneArticolo | None, html: dict[str, str]) -> list[CommaMostrato]:
    rows: list[CommaMostrato] = []
    taken: set[str] = set()
    for place, comma in enumerate(version.elenco_commi if version else [], start=1):
        text = html.get(f"c{place}", "")
        if not text:
            continue
        anchor = comma_id(canonical(comma.numero) or str(place))
        rows.append(CommaMostrato(comma.numero, "" if anchor in taken else anchor, text))
        taken.add(anchor)
    return rows


def _source(article: Articolo, version: VersioneArticolo | None) -> dict[str, Any] | None:
    if version is None:
        return None
    commas = any(comma.sintesi for comma in version.elenco_commi)
    return {
        "testo": version.fonte or article.norma.fonte,
        "livello": Livello(version.livello).label,
        "ha_testo": version.ha_testo,
        "ha_sintesi": bool(version.sintesi) or commas,
        "in_grassetto": commas,
        "file": version.importazione,
    }


# --- around ---------------------------------------------------------------------------------------


def _near(slug: str, found: dict[str, str] | None) -> Vicino | None:
    if found is None:
        return None
    heading = f". {found['rubrica']}" if found["rubrica"] else ""
    title = f"Art. {spelled(found['numero'])}{heading}"
    return Vicino(title, article_url(slug, found["numero"]))


def _named(one: Identificatore, act: Identificatore) -> str:
    """How a neighbour in citations is called: "Art. 56" within the act, else with its act."""
    same = one.chiave == act.chiave
    return capital(format_partition(one) if same else format_short(one))


def _data(
    article: Articolo,
    state: StatoMostrato | None,
    version: VersioneArticolo | None,
    official: str,
) -> dict[str, Any]:
    norma = article.norma
    now = state.stato if state else ""
    return article_data(
        f"{article.etichetta}, {norma.titolo_breve}",
        address_of(article),
        article.identificatore,
        act=act_data(norma.dati, norma.titolo_breve, norma_url(norma.dati.slug), stato=now),
        stato=now,
        dal=version.dal if version else None,
        ufficiale=official,
    )


def listed_context(article: Articolo) -> dict[str, Any]:
    """The head of the page with everybody who applies it."""
    norma = article.norma
    here = address_of(article, "pratiche_chi_applica")
    name = f"{article.etichetta}, {norma.titolo_breve}"
    return {
        "titolo": f"Chi applica: {name}",
        "che": name,
        "pagina": address_of(article),
        "atom_url": address_of(article, "pratiche_atom"),
        "briciole": crumbs(
            (norma.titolo_breve, norma.get_absolute_url()),
            (article.etichetta, address_of(article)),
            ("Chi lo applica", here),
        ),
    }
