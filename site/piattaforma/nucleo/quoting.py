"""How a page is quoted: whose it is, what, where in the site, at which lasting address, as of when."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from .contents import content_of
from .models import BasePage, ImpostazioniSito
from .templatetags.tipografia import data_it


@dataclass(frozen=True)
class Estremi:
    """The words with which to quote a page, and its address alone."""

    testo: str
    indirizzo: str


def quotation_of(
    page: BasePage,
    *,
    sito: ImpostazioniSito,
    luogo: str = "",
    aggiornata: dt.date | dt.datetime | None = None,
) -> Estremi:
    """`luogo` says where in the site: "Edizione 2026, scheda 3.1"; `aggiornata`, its last change."""
    content = content_of(page)
    path = content.indirizzo_citato(page) if content else page.url or "/"
    address = f"{settings.BASE_URL}{path}" if path.startswith("/") else path
    where = ", ".join(piece for piece in (sito.nome, luogo) if piece)
    updated = f", aggiornata il {data_it(aggiornata)}" if aggiornata else ""
    today = data_it(timezone.localdate())
    return Estremi(
        f"{sito.ente_nome}, «{page.title}», {where}{updated}, {address} (consultata il {today}).",
        address,
    )
