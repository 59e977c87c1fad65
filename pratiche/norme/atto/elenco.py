"""What the index of the register reads: the acts, the most cited first, and those without a record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from piattaforma.riferimenti.generi import Genere as GenereContenuto
from piattaforma.riferimenti.generi import in_words
from piattaforma.riferimenti.risolutore import indirizzo_chi_cita, indirizzo_ricerca, resolve

from ..filtri import Filtri, Filtro
from ..models import Norma, Orientamento, Pronuncia, StatoNorma
from ..presentation import Distintivo, StatoMostrato, capital, crumbs, place_of, state_badge
from ..querysets import CitatiPerScheda, counts_by_record, visible_norme
from ..vocabolari import Ambito, Genere, Stato

PER_PAGINA = 30
#: Cited acts without a record that are shown at once; the others are folded.
FUORI = 12


@dataclass(frozen=True, slots=True)
class RigaNorma:
    norma: Norma
    url: str
    estremi: str
    genere: str
    luogo: str
    n: int
    #: what readers come for, counted first
    n_guida: int
    conteggio: str
    stato: str
    distintivo: Distintivo | None
    temi: dict[str, str]


@dataclass(frozen=True, slots=True)
class AttoFuori:
    """A cited act that has no record."""

    titolo: str
    esteso: str
    url: str
    ufficiale: str
    n: int
    conteggio: str


FILTRI: tuple[Filtro[RigaNorma], ...] = (
    Filtro(
        "genere",
        "Genere",
        lambda row: {row.norma.dati.genere: row.genere},
        ordine=Genere.values.index,
    ),
    Filtro(
        "ambito",
        "Ambito",
        lambda row: {row.norma.dati.ambito: Ambito(row.norma.dati.ambito).label},
        ordine=Ambito.values.index,
    ),
    Filtro("tema", "Tema", lambda row: row.temi),
    Filtro(
        "stato",
        "Stato",
        lambda row: {row.stato: Stato(row.stato).label} if row.stato else {},
        ordine=Stato.values.index,
    ),
)


def norme_context(request: HttpRequest) -> dict[str, Any]:
    here = reverse("pratiche_norme")
    user = request.user
    counted = counts_by_record(user)
    states = _states()
    rows = [
        _row(norma, counted.norme.get(norma.pk, {}), states.get(norma.pk))
        for norma in visible_norme(user).prefetch_related("temi")
    ]
    rows.sort(key=lambda row: (-row.n_guida, -row.n, row.norma.titolo_breve.lower()))
    filtri = Filtri(request.GET, rows, FILTRI)
    shown = filtri.shown()
    page: Any = Paginator(shown, PER_PAGINA).get_page(request.GET.get("pagina"))
    outside = [] if filtri.valori else _outside(counted)
    return {
        "righe": page.object_list,
        "pagine": page,
        "n": len(shown),
        "n_totale": len(rows),
        "fuori": outside[:FUORI],
        "fuori_altri": outside[FUORI:],
        "n_fuori": len(outside),
        "ricerca_url": indirizzo_ricerca(),
        "giurisprudenza_url": reverse("pratiche_giurisprudenza"),
        "n_decisioni": Pronuncia.objects.visibile_a(user).count(),
        "orientamenti_url": reverse("pratiche_orientamenti"),
        "n_orientamenti": Orientamento.objects.visibile_a(user).count(),
        "descrizione": "Leggi, decreti, linee guida: che cosa dicono in breve, se sono in vigore, "
        "chi li applica in questo sito e dov’è il testo ufficiale.",
        "briciole": crumbs(),
        **filtri.context(here),
    }


def _states() -> dict[int, StatoNorma]:
    """The state of each act today: one query."""
    found: dict[int, StatoNorma] = {}
    for row in StatoNorma.objects.on(timezone.localdate()).filter(articolo=None):
        found.setdefault(row.norma_id, row)
    return found


def _row(norma: Norma, kinds: Mapping[GenereContenuto, int], state: StatoNorma | None) -> RigaNorma:
    dati = norma.dati
    shown = state and StatoMostrato(state.stato, state.dal)
    words = capital(norma.estremi)
    return RigaNorma(
        norma=norma,
        url=norma.get_absolute_url(),
        estremi="" if words.lower() == norma.titolo_breve.lower() else words,
        genere=dati.get_genere_display(),
        luogo=place_of(dati),
        n=sum(kinds.values()),
        n_guida=sum(n for kind, n in kinds.items() if kind.guida),
        conteggio=in_words(kinds),
        stato=state.stato if state else "",
        distintivo=state_badge(shown, dati.genere) if shown else None,
        temi={tema.codice: tema.etichetta for tema in norma.temi.all()},
    )


def _outside(counted: CitatiPerScheda) -> list[AttoFuori]:
    spelled = {key: counted.citati.fullest(key) for key in counted.fuori}
    answers = resolve(spelled.values())
    acts = []
    for key, identifier in spelled.items():
        answer = answers[str(identifier)]
        kinds = counted.fuori[key]
        acts.append(
            AttoFuori(
                titolo=capital(answer.titolo),
                esteso="" if answer.esteso.lower() == answer.titolo.lower() else answer.esteso,
                url=indirizzo_chi_cita(identifier),
                ufficiale=answer.ufficiale,
                n=sum(kinds.values()),
                conteggio=in_words(kinds),
            )
        )
    return sorted(acts, key=lambda act: (-act.n, act.titolo.lower()))
