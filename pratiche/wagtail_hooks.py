"""Hangs the register in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from .norme.admin import cerca, dati, lacune, testi, unione, verifica, versione
from .norme.admin.gruppo import GruppoNorme

register_snippet(GruppoNorme)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    parts = (cerca, dati, lacune, testi, unione, verifica, versione)
    return [path("registro/", include([one for part in parts for one in part.urlpatterns]))]


@hooks.register("construct_homepage_panels")
def gaps_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(lacune.NormeDaSistemare())


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """What the history of a record says of changes that are no revisions."""

    @actions.register_action(dati.AZIONE)
    class DatiUfficiali(LogFormatter):  # type: ignore[misc]
        label = "Dati ufficiali"

        def format_message(self, log_entry: Any) -> str:
            return f"Modificati i dati ufficiali: {', '.join(log_entry.data.get('parti', []))}"

    @actions.register_action("pratiche.unione")
    class Unione(LogFormatter):  # type: ignore[misc]
        label = "Unione"

        def format_message(self, log_entry: Any) -> str:
            return f"Unita la scheda «{log_entry.data.get('unita', '')}»"

    actions.register_action(verifica.AZIONE, "Verifica", "Verificata sul testo")
