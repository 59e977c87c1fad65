"""The contents that are page types of the kernel."""

import datetime as dt
from typing import Any

from .blocks import render_stream
from .contents import ContenutoPagina, Zona, register_content
from .html import Outline
from .models import HomePage, IndicePage, NotiziaPage, PaginaPage


@register_content
class ContenutoHome(ContenutoPagina):
    modello = HomePage
    genere = "Pagina iniziale"
    plurale = "pagine iniziali"
    schema = "WebPage"
    si_aggiorna = False
    si_cerca = False

    def zone(self, oggetto: Any) -> list[Zona]:
        return []


class ContenutoConCorpo(ContenutoPagina):
    """One zone: the body."""

    def zone(self, oggetto: Any) -> list[Zona]:
        return [Zona("corpo", "Testo", render_stream(oggetto.corpo, outline=Outline(base=2)))]

    def titoli(self, oggetto: Any) -> dict[str, str]:
        return {"corpo": "Testo"}


@register_content
class ContenutoIndice(ContenutoConCorpo):
    modello = IndicePage
    genere = "Indice"
    plurale = "indici"
    schema = "CollectionPage"
    si_aggiorna = False

    def peso(self, oggetto: Any) -> float:
        return 0.7


@register_content
class ContenutoTesto(ContenutoConCorpo):
    modello = PaginaPage
    genere = "Pagina"
    plurale = "pagine"
    sezione = "Pagine"
    schema = "WebPage"


@register_content
class ContenutoNotizia(ContenutoConCorpo):
    modello = NotiziaPage
    genere = "Notizia"
    plurale = "notizie"
    sezione = "Notizie"
    schema = "NewsArticle"
    detto = "Pubblicata il"

    def data(self, oggetto: Any) -> dt.date | None:
        return oggetto.data  # type: ignore[no-any-return]

    def peso(self, oggetto: Any) -> float:
        return 0.9
