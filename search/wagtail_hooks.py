"""Hangs what editors do with search in the admin."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .redazione.gruppo import GruppoRicerca
from .redazione.parole import ParoleView
from .redazione.spiega import spiega

register_snippet(GruppoRicerca)


@hooks.register("register_admin_urls")
def search_urls() -> list[URLPattern]:
    return [
        path("ricerca/parole/", ParoleView.as_view(), name="search_admin_parole"),
        path(
            "ricerca/parole/risultati/",
            ParoleView.as_view(results_only=True),
            name="search_admin_parole_results",
        ),
        path("ricerca/perche/", spiega, name="search_admin_spiega"),
    ]
