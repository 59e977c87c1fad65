"""«Norme da sistemare»: what the register lacks, on the editors' first page and in full."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from wagtail.admin.ui.components import Component

from ..lacune import AttoSenzaScheda, register_gaps
from ..models import Articolo, Norma
from .base import edit_url, list_url, render_page, require
from .via import way_to_record

#: How many of each list the first page of the admin shows.
IN_BREVE = 5


def lacune(request: HttpRequest) -> HttpResponse:
    require(request.user, "change_norma")
    return render_page(
        request,
        "lacune.html",
        titolo="Norme da sistemare",
        sopra=[(list_url(Norma), "Norme")],
        icona="warning",
        **_context(request, None),
    )


class NormeDaSistemare(Component):  # type: ignore[misc]
    """On the editors' first page: the first of each list, and the way to all."""

    order = 125

    def render_html(self, parent_context: Any = None) -> str:
        request: HttpRequest = parent_context["request"]
        if not request.user.has_perm("pratiche.change_norma"):
            return ""
        context = _context(request, IN_BREVE)
        if not context["lacune"]:
            return ""
        return render_to_string("pratiche/admin/lacune_in_breve.html", context, request=request)


def _context(request: HttpRequest, shown: int | None) -> dict[str, Any]:
    gaps = register_gaps(request.user)
    add_article = reverse(Articolo.snippet_viewset.get_url_name("add"))  # type: ignore[attr-defined]
    return {
        "lacune": gaps,
        "atti": [(one, *_way(request, one)) for one in gaps.atti[:shown]],
        "articoli": [
            (one, f"{add_article}?norma={one.norma.pk}&numero={one.numero}", edit_url(one.norma))
            for one in gaps.articoli[:shown]
        ],
        "mai_verificate": [(norma, edit_url(norma)) for norma in gaps.mai_verificate[:shown]],
    }


def _way(request: HttpRequest, act: AttoSenzaScheda) -> tuple[str, str]:
    """What the link says, and where it goes; nothing for who may not."""
    way = way_to_record(request.user, act.identificatore, act.bozza)
    return "Apri la bozza" if way.is_bozza else "Crea", way.url


urlpatterns = [path("da-sistemare/", lacune, name="pratiche_admin_lacune")]
