"""What the templates of the Sussidiario, of an edition and of a part read."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from piattaforma.nucleo.models import Aggiornamento, Termine
from piattaforma.nucleo.models.nota import TipoModifica
from piattaforma.riferimenti.risolutore import indirizzo_indice, indirizzo_ricerca

from ..filters import FiltroSchede
from ..models import EdizionePage, PartePage, SchedaPage, SussidiarioPage
from ..querysets import (
    ParteElenco,
    among,
    by_part,
    edition_today,
    editions_for,
    parts_of,
    schede_of,
    terms_of,
)
from ..situazione.querysets import situations_of
from .confronto import comparison_url
from .stato import Anno, state_of

#: A scheda counts as just updated for this long after its answer changed.
DI_RECENTE = dt.timedelta(days=60)

#: scheda → (kind, when) of its updates, newest first
Updates = dict[int, list[tuple[str, dt.datetime]]]


def edizione_context(page: EdizionePage, request: HttpRequest) -> dict[str, Any]:
    parts = list(parts_of(page, request.user))
    schede = list(schede_of(page, request.user))
    terms = terms_of(schede)
    filtro = FiltroSchede(request.GET, terms)
    shown = [scheda for scheda in schede if filtro.keeps(terms[scheda.pk])]
    updates = _updates_of(schede)
    today = edition_today()
    every = [_part_row(group, terms, updates) for group in by_part(parts, schede)]
    filtered = [_part_row(g, terms, updates) for g in by_part(parts, shown) if g.schede]
    editions = list(editions_for(request.user))
    return {
        "parti": filtered if filtro.valori else every,
        "indice_parti": every,
        "n_schede": len(shown),
        "n_totale": len(schede),
        "stato": state_of(Anno(page.pk, page.anno), today),
        "edizioni": [
            _edition_row(edition, today) | {"questa": edition.pk == page.pk} for edition in editions
        ],
        "confronto": _comparison_with(page, editions),
        "confronto_oggi": _comparison_with_today(page, editions, today),
        "filtri": filtro.groups(),
        "filtri_attivi": filtro.active(page.url or ""),
        "togli_tutti": page.url,
        "ultimo_aggiornamento": max((rows[0][1] for rows in updates.values()), default=None),
    }


def parte_context(page: PartePage, request: HttpRequest) -> dict[str, Any]:
    edition = EdizionePage.objects.ancestor_of(page).get()
    schede = list(schede_of(page, request.user))
    terms = terms_of(schede)
    updates = _updates_of(schede)
    today = edition_today()
    return {
        "parte": _part_row(ParteElenco(page, schede), terms, updates),
        "edizione": _edition_row(edition, today),
        "parti": [
            {
                "numero": part.numero,
                "titolo": part.title,
                "url": part.url,
                "questa": part.pk == page.pk,
            }
            for part in parts_of(edition, request.user)
        ],
    }


def sussidiario_context(page: SussidiarioPage, request: HttpRequest) -> dict[str, Any]:
    today = edition_today()
    editions = list(
        EdizionePage.objects.visibile_a(request.user).child_of(page).order_by("-anno", "-path")
    )
    current = among(editions, today)
    return {
        "edizioni": [_edition_row(e, today) | {"sommario": e.sommario} for e in editions],
        "corrente": current and _edition_row(current, today),
        "parti": list(parts_of(current, request.user)) if current else [],
        "situazioni": situations_of(current, request.user),
        "norme_url": indirizzo_indice(),
        "ricerca_url": indirizzo_ricerca(),
        "confronto": _comparison_with(current, editions) if current else None,
    }


def _comparison_with_today(
    page: EdizionePage, editions: list[EdizionePage], today: Anno | None
) -> str:
    """For an edition of the past: what has changed since."""
    current = among(editions, today)
    if current is None or current.anno <= page.anno:
        return ""
    return comparison_url(da=page.slug, a=current.slug)


def _comparison_with(page: EdizionePage, editions: list[EdizionePage]) -> dict[str, str] | None:
    """The comparison with the edition before this one."""
    before = next((e for e in editions if e.anno < page.anno), None)
    if before is None:
        return None
    return {"titolo": before.title, "url": comparison_url(da=before.slug, a=page.slug)}


def _updates_of(schede: list[SchedaPage]) -> Updates:
    """Scheda → (kind, when) of its updates, newest first, in one query."""
    if not schede:
        return {}
    rows = Aggiornamento.objects.of_type(SchedaPage).filter(object_id__in=[s.pk for s in schede])
    updates: Updates = {}
    for key, tipo, when in rows.values_list("object_id", "tipo", "quando"):
        updates.setdefault(key, []).append((tipo, when))
    return updates


def _part_row(
    group: ParteElenco, terms: dict[int, list[Termine]], updates: Updates
) -> dict[str, Any]:
    since = timezone.now() - DI_RECENTE
    return {
        "numero": group.pagina.numero,
        "titolo": group.pagina.title,
        "url": group.pagina.url,
        "sommario": group.pagina.sommario,
        "n": len(group.schede),
        "schede": [
            {
                "codice": scheda.codice,
                "domanda": scheda.title,
                "url": scheda.url,
                "cambiata": next((when for _, when in updates.get(scheda.pk, [])), None),
                "fase": ", ".join(
                    t.etichetta
                    for t in terms[scheda.pk]
                    if t.vocabolario == Termine.Vocabolario.FASI
                ),
                "aggiornata": any(
                    tipo == TipoModifica.SOSTANZIALE and when > since
                    for tipo, when in updates.get(scheda.pk, [])
                ),
            }
            for scheda in group.schede
        ],
    }


def _edition_row(edition: EdizionePage, today: Anno | None) -> dict[str, Any]:
    return {
        "titolo": edition.title,
        "url": edition.url,
        "stato": state_of(Anno(edition.pk, edition.anno), today),
    }
