"""Records of the register for tests: one call makes an act with its articles, live."""

import datetime as dt
from typing import Any

from django.utils.text import slugify

from piattaforma.citazioni import Identificatore, parse_identifier
from pratiche.norme.indirizzi import canonical
from pratiche.norme.models import (
    Articolo,
    ArticoloOrientamento,
    DatiNorma,
    DecisionePosizione,
    InterpretazionePronuncia,
    Norma,
    Orientamento,
    PosizioneOrientamento,
    Pronuncia,
    StatoNorma,
    VersioneArticolo,
)
from pratiche.norme.models.articolo import Comma
from pratiche.norme.registrazione import register

CTS = "urn:nir:stato:decreto.legislativo:2017-07-03;117"


def make_norma(
    identificatore: str = CTS,
    *,
    titolo_breve: str = "",
    articoli: tuple[str, ...] = (),
    stato: str = "vigente",
    live: bool = True,
    **dati: Any,
) -> Norma:
    """An act, with articles that have a heading and a summary."""
    act = parse_identifier(identificatore)
    norma = Norma(titolo_breve=titolo_breve or str(act), sintesi="Che cosa fa.", live=False)
    norma.save()
    key = register(record=norma, identificatore=act)
    fields: dict[str, Any] = {"genere": _genere(act), "ambito": "stato"}
    norma.dati = DatiNorma.objects.create(
        norma=norma, identificatore=str(act), slug=key.slug, **(fields | dati)
    )
    StatoNorma.objects.create(norma=norma, stato=stato)
    for number in articoli:
        add_article(norma, number)
    if live:
        norma.save_revision().publish()
        norma.refresh_from_db()
    return norma


def add_article(
    norma: Norma, numero: str, *, commi: tuple[str, ...] = (), **kwargs: Any
) -> Articolo:
    """An article with a version that has always been in force; `commi`: what each says in short."""
    article = Articolo.objects.create(
        norma=norma, numero=canonical(numero), ordine=norma.articoli.count() * 10 + 10
    )
    fields = {"rubrica": f"Rubrica {numero}", "sintesi": f"Che cosa dice l’articolo {numero}."}
    VersioneArticolo.objects.create(
        articolo=article,
        commi=[Comma(str(n), words).as_json() for n, words in enumerate(commi, start=1)],
        **(fields | kwargs),
    )
    return article


def make_pronuncia(
    identificatore: str, *, interpreta: tuple[str, ...] = (), live: bool = True, **kwargs: Any
) -> Pronuncia:
    fields: dict[str, Any] = {
        "organo": "Tribunale",
        "tipo": "sentenza",
        "in_una_riga": "Decide così.",
        "fonte": "Testo di prova",
    }
    decision = Pronuncia(identificatore=identificatore, live=False, **(fields | kwargs))
    decision.interpretazioni = [InterpretazionePronuncia(identificatore=one) for one in interpreta]
    decision.save()
    register(record=decision, identificatore=parse_identifier(identificatore))
    if live:
        decision.save_revision().publish()
        decision.refresh_from_db()
    return decision


def _genere(act: Identificatore) -> str:
    """The kind that an identifier shows; a law where it shows none."""
    known = {
        "decreto.legislativo": "decreto-legislativo",
        "decreto": "decreto-ministeriale",
        "costituzione": "costituzione",
    }
    if act.autorita.startswith("regione."):
        return "legge-regionale"
    return known.get(act.tipo, "legge")


def make_orientamento(
    domanda: str,
    *,
    articoli: tuple[str, ...] = (),
    posizioni: dict[str, tuple[str, ...]] | None = None,
    live: bool = True,
) -> Orientamento:
    """A question; `posizioni`: what each side holds → the decisions on it."""
    question = Orientamento(
        domanda=domanda,
        codice=slugify(domanda),
        al=dt.date(2026, 11, 28),
        in_breve="A che punto siamo.",
        fonte="Testo di prova",
        live=False,
    )
    question.articoli = [ArticoloOrientamento(identificatore=one) for one in articoli]
    for title, decisions in (posizioni or {}).items():
        side = PosizioneOrientamento(titolo=title, sintesi=f"Perché {title}.")
        side.decisioni = [
            DecisionePosizione(identificatore=one, perche="Lo dice.") for one in decisions
        ]
        question.posizioni.add(side)
    question.save()
    if live:
        question.save_revision().publish()
        question.refresh_from_db()
    return question
