"""The kernel's demonstration content: owner, pages, news, menus. Stored as files, loaded as editors would."""

from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Site

from .documents import Documento, read_document
from .models import (
    BaseContenutoPage,
    HomePage,
    ImpostazioniSito,
    IndicePage,
    MenuSito,
    NotiziaPage,
    PaginaPage,
)
from .models.nota import TipoModifica
from .spelling import parse_zone, write_zone

FOLDER = Path(__file__).with_name("dimostrazione")
_OWNER = {
    "nome": "Condivisa",
    "motto": "Guida e norme dell’amministrazione condivisa",
    "ente_nome": "Rete dei Comuni e del Terzo settore",
    "ente_dati": (
        "Ente titolare del sito, contenuti dimostrativi\n"
        "Piazza del Municipio 1, 00000 Comune\n"
        "C.F. 00000000000, PEC: ente@pec.example.it"
    ),
    "regione": "Toscana",
    "email_redazione": "redazione@example.it",
    "pec": "ente@pec.example.it",
}
#: Pages that the footer leads to.
_HOW = ("chi-siamo", "metodo")
_PROGRAMME = (
    "il-programma-in-breve",
    "il-sussidiario-come-nasce",
    "mappafondo-le-risorse-dell-anno",
    "la-comunita-di-pratica",
)
_SUMMARY = (
    "Guida e norme per chi, nei Comuni, nelle Società della Salute e negli enti del Terzo "
    "settore, programma e progetta servizi sociali."
)


@transaction.atomic
def load_content() -> None:
    """Owner, news and pages. What somebody changed since is left: only what is missing is made, and
    pages that nobody edited follow their file.
    """
    site = Site.objects.get(is_default_site=True)
    home = HomePage.objects.get(pk=site.root_page_id)
    ImpostazioniSito.objects.get_or_create(site=site, defaults=_OWNER)
    if not home.sommario:
        home.sommario = _SUMMARY
        home.save_revision().publish()
    news = IndicePage.objects.child_of(home).filter(slug="notizie").first()
    if news is None:
        news = IndicePage(
            title="Notizie",
            slug="notizie",
            sommario="Che cosa succede intorno al sito e alle schede.",
        )
        home.add_child(instance=news)
        news.save_revision().publish()
    for path in sorted((FOLDER / "notizie").glob("*.md")):
        _load(news, NotiziaPage, read_document(path))
    for path in sorted((FOLDER / "pagine").glob("*.md")):
        _load(home, PaginaPage, read_document(path))


@transaction.atomic
def load_menus(*, sections: list[dict[str, Any]]) -> None:
    """Menus of the demonstration site. `sections`: entries (`etichetta`, `indirizzo`) of upper apps."""
    site = Site.objects.get(is_default_site=True)
    pages = {page.slug: page for page in PaginaPage.objects.all()}
    news = IndicePage.objects.get(slug="notizie")
    how, programme = (
        [_page_entry(pages[slug]) for slug in slugs if slug in pages]
        for slugs in (_HOW, _PROGRAMME)
    )
    updates = _entry("Aggiornamenti", "/aggiornamenti/")
    above = [_entry(s["etichetta"], s["indirizzo"]) for s in sections]
    main = [*above, _page_entry(news), updates]
    MenuSito.objects.get_or_create(
        site=site,
        defaults={
            "principale": [("voce", entry) for entry in main],
            "piede": [
                ("colonna", {"titolo": "Contenuti", "voci": main}),
                ("colonna", {"titolo": "Il programma", "voci": programme}),
                ("colonna", {"titolo": "Il sito", "voci": how}),
            ],
            "privacy": pages.get("privacy"),
            "note_legali": pages.get("note-legali"),
            "accessibilita": pages.get("accessibilita"),
        },
    )


def _entry(label: str, address: str) -> dict[str, Any]:
    return {"etichetta": label, "pagina": None, "indirizzo": address}


def _page_entry(page: Any) -> dict[str, Any]:
    return {"etichetta": "", "pagina": page, "indirizzo": ""}


def _load(parent: Any, model: type[BaseContenutoPage], document: Documento) -> None:
    slug = document.require("slug")
    page = model.objects.child_of(parent).filter(slug=slug).first()
    is_new = page is None
    page = page or model(slug=slug)
    if not is_new and (not page.live or page.revisions.filter(user__isnull=False).exists()):
        return
    before = _in_words(page)
    page.title = page.draft_title = document.require("titolo")
    page.sommario = document.require("sommario")
    if "data" in document.meta:
        page.data = document.require("data")
    page.corpo = parse_zone(document.body)
    if not is_new and _in_words(page) == before:
        return
    if is_new:
        parent.add_child(instance=page)
        page.annotate_change(tipo=TipoModifica.NUOVO, testo=str(document.meta.get("nota") or ""))
    else:
        page.annotate_change(tipo=TipoModifica.CORREZIONE, testo="")
    page.save_revision().publish()


def _in_words(page: Any) -> tuple[str, ...]:
    """What a file says of a page, to tell whether it changed."""
    return page.title, page.sommario, str(getattr(page, "data", "")), write_zone(page.corpo)
