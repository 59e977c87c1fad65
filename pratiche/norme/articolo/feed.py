"""The Atom feed of an article: what is published or changes among the contents that apply it."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone

from piattaforma.nucleo.contents import contents_by_type
from piattaforma.nucleo.feeds import ENTRIES, AggiornamentiFeed
from piattaforma.nucleo.frame import frame_of
from piattaforma.nucleo.updates import RigaAggiornamento, as_rows, visible_updates

from .pagina import article_page
from .presentation import address_of, applied


class ChiApplicaFeed(AggiornamentiFeed):
    """The updates of who cites an article, newest first; visibility is asked of each content again."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        article = article_page(kwargs["slug"], kwargs["numero"], timezone.localdate(), request.user)
        if article is None:
            raise Http404
        sito = frame_of(request).sito
        return {
            "sito": sito.nome,
            "ente": sito.ente_nome,
            "user": request.user,
            "articolo": article,
        }

    def title(self, obj: dict[str, Any]) -> str:
        article = obj["articolo"]
        return f"{obj['sito']}: chi applica {article.etichetta}, {article.norma}"

    def subtitle(self, obj: dict[str, Any]) -> str:
        return "Le pagine che citano questo articolo, quando escono e quando cambiano."

    def link(self, obj: dict[str, Any]) -> str:
        return settings.BASE_URL + address_of(obj["articolo"])

    def feed_url(self, obj: dict[str, Any]) -> str:
        return settings.BASE_URL + address_of(obj["articolo"], "pratiche_atom")

    def items(self, obj: dict[str, Any]) -> list[RigaAggiornamento]:
        where = applied(obj["articolo"])
        citing = Q(pk__in=[])
        for content_type in contents_by_type():
            rows = where.bersaglio.rows.filter(content_type_id=content_type)
            citing |= Q(
                content_type_id=content_type, object_id__in=rows.order_by().values("object_id")
            )
        updates = visible_updates(obj["user"]).filter(citing)
        for content_type, key in where.tranne:
            updates = updates.exclude(content_type_id=content_type, object_id=key)
        return as_rows(updates[:ENTRIES])
