"""The page of results: everything that a reader chose is in its address."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from piattaforma.nucleo.routing import Sopra
from piattaforma.nucleo.siti import token_of

from ..diario.log import is_counted, log_search
from ..risposte.domanda import Domanda
from ..risposte.risposta import Faccia, Risposta, Voce
from .finestra import window
from .limite import RICERCHE, at_most

#: Seconds after which asking again makes sense while there is no index.
RETRY_AFTER = 60
#: Facets shown open, and values of one shown before "Altri N".
APERTE, PRIME = 3, 6
#: Kinds that an empty question names.
GENERI = 8


@dataclass(frozen=True, slots=True)
class Gruppo:
    """A facet as the page shows it."""

    nome: str
    etichetta: str
    aperto: bool
    scelte: int
    prime: tuple[Voce, ...]
    altre: tuple[Voce, ...]

    @property
    def altre_scelte(self) -> bool:
        return any(voce.scelta for voce in self.altre)


@require_safe
@at_most(RICERCHE, "ricerca")
def risultati(request: HttpRequest) -> HttpResponse:
    """200 with what is found, or with ways on; 503 while there is no index. Past the last page, the last."""
    domanda = Domanda.from_query(request.GET)
    risposta = domanda.ask(request.user, token=token_of(request))
    context = {
        "domanda": domanda,
        "risposta": risposta,
        "briciole": [Sopra(0, "Home", "/"), Sopra(0, "Ricerca", "")],
        **_ways(domanda, risposta),
    }
    if not risposta.cercato:
        context |= {"generi": _kinds(risposta)}
    elif not risposta.indisponibile:
        context |= _filters(domanda, risposta)
        context |= {"pagine": _pages(domanda, risposta)}
        context |= _ways_on(domanda, risposta)
    response = render(request, "search/risultati.html", context)
    if risposta.indisponibile:
        response.status_code = 503
        response.headers["Retry-After"] = str(RETRY_AFTER)
    elif is_counted(request):
        log_search(domanda.testo, totale=risposta.totale)
    return response


def _ways(domanda: Domanda, risposta: Risposta) -> dict[str, Any]:
    """The addresses of the same search, changed."""
    asked = domanda.testo and not risposta.indisponibile
    return {
        "ovunque_url": domanda.but(dentro="").url(),
        "vicine": [
            {
                "parola": one.parola,
                "n": one.n,
                "url": domanda.but(testo=one.testo, esatta=False).url(),
            }
            for one in risposta.vicine
        ],
        "invece_url": domanda.but(esatta=True).url(),
        "senza_filtri_url": domanda.but(scelte={}).url(),
        "atom_url": domanda.url("search_atom") if asked else "",
        "coppie_senza_ordine": [pair for pair in domanda.pairs() if pair[0] != "ordine"],
        "coppie_senza_scelte": domanda.but(scelte={}).pairs(),
    }


def _filters(domanda: Domanda, risposta: Risposta) -> dict[str, Any]:
    return {
        "gruppi": [_group(n, faccia) for n, faccia in enumerate(risposta.facce)],
        "chips": [
            {"etichetta": one.etichetta, "url": domanda.without(one.faccia, one.codice).url()}
            for one in risposta.scelte
        ],
    }


def _group(n: int, faccia: Faccia) -> Gruppo:
    # One value alone is shown rather than announced.
    cut = PRIME if len(faccia.voci) > PRIME + 1 else len(faccia.voci)
    return Gruppo(
        nome=faccia.nome,
        etichetta=faccia.etichetta,
        aperto=n < APERTE or faccia.scelte > 0,
        scelte=faccia.scelte,
        prime=faccia.voci[:cut],
        altre=faccia.voci[cut:],
    )


def _pages(domanda: Domanda, risposta: Risposta) -> list[dict[str, Any]]:
    here, last = risposta.pagina, risposta.pagine
    entries: list[dict[str, Any]] = []
    for number in window(here, last):
        if number is None:
            entries.append({"salto": True})
        else:
            url = domanda.url(pagina=number)
            entries.append({"numero": number, "url": url, "qui": number == here})
    if here > 1:
        url = domanda.url(pagina=here - 1)
        entries.insert(0, {"etichetta": "Indietro", "url": url, "rel": "prev"})
    if here < last:
        entries.append({"etichetta": "Avanti", "url": domanda.url(pagina=here + 1), "rel": "next"})
    return entries


def _ways_on(domanda: Domanda, risposta: Risposta) -> dict[str, Any]:
    """Where nothing is found: what opens results."""
    if risposta.vuota is None:
        return {}
    exits = []
    for opening in risposta.vuota.aperture:
        if opening.faccia == "dentro":
            label, wider = "Cerca in tutto il sito", domanda.but(dentro="")
        else:
            label = "Togli " + ", ".join(f"«{one}»" for one in opening.etichette)
            left = {k: v for k, v in domanda.scelte.items() if k != opening.faccia}
            wider = domanda.but(scelte=left)
        exits.append({"etichetta": label, "url": wider.url(), "n": opening.n})
    return {"uscite": exits}


def _kinds(risposta: Risposta) -> list[dict[str, Any]]:
    """What one may find, by kind."""
    here = reverse("search_risultati")
    return [
        {"etichetta": voce.etichetta, "n": voce.n, "url": f"{here}?tipo={voce.codice}"}
        for faccia in risposta.facce
        if faccia.nome == "tipo"
        for voce in faccia.voci[:GENERI]
    ]
