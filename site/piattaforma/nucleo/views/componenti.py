"""Every block with its preview value, on one page: development and tests only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from piattaforma.lingua import abridged, compare

from ..blocks import BLOCCHI_PAGINA, BLOCCHI_RIFERIMENTI, BLOCCHI_SCHEDA
from ..routing import Sopra

PRIMA = """L’avviso resta sul sito per 15 giorni.
La commissione valuta le proposte.
Il verbale è pubblico.
Gli enti firmano la convenzione.
Questo capoverso se ne va.
Questo si sposta in fondo.
Fine."""
DOPO = """L’avviso resta sul sito per almeno 30 giorni.
La commissione valuta le proposte.
Il verbale è pubblico.
Gli enti firmano la convenzione.
Un capoverso del tutto nuovo.
Fine.
Questo si sposta in fondo."""


@require_safe
def componenti(request: HttpRequest) -> HttpResponse:
    if not settings.MOSTRA_COMPONENTI:
        raise Http404
    blocks = dict([*BLOCCHI_PAGINA, *BLOCCHI_SCHEDA, *BLOCCHI_RIFERIMENTI])
    shown = []
    for name, block in blocks.items():
        block.set_name(name)
        value = block.get_preview_value()
        shown.append(
            {
                "nome": name,
                "etichetta": str(block.label),
                "aiuto": block.get_description(),
                "html": block.render(value, {"request": request}),
            }
        )
    context = {
        "blocchi": shown,
        "brani": abridged(compare(PRIMA, DOPO)),
        "briciole": [Sopra(0, "Home", "/"), Sopra(0, "Componenti", "")],
    }
    return render(request, "nucleo/componenti.html", context)
