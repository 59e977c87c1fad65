"""The Atom feed of updates, whole or filtered as the page of updates is."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, format_html

from .frame import frame_of
from .structured_data import absolute
from .update_filters import FiltroAggiornamenti
from .updates import RigaAggiornamento, as_rows, visible_updates

#: A reader that asks once a week misses nothing.
ENTRIES = 50

#: When a feed without entries was updated, or an entry without a day: always the same, so that it is
#: the same feed.
NEVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


class Atom(Atom1Feed):
    """A feed without entries says always the same."""

    def latest_post_date(self) -> dt.datetime:
        return super().latest_post_date() if self.items else NEVER


class AggiornamentiFeed(Feed):  # type: ignore[type-arg]
    """What changed, newest first; visibility is asked of each content again."""

    feed_type = Atom
    language = "it"

    # Django keeps one object for all requests: what a request asks for travels in `obj`.

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        filtro = FiltroAggiornamenti.from_request(request)
        if not filtro.is_valid:
            raise BadRequest("Filtro sconosciuto.")
        sito = frame_of(request).sito
        return {"sito": sito.nome, "ente": sito.ente_nome, "user": request.user, "filtro": filtro}

    def title(self, obj: dict[str, Any]) -> str:
        words = obj["filtro"].in_words()
        return f"{obj['sito']}: che cosa è cambiato" + (f" ({words})" if words else "")

    def subtitle(self, obj: dict[str, Any]) -> str:
        return "Schede, pagine e notizie nuove, aggiornate, corrette o verificate."

    def link(self, obj: dict[str, Any]) -> str:
        return settings.BASE_URL + reverse("nucleo_aggiornamenti") + obj["filtro"].query()

    def feed_url(self, obj: dict[str, Any]) -> str:
        return settings.BASE_URL + reverse("nucleo_atom") + obj["filtro"].query()

    def feed_guid(self, obj: dict[str, Any]) -> str:
        return self.feed_url(obj)

    def author_name(self, obj: dict[str, Any]) -> str:
        return str(obj["ente"])

    def items(self, obj: dict[str, Any]) -> list[RigaAggiornamento]:
        return as_rows(obj["filtro"].apply(visible_updates(obj["user"]))[:ENTRIES])

    def item_title(self, item: RigaAggiornamento) -> str:  # type: ignore[override]
        return f"{item.genere}: {item.titolo}"

    def item_description(self, item: RigaAggiornamento) -> str:  # type: ignore[override]
        # Django declares the summary as HTML: what an editor typed is text.
        text = escape(f"{item.tipo_testo}. {item.testo}".strip())
        if item.confronto:
            text += format_html(' <a href="{}">Vedi le differenze</a>', absolute(item.confronto))
        return text

    def item_categories(self, item: RigaAggiornamento) -> list[str]:
        return [item.genere, item.tipo_testo, *item.temi]

    def item_link(self, item: RigaAggiornamento) -> str:
        return absolute(item.url)

    def item_guid(self, item: RigaAggiornamento) -> str:
        # The address of a content may change, and one content has many updates.
        day = item.quando.date().isoformat()
        return f"tag:{settings.BASE_HOST},{day}:aggiornamento/{item.pk}"

    def item_pubdate(self, item: RigaAggiornamento) -> dt.datetime:
        return item.quando

    item_updateddate = item_pubdate
