"""The Atom feed of a search: what is found, the newest first."""

import datetime as dt

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.http import conditional_page, require_safe

from piattaforma.nucleo.feeds import NEVER, Atom
from piattaforma.nucleo.frame import frame_of
from piattaforma.nucleo.models import ImpostazioniSito
from piattaforma.nucleo.siti import token_of
from piattaforma.nucleo.structured_data import absolute

from ..contract import DATA, PERTINENZA
from ..highlight import in_one_line
from ..risposte.domanda import Domanda
from ..risposte.risposta import Risposta, Trovato
from .limite import RICERCHE, at_most
from .risultati import RETRY_AFTER

#: Results that a feed carries: whoever reads it once a week misses nothing.
ENTRIES = 30


class RicercaFeed(Feed):  # type: ignore[type-arg]
    """One answer as a feed; made for one request."""

    feed_type = Atom
    language = "it"
    subtitle = "Le pagine che rispondono a questa ricerca, dalla più recente."

    def __init__(self, sito: ImpostazioniSito, domanda: Domanda, risposta: Risposta) -> None:
        self.title = f"{sito.nome}: ricerca «{domanda.testo}»"
        self.author_name = sito.ente_nome
        page = domanda.but(ordine=PERTINENZA)
        self.link = settings.BASE_URL + page.url()
        self.feed_url = self.feed_guid = settings.BASE_URL + page.url("search_atom")
        self.items = risposta.trovati

    def item_title(self, item: Trovato) -> str:  # type: ignore[override]
        return item.nome

    def item_description(self, item: Trovato) -> str:  # type: ignore[override]
        # Django declares the summary as HTML: what was found is text.
        return escape("".join(piece.testo for piece in in_one_line(item.brano.pezzi)))

    def item_categories(self, item: Trovato) -> list[str]:
        return list(item.occhiello[:1])

    def item_link(self, item: Trovato) -> str:
        return absolute(item.url)

    def item_guid(self, item: Trovato) -> str:
        return f"tag:{settings.BASE_HOST},2026:contenuto/{item.uid}"

    def item_pubdate(self, item: Trovato) -> dt.datetime:
        if item.giorno is None:
            return NEVER
        return timezone.make_aware(dt.datetime.combine(item.giorno, dt.time(12)))

    item_updateddate = item_pubdate


@require_safe
@at_most(RICERCHE, "ricerca")
@conditional_page
def atom(request: HttpRequest) -> HttpResponse:
    """As the address of the results says, but for order and page; 400 without words, 503 without an index."""
    domanda = Domanda.from_query(request.GET).but(ordine=DATA)
    if not domanda.testo:
        raise BadRequest("Un feed segue delle parole.")
    risposta = domanda.ask(request.user, token=token_of(request), per_page=ENTRIES)
    if risposta.indisponibile:
        return HttpResponse(status=503, headers={"Retry-After": str(RETRY_AFTER)})
    response = RicercaFeed(frame_of(request).sito, domanda, risposta)(request)
    # The day of the newest says nothing of an older one that was withdrawn: the ETag alone does.
    del response.headers["Last-Modified"]
    return response
