"""The register answers for identifiers: title, address, heading, state; one query for any number."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import DateField, F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils import timezone

from piattaforma.citazioni import Identificatore, format_id, format_short, parse_identifier
from piattaforma.riferimenti.risolutore import (
    OfficialSource,
    Risolto,
    Risolutore,
    Titolare,
    act_slug,
    set_resolver,
)

from .indirizzi import article_url, comma_id, group_id, norma_url, pronuncia_url, spelled
from .models import Articolo, ChiaveRegistro, Norma, Pronuncia, StatoNorma, VersioneArticolo
from .models.chiave import by_key, the_one
from .querysets import source_type
from .registro.eccezioni import read_exceptions
from .stati import state_in_words
from .vocabolari import Stato


class _Riga(NamedTuple):
    """An act, an article or a decision, as the one query gives it."""

    tipo: str
    chiave: str
    vaga: str
    identificatore: str
    scheda: str
    slug: str
    titolo: str
    numero: str
    rubrica: str
    genere: str
    stato: str | None
    dal: dt.date | None
    url: str


class Registro(Risolutore):
    """Answers with our records; with the official source for what the register does not hold."""

    def __init__(self) -> None:
        self._official = OfficialSource()

    def resolve(
        self, identifiers: Iterable[Identificatore], al: dt.date | None = None
    ) -> dict[str, Risolto]:
        asked = list(dict.fromkeys(identifiers))
        answers = self._official.resolve(asked, al)
        if not asked:
            return answers
        acts, articles = _read(asked, al or timezone.localdate())
        for identifier in asked:
            act = the_one(acts, identifier.chiave, identifier.data)
            if act is not None:
                article = articles.get((act.slug, identifier.articolo))
                official = answers[str(identifier)]
                answers[str(identifier)] = _answer(identifier, act, article, official)
        return answers

    def held(self, identifiers: Iterable[Identificatore]) -> set[str]:
        asked = list(dict.fromkeys(identifiers))
        acts, articles = _read(asked, timezone.localdate()) if asked else ({}, {})
        return {
            str(one)
            for one in asked
            if (act := the_one(acts, one.chiave, one.data)) is not None
            and (not one.articolo or (act.slug, one.articolo) in articles)
        }

    def owners(self, identifiers: Iterable[Identificatore]) -> dict[str, Titolare]:
        """The records, each under its own key; what none has joins what else is cited."""
        cited = set(identifiers)
        keys = {one.chiave for one in cited}
        rows = by_key(_Posseduta._make(row) for row in _owned(keys))
        found = {key: _owner(row) for key in keys if (row := the_one(rows, key)) is not None}
        return found | super().owners(one for one in cited if one.chiave not in rows)

    def eccezioni(self) -> dict[str, str]:
        return read_exceptions()

    def indirizzo_indice(self) -> str:
        return reverse("pratiche_norme")

    def indirizzo_ricerca(self) -> str:
        return reverse("pratiche_vai")

    def indirizzo_chi_cita(
        self, identifier: Identificatore, genere: str = "", *, decisione: bool = False
    ) -> str:
        slug = act_slug(identifier)
        if decisione or identifier.is_decisione:
            return pronuncia_url(slug) + (f"#{group_id(genere)}" if genere else "")
        if identifier.articolo:
            url = reverse("pratiche_chi_applica", args=[slug, spelled(identifier.articolo)])
        elif genere:
            url = reverse("pratiche_chi_applica_atto", args=[slug])
        else:
            url = norma_url(slug)
        query = {"genere": genere, "comma": identifier.comma}
        asked = urlencode({name: value for name, value in query.items() if value})
        return f"{url}?{asked}" if asked else url


set_resolver(Registro())

_Trovati = dict[str, list[_Riga]]


def _read(
    asked: list[Identificatore], day: dt.date
) -> tuple[_Trovati, dict[tuple[str, str], _Riga]]:
    """Join key, also as citations leave it vague → acts; (address, number) → article. One query."""
    keys = sorted({identifier.chiave for identifier in asked})
    numbers = sorted({identifier.articolo for identifier in asked if identifier.articolo})
    query = _acts(keys, day)
    if numbers:
        query = query.union(_articles(keys, numbers, day), all=True)
    acts: list[_Riga] = []
    articles: dict[tuple[str, str], _Riga] = {}
    for row in map(_Riga._make, query):
        if row.tipo == "articolo":
            articles[row.slug, row.numero] = row
        else:
            acts.append(row)
    return by_key(acts), articles


def _acts(keys: list[str], day: dt.date) -> "QuerySet[Any, Any]":
    state = StatoNorma.objects.on(day).filter(norma=OuterRef("norma"), articolo=None)
    rows = ChiaveRegistro.objects.pubblicate().named(keys)
    return _columns(
        rows,
        tipo=_text("atto"),
        chiave=F("chiave"),
        vaga=F("vaga"),
        identificatore=F("identificatore"),
        scheda=Concat(Cast("norma", TextField()), _text("/"), Cast("pronuncia", TextField())),
        slug=_first("norma__dati__slug", "slug"),
        titolo=_first("norma__titolo_breve"),
        numero=_text(""),
        rubrica=_first("norma__dati__titolo", "pronuncia__in_una_riga"),
        genere=_first("norma__dati__genere"),
        stato=Subquery(state.values("stato")[:1], output_field=TextField()),
        dal=Coalesce(
            Subquery(state.values("dal")[:1]), "pronuncia__data", output_field=DateField()
        ),
        url=_first("norma__dati__url", "pronuncia__url"),
    )


def _articles(keys: list[str], numbers: list[str], day: dt.date) -> "QuerySet[Any, Any]":
    state = StatoNorma.objects.on(day).filter(articolo=OuterRef("pk"))
    version = VersioneArticolo.objects.on(day).filter(articolo=OuterRef("pk"))
    named = ChiaveRegistro.objects.named(keys).filter(norma__isnull=False)
    rows = Articolo.objects.pubblicati().filter(numero__in=numbers, norma__in=named.values("norma"))
    return _columns(
        rows,
        tipo=_text("articolo"),
        chiave=_text(""),
        vaga=_text(""),
        identificatore=_text(""),
        scheda=_text(""),
        slug=_first("norma__dati__slug"),
        titolo=_text(""),
        numero=F("numero"),
        rubrica=Coalesce(
            Subquery(version.values("rubrica")[:1]), Value(""), output_field=TextField()
        ),
        genere=_text(""),
        stato=Subquery(state.values("stato")[:1], output_field=TextField()),
        dal=Subquery(state.values("dal")[:1]),
        url=_text(""),
    )


def _columns(rows: "QuerySet[Any]", **columns: Any) -> "QuerySet[Any, Any]":
    named = {f"c_{name}": columns[name] for name in _Riga._fields}
    return rows.order_by().annotate(**named).values_list(*named)


def _text(value: str) -> Value:
    return Value(value, output_field=TextField())


def _first(*paths: str) -> Coalesce:
    """The first that is not null, as text."""
    return Coalesce(*paths, Value(""), output_field=TextField())


class _Posseduta(NamedTuple):
    """A key, and the identifier of its record."""

    chiave: str
    vaga: str
    identificatore: str
    norma: int | None
    pronuncia: int | None
    della_scheda: str

    @property
    def scheda(self) -> tuple[int, int]:
        model, key = (Norma, self.norma) if self.norma else (Pronuncia, self.pronuncia)
        assert key is not None
        return source_type(model), key


def _owned(keys: set[str]) -> "QuerySet[Any, Any]":
    own = _first("norma__dati__identificatore", "pronuncia__identificatore", "identificatore")
    rows = ChiaveRegistro.objects.pubblicate().named(keys).annotate(della_scheda=own)
    return rows.values_list(*_Posseduta._fields)


def _owner(row: _Posseduta) -> Titolare:
    return Titolare(parse_identifier(row.della_scheda).chiave, row.scheda)


def _answer(
    identifier: Identificatore,
    act: _Riga,
    article: _Riga | None,
    official: Risolto,
) -> Risolto:
    whole = parse_identifier(act.identificatore)
    if not act.titolo:
        return Risolto(
            titolo=format_short(whole),
            esteso=format_id(whole),
            url=pronuncia_url(act.slug),
            esterno=False,
            rubrica=act.rubrica,
            ufficiale=act.url or official.ufficiale,
            giorno=act.dal,
            scheda=whole,
            decisione=True,
        )
    url = article_url(act.slug, article.numero) if article is not None else norma_url(act.slug)
    anchor = f"#{comma_id(identifier.comma)}" if article is not None and identifier.comma else ""
    state = article if article is not None and article.stato else act
    if article is not None and state is act and act.stato == Stato.MODIFICATO:
        # That other articles of the act changed says nothing of this one.
        state = act._replace(stato=Stato.VIGENTE, genere="")
    return Risolto(
        titolo=act.titolo,
        esteso=format_id(whole),
        url=url + anchor,
        esterno=False,
        rubrica=article.rubrica if article is not None else act.rubrica,
        stato=state.stato or "",
        stato_testo=state_in_words(state.stato or "", state.dal, state.genere),
        ufficiale=act.url or official.ufficiale,
        scheda=whole,
        senza_articolo=bool(identifier.articolo) and article is None,
    )
