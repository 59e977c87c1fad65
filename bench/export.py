"""Our contents as plain data, for the twin to load: what readers see, with no trace of how."""

import re
from collections.abc import Iterator
from typing import Any

from piattaforma.citazioni import format_id
from piattaforma.nucleo.annotators import annotate, show
from piattaforma.nucleo.blocks.rendering import Rendering
from piattaforma.nucleo.contents import Zona, content_of
from piattaforma.nucleo.html import Outline, render_markdown
from piattaforma.nucleo.models import ImpostazioniSito, MenuSito, Termine
from piattaforma.nucleo.models.aggiornamento import last_check
from piattaforma.nucleo.page_types import page_models
from piattaforma.nucleo.updates import PAROLE, history_of
from piattaforma.riferimenti.models import Citazione
from piattaforma.riferimenti.risolutore import resolve
from sussidiario.models import EdizioneCorrente, SchedaPage
from sussidiario.models.scheda import ZONE

_COPIED = ("sommario", "promessa", "anno", "numero", "codice", "in_breve", "fonte")
_HEADING = re.compile(r"<h3[^>]*>(.*?)</h3>", re.S)
_TAG = re.compile(r"<[^>]+>")


def export_content() -> dict[str, Any]:
    """Settings, vocabularies, pages in the order of the tree, and the addresses to measure."""
    return {
        "sito": _settings(),
        "menu": _menu(),
        "termini": list(
            Termine.objects.values(
                "pk", "vocabolario", "codice", "etichetta", "definizione", "ordine"
            )
        ),
        "pagine": [_page(page) for page in _pages()],
        "misurate": measured_paths(),
    }


def measured_paths() -> dict[str, list[str]]:
    """The addresses to measure, by kind of page; the schede in the order of the book."""
    edition = EdizioneCorrente.objects.get().edizione
    schede = SchedaPage.objects.live().descendant_of(edition).order_by("path")
    return {
        "scheda": [scheda.url for scheda in schede],
        "listing": [edition.url],
        "home": ["/"],
    }


def _pages() -> list[Any]:
    pages = [page for model in page_models() for page in model.objects.live()]
    return sorted(pages, key=lambda page: page.path)


def _page(page: Any) -> dict[str, Any]:
    data = {
        "pk": page.pk,
        "genitore": page.get_parent().pk,
        "modello": type(page).__name__,
        "title": page.title,
        "slug": page.slug,
        "first_published_at": page.first_published_at,
        "last_published_at": page.last_published_at,
        "campi": {name: getattr(page, name) for name in _COPIED if hasattr(page, name)},
        "modifiche": [
            {
                "quando": update.quando,
                "tipo": update.get_tipo_display(),
                "parola": PAROLE[update.tipo],
                "testo": update.testo,
            }
            for update in reversed(history_of(page))
        ],
    }
    if hasattr(page, "data"):
        data["campi"]["data"] = page.data
    if "corpo" in page.zone_html:
        data["campi"]["corpo"] = str(page.zone_html["corpo"])
    if type(page).__name__ == "EdizionePage":
        data["campi"]["corrente"] = EdizioneCorrente.objects.filter(edizione=page).exists()
    return data | (_scheda(page) if isinstance(page, SchedaPage) else {})


def _scheda(page: SchedaPage) -> dict[str, Any]:
    return {
        "verificata_il": last_check(history_of(page)),
        "livello": page.get_livello_display(),
        "ufficio": {"nome": page.ufficio.nome, "email": page.ufficio.email}
        if page.ufficio
        else None,
        "termini": [termine.pk for termine in page.termini.all()],
        "zone": {field: list(_blocks(page, getattr(page, field))) for field in ZONE},
        "riferimenti": [_reference(row) for row in Citazione.objects.of(page).strutturate()],
    }


def _reference(row: Citazione) -> dict[str, Any]:
    identifier = row.id_legge
    answer = resolve([identifier])[str(identifier)]
    act = resolve([identifier.atto])[str(identifier.atto)]
    return {
        "zona": row.zona,
        "etichetta": row.etichetta or format_id(identifier),
        "titolo": "" if _said(answer.titolo, row.etichetta, answer.esteso) else answer.titolo,
        "esteso": answer.esteso,
        "perche": row.perche,
        "url": answer.url,
        "articolo": row.articolo,
        "atto": row.atto,
        "atto_titolo": act.titolo,
        "atto_esteso": act.esteso,
        "atto_url": act.url,
    }


def _said(title: str, *texts: str) -> bool:
    return any(title.lower() in text.lower() for text in texts)


def _blocks(page: SchedaPage, stream: Any) -> Iterator[dict[str, Any]]:
    """The blocks of a zone for the twin: third-level headings apart, Markdown as its HTML."""
    context = {"rendering": Rendering(outline=Outline())}
    for block in stream:
        if block.block_type == "riferimenti":
            continue
        html = _linked(page, str(block.render(context)).strip())
        if block.block_type == "testo":
            yield from _split(html)
        elif block.block_type == "tabella":
            yield {"type": "tabella", "value": html}
        else:
            value = _struct(page, block)
            heading = _HEADING.match(html)
            if block.block_type == "passi" and heading:
                yield {"type": "titolo", "value": _words(heading[1])}
                value["titolo"] = ""
            yield {"type": block.block_type, "value": value}


def _split(html: str) -> Iterator[dict[str, Any]]:
    position = 0
    for heading in _HEADING.finditer(html):
        if before := html[position : heading.start()].strip():
            yield {"type": "testo", "value": before}
        yield {"type": "titolo", "value": _words(heading[1])}
        position = heading.end()
    if rest := html[position:].strip():
        yield {"type": "testo", "value": rest}


def _struct(page: SchedaPage, block: Any) -> dict[str, Any]:
    value = dict(block.value)
    if "testo" in value:
        value["testo"] = _html(page, value["testo"])
    if block.block_type == "passi":
        value["voci"] = [
            {"titolo": item["titolo"], "testo": _html(page, item["testo"])}
            for item in value["voci"]
        ]
    return value


def _html(page: SchedaPage, source: str) -> str:
    return _linked(page, str(render_markdown(source or "", policy="redazione")))


def _linked(page: SchedaPage, html: str) -> str:
    """The twin keeps the links of citations in its texts, where we ask at each view."""
    content = content_of(page)
    assert content is not None
    (zona,) = annotate(content, page, [Zona("", "", html)])
    return str(show(page, {"": html}, {"": zona.legati})[""])


def _words(html: str) -> str:
    from html import unescape

    return unescape(_TAG.sub("", html)).strip()


def _settings() -> dict[str, Any]:
    from django.conf import settings

    from piattaforma.nucleo.frame import DEMO_BANNER

    site = ImpostazioniSito.objects.get()
    names = ("nome", "motto", "ente_nome", "ente_url", "ente_dati", "email_redazione", "licenza")
    return {name: getattr(site, name) for name in names} | {
        "avviso": DEMO_BANNER if settings.DIMOSTRAZIONE else ""
    }


def _menu() -> dict[str, Any]:
    menu = MenuSito.objects.get()
    return {
        "principale": list(menu.principale.raw_data),
        "piede": list(menu.piede.raw_data),
        "privacy": menu.privacy_id,
        "note_legali": menu.note_legali_id,
        "accessibilita": menu.accessibilita_id,
    }
