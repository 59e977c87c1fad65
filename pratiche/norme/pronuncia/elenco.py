"""What the list of decisions reads."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse

from ..filtri import Filtri, Filtro
from ..models import Orientamento, Pronuncia
from ..presentation import Distintivo, outcome_badge
from ..vocabolari import Esito
from .presentation import law_crumbs

PER_PAGINA = 30


@dataclass(frozen=True, slots=True)
class RigaDecisione:
    decisione: Pronuncia
    titolo: str
    url: str
    esito: Distintivo | None
    temi: dict[str, str]


def _year(row: RigaDecisione) -> dict[str, str]:
    year = row.decisione.id_legge.anno
    return {year: year} if year else {}


def _outcome(row: RigaDecisione) -> dict[str, str]:
    outcome = row.decisione.esito
    return {outcome: Esito(outcome).label} if outcome else {}


FILTRI: tuple[Filtro[RigaDecisione], ...] = (
    Filtro("organo", "Chi decide", lambda row: {row.decisione.organo: row.decisione.organo}),
    Filtro("esito", "Esito", _outcome),
    Filtro("tema", "Tema", lambda row: row.temi),
    Filtro("anno", "Anno", _year, ordine=lambda code: -int(code)),
)


def giurisprudenza_context(request: HttpRequest) -> dict[str, Any]:
    """The newest first."""
    here = reverse("pratiche_giurisprudenza")
    found = Pronuncia.objects.visibile_a(request.user).prefetch_related("temi")
    rows = [
        RigaDecisione(
            one,
            one.titolo,
            one.get_absolute_url(),
            outcome_badge(one.esito),
            {tema.codice: tema.etichetta for tema in one.temi.all()},
        )
        for one in found
    ]
    filtri = Filtri(request.GET, rows, FILTRI)
    shown = filtri.shown()
    page: Any = Paginator(shown, PER_PAGINA).get_page(request.GET.get("pagina"))
    return {
        "righe": page.object_list,
        "pagine": page,
        "n": len(shown),
        "n_guida": sum(row.decisione.guida for row in shown),
        "n_orientamenti": Orientamento.objects.visibile_a(request.user).count(),
        "orientamenti_url": reverse("pratiche_orientamenti"),
        "norme_url": reverse("pratiche_norme"),
        "descrizione": "Sentenze, ordinanze e pareri sull’amministrazione condivisa, in una riga "
        "ciascuno: esito, articoli, che cosa cambia per chi scrive un avviso.",
        "briciole": law_crumbs(),
        **filtri.context(here),
    }
