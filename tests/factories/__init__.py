"""Pages for tests: one call builds the ancestry. Content data as the blocks store it."""

from typing import Any

from django.utils.text import slugify

from piattaforma.nucleo.models import HomePage, IndicePage, NotiziaPage, PaginaPage
from sussidiario.edizione.operations import make_current
from sussidiario.models import (
    EdizionePage,
    PartePage,
    SchedaDiSituazione,
    SchedaPage,
    Situazione,
    SussidiarioPage,
    VoceGlossario,
)

CTS_55_3 = "urn:nir:stato:decreto.legislativo:2017-07-03;117~art55-com3"
LR_65_11 = "urn:nir:regione.toscana:legge:2020-07-22;65~art11"


def home() -> HomePage:
    return HomePage.objects.get()


def publish(page: Any, *, tipo: str = "", testo: str = "", user: Any = None) -> Any:
    """Save a revision with a note and publish it, as the editor's button does."""
    page.annotate_change(tipo=tipo, testo=testo)
    page.save_revision(user=user).publish(user=user)
    page.refresh_from_db()
    return page


def make_edition(slug: str = "2026", **kwargs: Any) -> EdizionePage:
    book = SussidiarioPage.objects.first()
    if book is None:
        book = SussidiarioPage(title="Sussidiario", slug="sussidiario")
        home().add_child(instance=book)
        publish(book)
    edition = EdizionePage(title=f"Edizione {slug}", slug=slug, anno=int(slug), **kwargs)
    book.add_child(instance=edition)
    publish(edition)
    make_current(edition=edition)
    return edition


def make_part(edition: EdizionePage | None = None, numero: int = 1) -> PartePage:
    edition = edition or EdizionePage.objects.first() or make_edition()
    part = PartePage(title=f"Parte {numero}", slug=f"parte-{numero}", numero=numero)
    edition.add_child(instance=part)
    return publish(part)


def text(source: str) -> list[tuple[str, Any]]:
    return [("testo", source)]


def references(*identifiers: str) -> list[tuple[str, Any]]:
    return [
        (
            "riferimenti",
            [
                {"identificatore": i, "etichetta": f"etichetta di {n}", "perche": f"perché {n}"}
                for n, i in enumerate(identifiers, start=1)
            ],
        )
    ]


def make_scheda(
    part: PartePage | None = None, *, codice: str = "1.1", live: bool = True, **kwargs: Any
) -> SchedaPage:
    part = part or PartePage.objects.first() or make_part()
    values: dict[str, Any] = {
        "title": f"Domanda {codice}?",
        "slug": "domanda-" + codice.replace(".", "-"),
        "in_breve": "Sì: basta un atto.",
        "contenuto": text("Il testo del contenuto."),
        "prassi": text("Una buona prassi."),
        "norme": references(CTS_55_3),
        "fonte": "D.lgs. 117/2017, letto.",
        "livello": "letto-sul-testo",
    }
    scheda = SchedaPage(codice=codice, **(values | kwargs))
    scheda.live = live
    if not live:
        part.add_child(instance=scheda)
        scheda.save_revision()
        return scheda
    scheda.live = False
    part.add_child(instance=scheda)
    return publish(scheda, testo="Prima pubblicazione.")


def make_situation(codice: str, *schede: str, frase: str = "") -> Situazione:
    """A situation that leads to schede, by their codes."""
    situation = Situazione(frase=frase or f"Caso {codice}", codice=codice)
    situation.schede = [SchedaDiSituazione(codice=c, sort_order=n) for n, c in enumerate(schede)]
    situation.save()
    return situation


def make_news(titolo: str = "Una notizia", **kwargs: Any) -> NotiziaPage:
    index = IndicePage.objects.filter(slug="notizie").first()
    if index is None:
        index = IndicePage(title="Notizie", slug="notizie")
        home().add_child(instance=index)
        publish(index)
    news = NotiziaPage(**{"title": titolo, "corpo": text("Il testo."), "live": False} | kwargs)
    index.add_child(instance=news)
    return publish(news)


def make_page(titolo: str = "Una pagina", parent: Any = None, **kwargs: Any) -> PaginaPage:
    page = PaginaPage(title=titolo, corpo=text("Il testo."), live=False, **kwargs)
    (parent or home()).add_child(instance=page)
    return publish(page)


def make_voce(termine: str, *sinonimi: str, live: bool = True, **kwargs: Any) -> VoceGlossario:
    """A voice of the glossary, published unless it is a draft."""
    values: dict[str, Any] = {
        "codice": slugify(termine),
        "sinonimi": "\n".join(sinonimi),
        "definizione": f"Che cosa vuol dire {termine}.",
        "fonte": "Testo di prova.",
    }
    voce = VoceGlossario(termine=termine, live=False, **(values | kwargs))
    voce.full_clean()
    voce.save()
    return publish_voce(voce) if live else voce


def publish_voce(voce: VoceGlossario) -> VoceGlossario:
    voce.save_revision().publish()
    return VoceGlossario.objects.get(pk=voce.pk)
