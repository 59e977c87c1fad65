"""Acts, articles, decisions and questions, as the rest of the site reads them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from piattaforma.lingua import lines_of
from piattaforma.nucleo.contents import Contenuto, Riferimento, Voce, Zona, register_content
from piattaforma.nucleo.querysets import Reader
from piattaforma.nucleo.righe import Riga, in_shape

from .indirizzi import article_url, norma_url, orientamento_url, spelled
from .models import Articolo, Norma, Orientamento, Pronuncia, VersioneArticolo
from .testo import comma_html
from .vocabolari import TipoLegame, TipoRelazione


class ContenutoRegistro(Contenuto):
    """What is the same for all records: no pages, open to whoever reads once they are live."""

    sezione = "Norme"

    def visibili(self, user: Reader) -> "QuerySet[Any]":
        return self.modello.objects.visibile_a(user)  # type: ignore[attr-defined,no-any-return]

    def pubblicati(self) -> "QuerySet[Any]":
        return self.modello.objects.filter(live=True)  # type: ignore[attr-defined,no-any-return]

    def lettori(self, oggetto: Any) -> str:
        return ""

    def termini(self, oggetto: Any) -> list[int]:
        return [tema.pk for tema in oggetto.temi.all()]


@register_content
class ContenutoPronuncia(ContenutoRegistro):
    modello = Pronuncia
    base = Pronuncia
    genere = "Decisione"
    plurale = "decisioni"
    schema = "Legislation"
    nomi_zone = ("in-una-riga", "fatto", "massima", "principi", "implicazioni", "nota")

    def righe(self, keys: Iterable[int]) -> "QuerySet[Any]":
        live = Pronuncia.objects.filter(pk__in=list(keys), live=True)
        return in_shape(live, "identificatore", Coalesce(Cast("data", TextField()), Value("")))

    def voce(self, riga: Riga) -> Voce:
        _, identifier, day, _ = riga
        one = Pronuncia(identificatore=identifier)
        return Voce(one.titolo, one.get_absolute_url(), f"~0{_newest_first(day)}")

    def data(self, oggetto: Any) -> dt.date | None:
        return oggetto.data  # type: ignore[no-any-return]

    def zone(self, oggetto: Any) -> list[Zona]:
        return [
            Zona("in-una-riga", "In una riga", paragraphs(oggetto.in_una_riga)),
            Zona("fatto", "Fatto", paragraphs(oggetto.fatto)),
            Zona("massima", "Massima", paragraphs(oggetto.massima)),
            Zona("principi", "Principi", items(oggetto.elenco_principi)),
            Zona("implicazioni", "Che cosa cambia in pratica", paragraphs(oggetto.implicazioni)),
            Zona("nota", "Nota", paragraphs(oggetto.nota)),
        ]

    def riferimenti(self, oggetto: Any) -> list[Riferimento]:
        read = [
            Riferimento("interpreta", row.identificatore, "", row.perche)
            for row in oggetto.interpretazioni.all()
        ]
        return read + [
            Riferimento("relazioni", row.verso, "", _said(TipoLegame(row.tipo).label, row.nota))
            for row in oggetto.relazioni.all()
        ]


@register_content
class ContenutoNorma(ContenutoRegistro):
    modello = Norma
    base = Norma
    genere = "Atto"
    maschile = True
    plurale = "atti"
    schema = "Legislation"
    nomi_zone = ("sintesi", "nota")

    def pubblicati(self) -> "QuerySet[Any]":
        return super().pubblicati().select_related("dati")

    def righe(self, keys: Iterable[int]) -> "QuerySet[Any]":
        live = Norma.objects.filter(pk__in=list(keys), live=True)
        return in_shape(live, "titolo_breve", "dati__slug")

    def voce(self, riga: Riga) -> Voce:
        _, title, slug, _ = riga
        return Voce(title, norma_url(slug), f"~1{slug}")

    def zone(self, oggetto: Any) -> list[Zona]:
        return [
            Zona("sintesi", "Sintesi", paragraphs(oggetto.sintesi)),
            Zona("nota", "Nota", paragraphs(oggetto.nota)),
        ]

    def riferimenti(self, oggetto: Any) -> list[Riferimento]:
        return [
            Riferimento("relazioni", row.verso, "", _said(TipoRelazione(row.tipo).label, row.nota))
            for row in oggetto.relazioni.all()
        ]


@register_content
class ContenutoArticolo(ContenutoRegistro):
    modello = Articolo
    base = Articolo
    genere = "Articolo"
    maschile = True
    plurale = "articoli"
    schema = "Legislation"
    si_aggiorna = False

    def pubblicati(self) -> "QuerySet[Any]":
        return Articolo.objects.pubblicati().select_related("norma__dati")

    def righe(self, keys: Iterable[int]) -> "QuerySet[Any]":
        live = Articolo.objects.filter(pk__in=list(keys), norma__live=True)
        place = Concat(
            "norma__dati__slug", Value(" "), Cast("ordine", TextField()), output_field=TextField()
        )
        return in_shape(live, "numero", "norma__titolo_breve", place)

    def voce(self, riga: Riga) -> Voce:
        _, number, title, place = riga
        slug, _, order = place.partition(" ")
        return Voce(
            f"Art. {spelled(number)}, {title}",
            article_url(slug, number),
            f"~2{slug} {order:>06}",
        )

    def zone(self, oggetto: Any) -> list[Zona]:
        """The version of today: what it says in short, then each comma."""
        version = oggetto.versioni.today().first()
        return zones_of(version) if version is not None else []

    def atto(self, oggetto: Any) -> str:
        return str(oggetto.norma.dati.identificatore)

    def termini(self, oggetto: Any) -> list[int]:
        return [tema.pk for tema in oggetto.norma.temi.all()]


@register_content
class ContenutoOrientamento(ContenutoRegistro):
    modello = Orientamento
    base = Orientamento
    genere = "Orientamento"
    maschile = True
    plurale = "orientamenti"
    schema = "Article"
    nomi_zone = ("in-breve", "posizioni")

    def righe(self, keys: Iterable[int]) -> "QuerySet[Any]":
        live = Orientamento.objects.filter(pk__in=list(keys), live=True)
        return in_shape(live, "domanda", "codice")

    def voce(self, riga: Riga) -> Voce:
        _, question, code, _ = riga
        return Voce(question, orientamento_url(code), f"~3{question}")

    def data(self, oggetto: Any) -> dt.date | None:
        return oggetto.al  # type: ignore[no-any-return]

    def zone(self, oggetto: Any) -> list[Zona]:
        zones = [Zona("in-breve", "A che punto siamo", paragraphs(oggetto.in_breve))]
        zones += [
            Zona(f"posizione-{n}", side.titolo, paragraphs(side.sintesi))
            for n, side in enumerate(oggetto.posizioni.all(), start=1)
        ]
        return zones

    def riferimenti(self, oggetto: Any) -> list[Riferimento]:
        discussed = [
            Riferimento("articoli", row.identificatore, "", "") for row in oggetto.articoli.all()
        ]
        return discussed + [
            Riferimento("decisioni", row.identificatore, "", row.perche)
            for side in oggetto.posizioni.all()
            for row in side.decisioni.all()
        ]


def zones_of(version: VersioneArticolo) -> list[Zona]:
    """A version of an article: what it says in short, then each comma."""
    zones = [Zona("sintesi", "Sintesi", paragraphs(version.sintesi))]
    zones += [
        Zona(f"c{number}", f"Comma {comma.numero}" if comma.numero else "Testo", html)
        for number, comma in enumerate(version.elenco_commi, start=1)
        if (html := comma_html(comma))
    ]
    return zones


def paragraphs(text: str) -> SafeString:
    return format_html_join("\n", "<p>{}</p>", ((line,) for line in lines_of(text)))


def items(lines: list[str]) -> SafeString:
    """A numbered list, as principles are quoted by number."""
    if not lines:
        return SafeString("")
    return format_html("<ol>{}</ol>", format_html_join("", "<li>{}</li>", ((x,) for x in lines)))


def _said(what: str, note: str) -> str:
    return escape(f"{what}: {note}" if note else what)


def _newest_first(day: str) -> str:
    """A day as `YYYY-MM-DD`, so that the newest sorts first; "" last."""
    return f"{99999999 - int(day.replace('-', '')):08}" if day else "9" * 8
