"""The Sussidiario's types of content, as the rest of the site reads them."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from piattaforma.citazioni import format_id
from piattaforma.nucleo.blocks import references_of, render_stream
from piattaforma.nucleo.contents import (
    Contenuto,
    ContenutoPagina,
    Riferimento,
    StatoContenuto,
    Voce,
    Zona,
    register_content,
)
from piattaforma.nucleo.html import Outline
from piattaforma.nucleo.posti import posto_of
from piattaforma.nucleo.querysets import Reader
from piattaforma.nucleo.righe import Riga, in_shape
from piattaforma.nucleo.visibilita import tokens_of_pages
from piattaforma.riferimenti.identificatori import readable

from .edizione.stato import Stato
from .models import (
    EdizionePage,
    PartePage,
    SchedaDiSituazione,
    SchedaPage,
    Situazione,
    SussidiarioPage,
)
from .models.scheda import BREVE, ZONE
from .querysets import (
    InEdizione,
    earlier_version,
    editions_of_pages,
    found_today,
    schede_not_of_today,
    schede_of_today,
)
from .scheda.giorno import day_within

#: What lists say of what stands in an edition that is not today's.
_STATI = {
    Stato.SUPERATA: StatoContenuto("superato", "Edizione superata", "warn", passato=True),
    Stato.IN_PREPARAZIONE: StatoContenuto("in-preparazione", "Edizione in preparazione"),
}


class DentroEdizione(ContenutoPagina):
    """What is the same for all that stands in an edition, and for the edition."""

    #: how much it weighs today, and in an edition that is not today's
    pesi: tuple[float, float]

    def da_cercare(self, keys: Iterable[int]) -> list[Any]:
        pages = super().da_cercare(keys)
        editions = editions_of_pages(pages)
        for page in pages:
            page.in_edizione = editions.get(page.pk)
        return pages

    def visibilita(self, oggetto: Any) -> frozenset[str]:
        """A part, or an edition, that was taken down takes what it holds out of every list."""
        holding = (EdizionePage, PartePage)
        is_open = all(page.live for page in posto_of(oggetto).sopra if isinstance(page, holding))
        return super().visibilita(oggetto) if is_open else frozenset()

    def giorno(self, oggetto: Any) -> dt.date | None:
        edition = _edition_of(oggetto)
        return day_within(oggetto, edition.anno) if edition else super().data(oggetto)

    def stato(self, oggetto: Any) -> StatoContenuto | None:
        edition = _edition_of(oggetto)
        return _STATI.get(edition.stato) if edition else None

    def peso(self, oggetto: Any) -> float:
        edition = _edition_of(oggetto)
        return self.pesi[0 if edition and edition.stato.is_corrente else 1]


def _edition_of(page: Any) -> InEdizione | None:
    """Read with the page, or now."""
    if "in_edizione" in page.__dict__:
        return page.in_edizione  # type: ignore[no-any-return]
    return editions_of_pages([page]).get(page.pk)


class ContenutoSenzaTesto(ContenutoPagina):
    """Pages that only gather others."""

    schema = "CollectionPage"
    sezione = "Sussidiario"
    si_aggiorna = False

    def zone(self, oggetto: Any) -> list[Zona]:
        return []

    def peso(self, oggetto: Any) -> float:
        return 0.5


#: As `ContenutoScheda.testo` writes the act of a reference.
_IDENTIFIER = re.compile(r" \((urn:[^\s)]+)\):")


@register_content
class ContenutoSussidiario(ContenutoSenzaTesto):
    modello = SussidiarioPage
    genere = "Sussidiario"
    plurale = "sussidiari"


@register_content
class ContenutoEdizione(DentroEdizione, ContenutoSenzaTesto):
    pesi = (0.5, 0.4)
    modello = EdizionePage
    genere = "Edizione"
    plurale = "edizioni"
    schema = "Book"


@register_content
class ContenutoParte(DentroEdizione, ContenutoSenzaTesto):
    pesi = (0.5, 0.4)
    modello = PartePage
    genere = "Parte"
    plurale = "parti"

    def occhiello(self, oggetto: Any) -> list[str]:
        edition = _edition_of(oggetto)
        return [f"Parte {oggetto.numero}", *([edition.titolo] if edition else [])]


@register_content
class ContenutoScheda(DentroEdizione):
    pesi = (1.4, 0.5)
    modello = SchedaPage
    genere = "Scheda"
    plurale = "schede"
    guida = True
    sezione = "Sussidiario"
    schema = "TechArticle"
    nomi_zone = (BREVE[0], *(name for name, _ in ZONE.values()))

    def superati(self) -> Any:
        return schede_not_of_today()

    def precedente(self, oggetto: Any) -> SchedaPage | None:
        return earlier_version(oggetto)

    def zone(self, oggetto: Any) -> list[Zona]:
        outline = Outline()  # one for the page: ids stay unique across zones
        short = format_html_join("\n", "<p>{}</p>", ((p,) for p in oggetto.paragrafi if p))
        zones = [Zona(*BREVE, short)]
        for field, (name, heading) in ZONE.items():
            outline.start_section()
            stream = getattr(oggetto, field)
            # References are rows, resolved when they are shown.
            html = render_stream(stream, outline=outline, omit={"riferimenti"})
            zones.append(Zona(name, heading, html))
        return zones

    def titoli(self, oggetto: Any) -> dict[str, str]:
        return dict([BREVE, *ZONE.values()])

    def ancora(self, oggetto: Any, zona: str) -> str:
        return zona if zona == BREVE[0] else f"zona-{zona}"

    def nomi(self, oggetto: Any) -> list[str]:
        return [f"Scheda {oggetto.codice}"]

    def occhiello(self, oggetto: Any) -> list[str]:
        edition = _edition_of(oggetto)
        return [f"Scheda {oggetto.codice}", *([edition.titolo] if edition else [])]

    def indirizzo_citato(self, oggetto: Any) -> str:
        """The address with code and edition, which holds wherever the page is moved."""
        edition = oggetto.url_path.strip("/").split("/")[-3]  # …/edition/part/scheda
        return reverse("sussidiario_scheda_anno", args=[oggetto.codice, edition])

    def riferimenti(self, oggetto: Any) -> list[Riferimento]:
        return [
            Riferimento(
                zona=name,
                identificatore=item["identificatore"],
                etichetta=item["etichetta"],
                perche=item["perche"],
            )
            for field, (name, _) in ZONE.items()
            for item in references_of(getattr(oggetto, field))
        ]

    def data(self, oggetto: Any) -> dt.date | None:
        year = EdizionePage.objects.ancestor_of(oggetto).values_list("anno", flat=True).first()
        return day_within(oggetto, year) if year else super().data(oggetto)

    def al(self, oggetto: Any) -> dt.date | None:
        return oggetto.al  # type: ignore[no-any-return]

    def testo(self, oggetto: Any, zone: Sequence[Zona]) -> str:
        references = "\n".join(
            f"{r.etichetta} ({r.identificatore}): {r.perche}" for r in self.riferimenti(oggetto)
        )
        pieces = [
            super().testo(oggetto, zone),
            f"Riferimenti\n{references}",
            f"Fonte\n{oggetto.fonte} ({oggetto.get_livello_display()})",
        ]
        return "\n\n".join(pieces)

    def parti(self, testo: str) -> list[tuple[str, str]]:
        """Readers are shown the act, not its identifier."""
        return super().parti(_IDENTIFIER.sub(lambda found: f" ({_named(found[1])}):", testo))


def _named(identifier: str) -> str:
    known = readable(identifier)
    return format_id(known) if known else identifier


@register_content
class ContenutoSituazione(Contenuto):
    """No page, and no text of its own to follow: it leads to schede, and is seen where one of them is."""

    modello = Situazione
    base = Situazione
    genere = "Situazione"
    plurale = "situazioni"
    sezione = "Sussidiario"
    schema = "ItemList"
    si_aggiorna = False
    si_conserva = False

    def visibili(self, user: Reader) -> "QuerySet[Any]":
        codes = schede_of_today(user).order_by().values("codice")
        led = SchedaDiSituazione.objects.filter(codice__in=codes).values("situazione")
        return Situazione.objects.filter(pk__in=led)

    def righe(self, keys: Iterable[int]) -> "QuerySet[Any]":
        return in_shape(Situazione.objects.filter(pk__in=list(keys)), "frase", "codice", "ordine")

    def voce(self, riga: Riga) -> Voce:
        _, sentence, code, number = riga
        return Voce(sentence, Situazione(codice=code).get_absolute_url(), f"~{int(number):05}")

    def pubblicati(self) -> "QuerySet[Any]":
        return Situazione.objects.all()

    def zone(self, oggetto: Any) -> list[Zona]:
        return [Zona("spiegazione", "Spiegazione", format_html("<p>{}</p>", oggetto.spiegazione))]

    def da_cercare(self, keys: Iterable[int]) -> list[Any]:
        found = list(Situazione.objects.filter(pk__in=list(keys)).prefetch_related("schede"))
        tokens = _tokens_by_code()
        for situation in found:
            situation.gettoni = _led_to(situation, tokens)
        return found

    def visibilita(self, oggetto: Any) -> frozenset[str]:
        """Whoever may see one of its schede of today finds it."""
        found: frozenset[str] | None = oggetto.__dict__.get("gettoni")
        return _led_to(oggetto, _tokens_by_code()) if found is None else found

    def sommario(self, oggetto: Any) -> str:
        return str(oggetto.spiegazione)

    def titoli(self, oggetto: Any) -> dict[str, str]:
        """The explanation is its summary."""
        return {}

    def peso(self, oggetto: Any) -> float:
        # What somebody would say at the desk is few words.
        return 1.05


def _tokens_by_code() -> dict[str, frozenset[str]]:
    """Code of a scheda of today → its tokens."""
    schede = list(found_today())
    tokens = tokens_of_pages(schede)
    return {scheda.codice: tokens[scheda.pk] for scheda in schede}


def _led_to(situation: Situazione, tokens: dict[str, frozenset[str]]) -> frozenset[str]:
    none: frozenset[str] = frozenset()
    return none.union(*(tokens.get(row.codice, none) for row in situation.schede.all()))
