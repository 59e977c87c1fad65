"""Writing what a file was planned to change: rows of the act, states, annexes, what readers are told."""

import datetime as dt
from typing import Any

from piattaforma.citazioni import parse_identifier
from piattaforma.nucleo.models.nota import TipoModifica
from piattaforma.nucleo.operations import announce

from .importazione import StatoLetto
from .models import AllegatoNorma, Articolo, DatiNorma, StatoNorma, VersioneArticolo
from .operations import publish_articles
from .piani import PianoTesto, kind_of
from .registrazione import correct_identifier, open_record
from .versioni import comma_of, number_of
from .vocabolari import Origine, Stato

#: Beside the state of what is gone, where its file does not say since when.
SENZA_GIORNO = "Il file ufficiale non dice da quando: il giorno è quello del testo importato."
#: Articles that an update names; of more, how many.
NOMINATI = 12


def write_plan(*, piano: PianoTesto, chi: Any = None) -> None:
    """Called inside the transaction of its import, which locked the act."""
    norma = piano.righe.norma
    _record(piano)
    piano.file.norma, piano.file.chi = norma, chi
    piano.file.save()
    _articles(piano)
    _states(piano)
    if piano.is_main:
        _annexes(piano)
    if piano.esito.nuovo:
        norma.save_revision(user=chi).publish(user=chi)
        norma.refresh_from_db(fields=["live"])
    elif norma.live:
        publish_articles(norma=norma, articoli=piano.cambiati)
    if norma.live:
        _tell(piano)


def _record(piano: PianoTesto) -> None:
    """The record and its official side; an act whose day was unknown gets its full name."""
    norma, act = piano.righe.norma, piano.act
    if piano.esito.nuovo:
        norma.save()
        open_record(norma=norma, identificatore=act, genere=kind_of(act))
    elif len(norma.dati.id_legge.data) < len(act.data):
        correct_identifier(norma=norma, identificatore=act)
    norma.dati = DatiNorma.objects.get(pk=norma.pk)
    for name, value in piano.ufficiali.items():
        setattr(norma.dati, name, value)
    norma.dati.save()


def _articles(piano: PianoTesto) -> None:
    known = [one for one in piano.articoli if one.pk is not None]
    Articolo.objects.bulk_create([one for one in piano.articoli if one.pk is None])
    Articolo.objects.bulk_update(known, ["ordine", "dove"], batch_size=500)
    there = {one.pk: one for one in piano.versioni if one.pk is not None}
    VersioneArticolo.objects.bulk_create([one for one in piano.versioni if one.pk is None])
    fields = ["rubrica", "sintesi", "commi", "dal", "al", "importazione", "impronta"]
    VersioneArticolo.objects.bulk_update(there.values(), fields, batch_size=100)


# --- states and annexes ---------------------------------------------------------------------------


def _states(piano: PianoTesto) -> None:
    StatoNorma.objects.filter(norma=piano.righe.norma, origine=Origine.TESTO).delete()
    rows, atto = [], piano.testo.atto
    if piano.is_main:
        fallen = _fallen(piano, None, atto.stato)
        rows += [
            _state(piano, None, Stato.MODIFICATO, event.data, event.origine)
            for event in atto.eventi
            if event.origine and event.data != atto.in_vigore
            and parse_identifier(event.origine).chiave != piano.act.chiave
            and not _is_past(event.data, fallen)
        ]  # fmt: skip
        rows += fallen
    for read in piano.letti:
        rows += _fallen(piano, piano.righe.articoli[number_of(read.numero)], read.stato)
    StatoNorma.objects.bulk_create(rows)


def _fallen(piano: PianoTesto, article: Articolo | None, said: StatoLetto) -> list[StatoNorma]:
    """The row of what is gone; where the file does not say since when, it was by the file's day."""
    if not said.abrogato:
        return []
    day = said.dal or piano.testo.atto.versione_al
    row = _state(piano, article, Stato.ABROGATO, day, said.per_effetto_di)
    if day and not said.dal:
        row.nota = SENZA_GIORNO
    return [row]


def _is_past(day: dt.date, fallen: list[StatoNorma]) -> bool:
    """Whether an act was gone on a day, or may have been: what is gone is never shown as amended."""
    return any(row.dal is None or row.dal <= day for row in fallen)


def _state(
    piano: PianoTesto, article: Articolo | None, stato: Stato, dal: dt.date | None, cause: str
) -> StatoNorma:
    return StatoNorma(
        norma=piano.righe.norma,
        articolo=article,
        stato=stato,
        dal=dal,
        per_effetto_di=cause,
        origine=Origine.TESTO,
    )


def _annexes(piano: PianoTesto) -> None:
    """The annexes that have words of their own and no articles."""
    atto, norma = piano.testo.atto, piano.righe.norma
    with_articles = {article.allegato for article in atto.articoli}
    AllegatoNorma.objects.filter(norma=norma).delete()
    AllegatoNorma.objects.bulk_create(
        AllegatoNorma(
            norma=norma,
            numero=annex.numero[:20],
            titolo=annex.titolo[:500],
            commi=[comma_of(one).as_json() for one in annex.commi],
            importazione=piano.file,
        )
        for annex in atto.allegati
        if annex.commi and annex.numero not in with_articles
    )


# --- readers --------------------------------------------------------------------------------------


def _tell(piano: PianoTesto) -> None:
    """Readers follow the law: which articles have a text, or another one, from today."""
    norma, changed = piano.righe.norma, piano.esito.cambiati
    if not piano.esito.scritti:
        return
    shown = changed or piano.esito.scritti
    more = len(shown) - NOMINATI
    names = ", ".join(shown[:NOMINATI]) + (f" e altri {more}" if more > 0 else "")
    one = len(shown) == 1
    announce(
        oggetto=norma,
        tipo=TipoModifica.SOSTANZIALE if changed else TipoModifica.CORREZIONE,
        testo=(
            f"{'Cambia il testo dell’articolo' if one else 'Cambia il testo degli articoli'} {names}."
            if changed
            else f"C’è il testo ufficiale {'dell’articolo' if one else 'degli articoli'} {names}."
        ),
        identificatori=[f"{norma.dati.identificatore}~art{number_of(n)}" for n in shown],
    )
