"""The page of updates, by section, kind, topic and period, and the page of one of them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from ..comparison import compare_zones, total
from ..contents import contents_by_type, visible_rows
from ..models import Aggiornamento
from ..routing import Sopra
from ..update_filters import FiltroAggiornamenti
from ..updates import as_rows, history_beside, visible_updates

PER_PAGE = 20


class _Counted(Paginator[Any]):
    """Pages of a list whose length the counts of the filters have told already."""

    def __init__(self, rows: Any, count: int) -> None:
        super().__init__(rows, PER_PAGE)
        self._known = count

    @cached_property
    def count(self) -> int:
        return self._known


@require_safe
def aggiornamenti(request: HttpRequest) -> HttpResponse:
    """200 with the rows; 400 where the address asks for a filter that does not exist."""
    filtro = FiltroAggiornamenti.from_request(request)
    visible = visible_updates(request.user)
    counts = filtro.counts(visible)
    paginator = _Counted(filtro.apply(visible), counts.totale)
    page = paginator.get_page(request.GET.get("pagina"))
    here = reverse("nucleo_aggiornamenti")
    active = [
        {
            "etichetta": label,
            "url": here + filtro.query(without=name),
            "n": counts.senza.get(name, 0),
        }
        for name, label in filtro.active()
    ]
    context = {
        "righe": as_rows(page.object_list),
        "pagine": page,
        "conteggio": paginator.count,
        "filtri": filtro.groups(counts),
        "filtri_attivi": active,
        "uscite": [row for row in active if row["n"]] if not counts.totale else [],
        "togli_tutti": here,
        "query": filtro.query(),
        "atom_url": reverse("nucleo_atom") + filtro.query(),
        "non_valido": not filtro.is_valid,
        "in_parole": filtro.in_words(),
        "adesso": timezone.now(),
        "briciole": [Sopra(0, "Home", "/"), Sopra(0, "Aggiornamenti", "")],
    }
    status = 200 if filtro.is_valid else 400
    return render(request, "nucleo/aggiornamenti.html", context, status=status)


@require_safe
def confronto(request: HttpRequest, pk: int) -> HttpResponse:
    """The two texts of one update, for whoever may read the content today and could read both then."""
    update = visible_rows(Aggiornamento.objects.filter(pk=pk), request.user).first()
    if update is None:
        raise Http404
    content = contents_by_type()[update.content_type_id]
    source = content.base._default_manager.get(pk=update.object_id)
    readers = content.lettori(source)
    if not update.shows_differences_to(readers):
        raise Http404
    zones = compare_zones(content.parti(update.testo_prima), content.parti(update.testo_dopo))
    (row,) = as_rows([update])
    context = {
        "riga": row,
        "zone": [zona for zona in zones if zona.sintesi],
        "uguali": [zona.titolo for zona in zones if not zona.sintesi],
        "sintesi": total(zones),
        **_around(update, history_beside(update, lettori=readers)),
        "briciole": [
            Sopra(0, "Home", "/"),
            Sopra(0, "Aggiornamenti", reverse("nucleo_aggiornamenti")),
            Sopra(0, "Differenze", ""),
        ],
    }
    return render(request, "nucleo/confronto.html", context)


def _around(update: Aggiornamento, history: list[Aggiornamento]) -> dict[str, Any]:
    """What came before this row and what came after; the rows are newest first."""
    place = next(place for place, row in enumerate(history) if row.pk == update.pk)
    before, after = history[place + 1 :], history[:place]
    return {
        "prima": before[0] if before else None,
        "precedente": next((row for row in before if row.confronto), None),
        "successiva": next((row for row in reversed(after) if row.confronto), None),
        "dopo": len([row for row in after if row.confrontabile]),
    }
