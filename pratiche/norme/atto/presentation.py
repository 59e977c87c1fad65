"""What the page of an act reads."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from piattaforma.citazioni import parse_identifier
from piattaforma.nucleo.frame import frame_of
from piattaforma.nucleo.models import Livello
from piattaforma.nucleo.updates import history_of
from piattaforma.riferimenti.annotatore import NOME as CITAZIONI
from piattaforma.riferimenti.chi_applica import Bersaglio, count_applying
from piattaforma.riferimenti.generi import Genere as GenereContenuto
from piattaforma.riferimenti.generi import in_words
from piattaforma.riferimenti.partizioni import natural
from piattaforma.riferimenti.risolutore import Risolto, resolve_shown

from ..articolo.applica import Applicato
from ..indirizzi import article_url, spelled
from ..models import Norma, StatoNorma
from ..presentation import (
    StatoMostrato,
    act_data,
    capital,
    crumbs,
    graph,
    official_url,
    place_of,
    quote,
    state_badge,
    themes_of,
)
from ..querysets import counts_by_article, source_of, target_of
from ..verifiche import last_check
from ..vocabolari import CADUTI, TipoRelazione
from .cronologia import named_in, timeline
from .pagina import (
    VoceArticolo,
    annexes_of,
    articles_of,
    leading_decisions,
    others_like,
    relations_to,
    searched,
    states_of,
)

#: Articles of one page of the whole list; up to so many are all on the act's own page.
PER_PAGINA = 100
#: Articles that nobody cites and that are folded on the act's own page; more have a list of their own.
PIEGATI = 60
#: Acts like this one that are shown beside it.
SIMILI = 8
#: The longest text that is looked for among the articles.
CERCA_MAX = 100


@dataclass(frozen=True, slots=True)
class RigaArticolo:
    """An article of the act with who cites it; without a page, if the register does not tell it."""

    etichetta: str
    rubrica: str
    url: str
    chi_url: str
    stato: str
    n: int
    conteggio: str
    #: of the widest bar, in hundredths
    larghezza: int
    #: the part of the act that begins here
    dove: str = ""


@dataclass
class Articoli:
    """The articles that a page of an act shows."""

    righe: list[RigaArticolo] = field(default_factory=list)
    piegati: list[RigaArticolo] = field(default_factory=list)
    #: those that contents cite and the register does not tell
    senza_sintesi: list[RigaArticolo] = field(default_factory=list)
    #: how many the register tells
    n: int = 0
    mai_citati: int = 0
    tutti: bool = False
    cercato: str = ""
    pagine: Any = None
    query: str = ""


def norma_context(norma: Norma, request: HttpRequest) -> dict[str, Any]:
    if getattr(norma, "dati", None) is None:
        # A draft that has no official side yet is previewed.
        return {"norma": norma, "dati": None, "sintesi": norma.zone_html.get("sintesi", "")}
    user, today = request.user, timezone.localdate()
    dati = norma.dati
    whole = target_of(norma)
    states, relations = states_of(norma), list(norma.relazioni.all())
    state = _today(states, today)
    inverse = relations_to(whole.atti, norma)
    history = history_of(norma)
    answers = resolve_shown(norma, named_in(relations, states), CITAZIONI)
    html = norma.zone_html
    here = norma.get_absolute_url()
    similar = others_like(norma, user)
    trail = crumbs((norma.titolo_breve, here))
    fallen_parts = any(
        one.stato in CADUTI for one in states if one.articolo_id and one.vale_il(today)
    )
    return {
        "oggetto": norma,
        "norma": norma,
        "dati": dati,
        "sottotitolo": _subtitle(norma),
        "genere": dati.get_genere_display(),
        "luogo": place_of(dati),
        "distintivo": state_badge(state, dati.genere),
        "caduta": _fallen(state, inverse, answers, dati.genere),
        "sintesi": html.get("sintesi", ""),
        "nota": html.get("nota", ""),
        "ufficiale": dati.url or official_url(norma.identificatore),
        "controllo": last_check(history),
        "storia": history,
        "livello": Livello(norma.livello).label,
        "incerto": norma.livello == Livello.DA_CONFERMARE,
        "livello_estremi": Livello(dati.livello).label,
        "conteggi": count_applying(user, whole, but=(source_of(norma),)).generi,
        "chi_url": reverse("pratiche_chi_applica_atto", args=[dati.slug]),
        "articoli": _articles(norma, request, whole, today),
        "allegati": annexes_of(norma),
        "cronologia": timeline(
            norma,
            relations=relations,
            states=states,
            inverse=inverse,
            decisions=leading_decisions(whole, user),
            answers=answers,
        ),
        "temi": themes_of(norma),
        "simili": [_like(one) for one in similar[:SIMILI]],
        "simili_url": f"{reverse('pratiche_norme')}?genere={dati.genere}&ambito={dati.ambito}"
        if len(similar) > SIMILI
        else "",
        "n_simili": len(similar),
        "norme_url": reverse("pratiche_norme"),
        "descrizione": " ".join(norma.sintesi.split())[:300],
        "estremi": quote(_quoted(norma), here, frame_of(request).sito),
        "briciole": trail,
        "jsonld": graph(
            act_data(
                dati,
                norma.titolo_breve,
                here,
                stato=state.stato if state else "",
                in_parte=fallen_parts,
            ),
            trail,
            here,
        ),
    }


def named(norma: Norma) -> Applicato:
    """The act as something that contents name as a whole."""
    return Applicato(
        Bersaglio(target_of(norma).atti, solo_atto=True),
        pagina=norma.get_absolute_url(),
        elenco=reverse("pratiche_chi_applica_atto", args=[norma.dati.slug]),
        tranne=(source_of(norma),),
    )


def cited_article(norma: Norma, numero: str) -> Applicato:
    """An article of which the register tells nothing, but which contents cite."""
    where = reverse("pratiche_chi_applica_atto", args=[norma.dati.slug])
    return Applicato(
        target_of(norma, numero),
        pagina=norma.get_absolute_url(),
        elenco=where,
        tranne=(source_of(norma),),
        fisso=(("articolo", spelled(numero)),),
    )


def _subtitle(norma: Norma) -> str:
    """The extremes, unless the short title says them."""
    words = capital(norma.estremi)
    return "" if words.lower() == norma.titolo_breve.lower() else words


def _quoted(norma: Norma) -> str:
    short = norma.titolo_breve
    return norma.estremi if short.lower() in norma.estremi.lower() else f"{norma.estremi} ({short})"


def _like(norma: Norma) -> dict[str, str]:
    return {
        "titolo": norma.titolo_breve,
        "estremi": _subtitle(norma),
        "url": norma.get_absolute_url(),
    }


# --- state ----------------------------------------------------------------------------------------


def _today(states: list[StatoNorma], day: dt.date) -> StatoMostrato | None:
    """The state of the act itself; the rows are in the order of time."""
    whole = [row for row in states if row.articolo_id is None and row.vale_il(day)]
    last = max(whole, key=lambda row: (row.dal or dt.date.min, row.pk), default=None)
    if last is None:
        return None
    return StatoMostrato(last.stato, last.dal, last.per_effetto_di, last.nota)


def _fallen(
    state: StatoMostrato | None,
    inverse: list[Any],
    answers: Mapping[str, Risolto],
    genere: str,
) -> dict[str, Any] | None:
    """The banner: since when, by what, and which acts of ours took its place."""
    if state is None or not state.is_caduto:
        return None
    badge = state_badge(state, genere)
    by = state.per_effetto_di and answers[str(parse_identifier(state.per_effetto_di))]
    successors = {
        row.norma.pk: row.norma
        for row in inverse
        if row.tipo in {TipoRelazione.SOSTITUISCE, TipoRelazione.ABROGA}
        and (not by or row.norma.titolo_breve != by.titolo)
    }
    return {
        "parola": badge and badge.testo,
        "dal": state.dal,
        "per": by or None,
        "nota": state.nota,
        "al_suo_posto": [_like(one) for one in successors.values()],
    }


# --- articles -------------------------------------------------------------------------------------


def _articles(norma: Norma, request: HttpRequest, whole: Bersaglio, day: dt.date) -> Articoli:
    counts = counts_by_article(request.user, whole, norma)
    every = articles_of(norma, day)
    known = {one.numero for one in every}
    most = max((_sum(kinds) for number, kinds in counts.items() if number), default=0)

    def row(one: VoceArticolo) -> RigaArticolo:
        return _row(norma, one, counts.get(one.numero, {}), most)

    found = Articoli(n=len(every), mai_citati=sum(one.numero not in counts for one in every))
    typed = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:CERCA_MAX]
    if typed:
        found.cercato = typed
        found.righe = _parted([row(one) for one in searched(every, typed)[:PER_PAGINA]])
        return found
    if request.GET.get("articoli") == "tutti":
        page: Any = Paginator(every, PER_PAGINA).get_page(request.GET.get("pagina"))
        found.tutti, found.pagine, found.query = True, page, "?articoli=tutti"
        found.righe = _parted([row(one) for one in page.object_list])
        return found
    cited = [one for one in every if one.numero in counts]
    never = [one for one in every if one.numero not in counts]
    if not cited and len(never) <= PER_PAGINA:
        found.righe = _parted([row(one) for one in never])
    else:
        found.righe = _parted([row(one) for one in cited])
        found.piegati = [row(one) for one in never] if len(never) <= PIEGATI else []
    found.senza_sintesi = _untold(norma, counts, known, most)
    return found


def _untold(
    norma: Norma,
    counts: Mapping[str, Mapping[GenereContenuto, int]],
    known: set[str],
    most: int,
) -> list[RigaArticolo]:
    """Cited articles that the register does not tell: the official text, and who cites them."""
    numbers = sorted(
        (number for number in counts if number and number not in known),
        key=lambda number: natural(f"art{number}"),
    )
    return [
        _row(norma, VoceArticolo(number, "", "", "", ""), counts[number], most, told=False)
        for number in numbers
    ]


def _row(
    norma: Norma,
    one: VoceArticolo,
    kinds: Mapping[GenereContenuto, int],
    most: int,
    *,
    told: bool = True,
) -> RigaArticolo:
    n = _sum(kinds)
    slug = norma.dati.slug
    list_url = reverse("pratiche_chi_applica_atto", args=[slug])
    return RigaArticolo(
        etichetta=one.etichetta,
        rubrica=one.rubrica,
        url=article_url(slug, one.numero) if told else _official(norma, one.numero),
        chi_url="" if told else f"{list_url}?articolo={spelled(one.numero)}",
        stato=one.stato if one.stato in CADUTI else "",
        n=n,
        conteggio=in_words(kinds),
        larghezza=max(round(100 * n / most), 1) if n and most else 0,
        dove=one.dove,
    )


def _official(norma: Norma, numero: str) -> str:
    article = parse_identifier(f"{norma.dati.identificatore}~art{numero}")
    return official_url(article, norma.dati.url)


def _parted(rows: list[RigaArticolo]) -> list[RigaArticolo]:
    """Leave the part of the act only where it changes, and nowhere if there is one alone."""
    if len({row.dove for row in rows}) < 2:
        return [_without_part(row) for row in rows]
    shown, last = [], ""
    for row in rows:
        shown.append(_without_part(row) if row.dove == last else row)
        last = row.dove
    return shown


def _without_part(row: RigaArticolo) -> RigaArticolo:
    return replace(row, dove="")


def _sum(kinds: Mapping[Any, int]) -> int:
    return sum(kinds.values())
