"""Acts, articles, decisions and questions, as the rest of the site reads them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from piattaforma.citazioni import (
    Identificatore,
    format_id,
    format_short,
    parse_identifier,
    popular_name,
)
from piattaforma.lingua import lines_of
from piattaforma.nucleo.contents import (
    Contenuto,
    Riferimento,
    StatoContenuto,
    Voce,
    Zona,
    register_content,
)
from piattaforma.nucleo.querysets import Reader
from piattaforma.nucleo.righe import Riga, in_shape
from piattaforma.nucleo.visibilita import PUBBLICO

from .indirizzi import article_url, canonical, comma_id, norma_url, orientamento_url, spelled
from .models import Articolo, Norma, Orientamento, Pronuncia, StatoNorma, VersioneArticolo
from .presentation import Distintivo, StatoMostrato, capital, outcome_badge, state_badge
from .testo import comma_html
from .vocabolari import CADUTI, Genere, Stato, TipoLegame, TipoRelazione


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

    def da_cercare(self, keys: Iterable[int]) -> list[Any]:
        return list(self._with_all().filter(pk__in=list(keys)))

    def _with_all(self) -> "QuerySet[Any]":
        """What is live, with what search asks of it."""
        return self.pubblicati().prefetch_related("temi")

    def visibilita(self, oggetto: Any) -> frozenset[str]:
        return frozenset({PUBBLICO})


@register_content
class ContenutoPronuncia(ContenutoRegistro):
    modello = Pronuncia
    base = Pronuncia
    genere = "Decisione"
    plurale = "decisioni"
    detto = "del"
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

    def titoli(self, oggetto: Any) -> dict[str, str]:
        return super().titoli(oggetto) | {"interpreta": "Articoli interpretati"}

    def ancora(self, oggetto: Any, zona: str) -> str:
        return {"in-una-riga": "", "interpreta": "articoli", "nota": "nota-t"}.get(zona, zona)

    def nomi(self, oggetto: Any) -> list[str]:
        return _names(oggetto.titolo, format_id(oggetto.id_legge), oggetto.ecli)

    def occhiello(self, oggetto: Any) -> list[str]:
        return [self.genere, oggetto.organo]

    def stato(self, oggetto: Any) -> StatoContenuto | None:
        return _as_state(oggetto.esito, outcome_badge(oggetto.esito))

    def identita(self, oggetto: Any) -> list[str]:
        return _identifiers(oggetto, oggetto.identificatore)

    def _with_all(self) -> "QuerySet[Any]":
        return super()._with_all().prefetch_related("chiavi")


@register_content
class ContenutoNorma(ContenutoRegistro):
    modello = Norma
    base = Norma
    genere = "Atto"
    maschile = True
    plurale = "atti"
    detto = "del"
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

    def nomi(self, oggetto: Any) -> list[str]:
        act, title = oggetto.identificatore, oggetto.dati.titolo
        return _names(
            oggetto.titolo_breve,
            *oggetto.elenco_alias,
            format_id(act),
            format_short(act),
            popular_name(act),
            title if len(title) <= TITOLO_BREVE else "",
        )

    def occhiello(self, oggetto: Any) -> list[str]:
        words = capital(oggetto.estremi)
        is_title = words.casefold() == oggetto.titolo_breve.casefold()
        return [self.genere, oggetto.dati.get_genere_display() if is_title else words]

    def sommario(self, oggetto: Any) -> str:
        """Its own title, where it is too long to be a name."""
        title = str(oggetto.dati.titolo)
        return title if len(title) > TITOLO_BREVE else ""

    def stato(self, oggetto: Any) -> StatoContenuto | None:
        state = state_of_act(oggetto)
        return _as_state(state.stato, state_badge(state, oggetto.dati.genere)) if state else None

    def giorno(self, oggetto: Any) -> dt.date | None:
        return _day_of(oggetto.identificatore)

    def identita(self, oggetto: Any) -> list[str]:
        return _identifiers(oggetto, oggetto.dati.identificatore)

    def peso(self, oggetto: Any) -> float:
        # Whoever names it finds it anyway; its few words say less than they seem to.
        return 0.9 * _force_of(oggetto, state_of_act(oggetto))

    def _with_all(self) -> "QuerySet[Any]":
        return super()._with_all().prefetch_related("chiavi", states_today())


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
        version = _version_of(oggetto)
        return zones_of(version) if version is not None else []

    def atto(self, oggetto: Any) -> str:
        return str(oggetto.norma.dati.identificatore)

    def termini(self, oggetto: Any) -> list[int]:
        return [tema.pk for tema in oggetto.norma.temi.all()]

    def con_termini(self, termini: Iterable[int]) -> "QuerySet[Any]":
        return Articolo.objects.filter(norma__temi__in=list(termini))

    def titoli(self, oggetto: Any) -> dict[str, str]:
        version = _version_of(oggetto)
        return headings_of(version) if version is not None else {}

    def ancora(self, oggetto: Any, zona: str) -> str:
        version = _version_of(oggetto)
        return anchors_of(version).get(zona, "") if version is not None else ""

    def nomi(self, oggetto: Any) -> list[str]:
        act = oggetto.norma.identificatore
        article = parse_identifier(oggetto.identificatore)
        version = _version_of(oggetto)
        return _names(
            f"{oggetto.etichetta}, {oggetto.norma.titolo_breve}",
            version.rubrica if version else "",
            format_short(article),
            format_id(article),
            *(
                f"{oggetto.etichetta.lower()} {name}"
                for name in (*oggetto.norma.elenco_alias, popular_name(act))
                if name
            ),
        )

    def occhiello(self, oggetto: Any) -> list[str]:
        return [self.genere, capital(format_id(oggetto.norma.identificatore))]

    def rubrica(self, oggetto: Any) -> str:
        version = _version_of(oggetto)
        return version.rubrica if version else ""

    def sommario(self, oggetto: Any) -> str:
        return self.rubrica(oggetto)

    def titolo_dentro(self, oggetto: Any) -> str:
        return str(oggetto.etichetta)

    def posto(self, oggetto: Any) -> int:
        return int(oggetto.ordine) + 1

    def peso(self, oggetto: Any) -> float:
        state = state_of_article(oggetto) or state_of_act(oggetto.norma)
        return 0.95 * _force_of(oggetto.norma, state)

    def stato(self, oggetto: Any) -> StatoContenuto | None:
        """Its own, else that of its act; that other articles of it changed says nothing of this one."""
        own, act = state_of_article(oggetto), state_of_act(oggetto.norma)
        state = own or act
        if own is None and act is not None and act.stato == Stato.MODIFICATO:
            state = StatoMostrato(Stato.VIGENTE)
        genere = "" if own else oggetto.norma.dati.genere
        return _as_state(state.stato, state_badge(state, genere)) if state else None

    def giorno(self, oggetto: Any) -> dt.date | None:
        return _day_of(oggetto.norma.identificatore)

    def identita(self, oggetto: Any) -> list[str]:
        acts = _identifiers(oggetto.norma, oggetto.norma.dati.identificatore)
        return [f"{act}~art{oggetto.numero}" for act in acts]

    def dentro(self, oggetto: Any) -> list[Any]:
        return [oggetto.norma]

    def _with_all(self) -> "QuerySet[Any]":
        return self.pubblicati().prefetch_related(
            "norma__temi",
            "norma__chiavi",
            states_today("norma__"),
            states_today(),
            Prefetch("versioni", VersioneArticolo.objects.today(), to_attr=VERSIONI),
        )


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

    def titoli(self, oggetto: Any) -> dict[str, str]:
        return super().titoli(oggetto) | {"decisioni": "Posizioni a confronto"}

    def ancora(self, oggetto: Any, zona: str) -> str:
        return {"in-breve": "breve-t", "decisioni": "posizioni-t"}.get(zona, zona)

    def peso(self, oggetto: Any) -> float:
        return 1.05

    def _with_all(self) -> "QuerySet[Any]":
        return super()._with_all().prefetch_related("posizioni")


def zones_of(version: VersioneArticolo) -> list[Zona]:
    """A version of an article: what it says in short, then each comma."""
    titles = headings_of(version)
    zones = [Zona("sintesi", titles["sintesi"], paragraphs(version.sintesi))]
    zones += [
        Zona(f"c{number}", titles[f"c{number}"], html)
        for number, comma in enumerate(version.elenco_commi, start=1)
        if (html := comma_html(comma))
    ]
    return zones


def headings_of(version: VersioneArticolo) -> dict[str, str]:
    """Zone → its heading, of every comma, also one of which nothing is said."""
    return {"sintesi": "Sintesi"} | {
        f"c{number}": f"Comma {comma.numero}" if comma.numero else "Testo"
        for number, comma in enumerate(version.elenco_commi, start=1)
    }


def anchors_of(version: VersioneArticolo) -> dict[str, str]:
    """Zone of a comma → its id in the page; "" for the second of one number."""
    anchors: dict[str, str] = {}
    for number, comma in enumerate(version.elenco_commi, start=1):
        if comma.testo or comma.sintesi:
            anchor = comma_id(canonical(comma.numero) or str(number))
            anchors[f"c{number}"] = "" if anchor in anchors.values() else anchor
    return anchors


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


# --- as search finds them -------------------------------------------------------------------------

#: Longest title of an act that is a name of it.
TITOLO_BREVE = 120
#: Where `da_cercare` leaves what it has read: the versions of today, the states of today.
VERSIONI, STATI = "versioni_di_oggi", "stati_di_oggi"


def states_today(before: str = "") -> Any:
    """The states that hold today, the one that counts first, of acts and of articles."""
    return Prefetch(f"{before}stati", StatoNorma.objects.today(), to_attr=STATI)


def state_of_act(norma: Norma) -> StatoMostrato | None:
    found = [row for row in _states_of(norma) if row.articolo_id is None]
    return StatoMostrato(found[0].stato, found[0].dal) if found else None


def state_of_article(article: Articolo) -> StatoMostrato | None:
    found = _states_of(article)
    return StatoMostrato(found[0].stato, found[0].dal) if found else None


#: Notices of authorities, which answer one question of one taxpayer or office.
_AVVISI = (Genere.CIRCOLARE, Genere.NOTA, Genere.INTERPELLO, Genere.FAQ)


def _force_of(norma: Norma, state: StatoMostrato | None) -> float:
    """By how much less it weighs: law that fell, notices."""
    fallen = 0.6 if state is not None and state.is_caduto else 1.0
    return fallen * (0.75 if norma.dati.genere in _AVVISI else 1.0)


def _states_of(record: Any) -> list[StatoNorma]:
    found: list[StatoNorma] | None = getattr(record, STATI, None)
    return list(record.stati.today()) if found is None else found


def _version_of(article: Any) -> VersioneArticolo | None:
    """The version of today, read with the article or now."""
    if hasattr(article, VERSIONI):
        return next(iter(getattr(article, VERSIONI)), None)
    version: VersioneArticolo | None = article.versioni.today().first()
    return version


def _identifiers(record: Any, own: str) -> list[str]:
    """Its own identifier, then those of records that were merged into it."""
    return list(dict.fromkeys([own, *(key.identificatore for key in record.chiavi.all())]))


def _names(title: str, *names: str) -> list[str]:
    """Each once, without what is empty and without the title itself."""
    found = {name.casefold(): name for name in reversed(names) if name}
    found.pop(title.casefold(), None)
    return list(reversed(found.values()))


def _day_of(act: Identificatore) -> dt.date | None:
    """The day of an act; None where only its year is known."""
    return dt.date.fromisoformat(act.data) if len(act.data) == len("2017-07-03") else None


def _as_state(code: str, badge: Distintivo | None) -> StatoContenuto | None:
    if badge is None:
        return None
    return StatoContenuto(code, badge.testo, badge.tono, passato=code in CADUTI)
