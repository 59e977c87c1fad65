"""From where an act comes and what it led to: a timeline, and who merely cites whom."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from piattaforma.citazioni import Identificatore, format_short, parse_identifier
from piattaforma.citazioni.names import format_partition
from piattaforma.nucleo.linking import Legame
from piattaforma.nucleo.templatetags.tipografia import data_it
from piattaforma.riferimenti.legami import named_link, own_link
from piattaforma.riferimenti.risolutore import Risolto

from ..indirizzi import spelled
from ..models import Norma, Pronuncia, RelazioneNorma, StatoNorma
from ..presentation import capital
from ..vocabolari import RELAZIONE_INVERSA, Stato, TipoRelazione

#: What an act does to one that was there before it.
_VERSO_PRIMA = {
    TipoRelazione.ATTUA,
    TipoRelazione.RECEPISCE,
    TipoRelazione.INTERPRETA,
    TipoRelazione.DEROGA,
}
#: What a change of state says already.
_CAMBIANO = {TipoRelazione.MODIFICA, TipoRelazione.ABROGA, TipoRelazione.SOSTITUISCE}


@dataclass(frozen=True, slots=True)
class Evento:
    """Something that happened to an act, or by it."""

    #: sorts; "" where the day is not known
    quando: str
    titolo: str
    testo: str = ""
    legame: Legame | None = None

    @property
    def data(self) -> str:
        """The day, or the year, as readers read it."""
        if len(self.quando) == 10:
            return data_it(dt.date.fromisoformat(self.quando))
        return self.quando or "Data da integrare"


#: Events that are shown at first; a few more than these are not worth folding.
MOSTRATI, POCHI = 10, 3


@dataclass
class Cronologia:
    eventi: list[Evento] = field(default_factory=list)
    #: acts that it cites, and that cite it
    cita: list[Evento] = field(default_factory=list)
    citata: list[Evento] = field(default_factory=list)

    @property
    def primi(self) -> list[Evento]:
        return self.eventi if self._is_short else self.eventi[:MOSTRATI]

    @property
    def altri(self) -> list[Evento]:
        return [] if self._is_short else self.eventi[MOSTRATI:]

    @property
    def _is_short(self) -> bool:
        return len(self.eventi) <= MOSTRATI + POCHI


def named_in(
    relations: Iterable[RelazioneNorma], states: Iterable[StatoNorma]
) -> list[Identificatore]:
    """What the timeline has to resolve."""
    return [row.id_legge for row in relations] + [
        parse_identifier(row.per_effetto_di) for row in states if row.per_effetto_di
    ]


def timeline(
    norma: Norma,
    *,
    relations: list[RelazioneNorma],
    states: list[StatoNorma],
    inverse: list[RelazioneNorma],
    decisions: list[Pronuncia],
    answers: Mapping[str, Risolto],
) -> Cronologia:
    found = Cronologia()
    day = norma.identificatore.data
    for row in relations:
        if row.tipo == TipoRelazione.CITA:
            found.cita.append(_towards(row.id_legge, "", row.nota, answers))
        else:
            found.eventi.append(_done(row, day, answers))
    changed = {_act(row.per_effetto_di) for row in states if row.per_effetto_di}
    for row in inverse:
        if row.tipo == TipoRelazione.CITA:
            other = row.norma
            found.citata.append(
                Evento("", other.titolo_breve, row.nota, own_link(other.get_absolute_url()))
            )
        elif row.tipo not in _CAMBIANO or _act(row.norma.dati.identificatore) not in changed:
            found.eventi.append(_undergone(row))
    found.eventi += [*_published(norma), *_changes(states, answers)]
    found.eventi += [
        Evento(_iso(one.data), one.titolo, one.in_una_riga, own_link(one.get_absolute_url()))
        for one in decisions
    ]
    found.eventi = _joined(found.eventi)
    return found


def _joined(events: Iterable[Evento]) -> list[Evento]:
    """In the order of time; what is said twice of one act and one day is one event."""
    by_what: dict[tuple[str, str, Legame | None], list[Evento]] = {}
    for event in sorted(events, key=lambda event: (not event.quando, event.quando)):
        by_what.setdefault((event.quando, event.titolo, event.legame), []).append(event)
    return [
        replace(same[0], testo=" ".join(dict.fromkeys(one.testo for one in same if one.testo)))
        for same in by_what.values()
    ]


def _done(row: RelazioneNorma, day: str, answers: Mapping[str, Risolto]) -> Evento:
    """What this act does: on its own day, or told on that of the act before it."""
    target = row.id_legge
    when = _iso(row.dal) or (target.data if row.tipo in _VERSO_PRIMA else day)
    words = TipoRelazione(row.tipo).label
    return _towards(target, when, _told(words, row.nota), answers)


def _undergone(row: RelazioneNorma) -> Evento:
    other = row.norma
    words = RELAZIONE_INVERSA[TipoRelazione(row.tipo)]
    part = format_partition(row.id_legge)
    told = _told(f"{words} ({part})" if part else words, row.nota)
    when = _iso(row.dal) or other.identificatore.data
    return Evento(when, other.titolo_breve, told, own_link(other.get_absolute_url()))


def _published(norma: Norma) -> Iterable[Evento]:
    dati = norma.dati
    if dati.pubblicazione and dati.pubblicazione_data:
        number = f" n. {dati.pubblicazione_numero}" if dati.pubblicazione_numero else ""
        extra = f", {dati.supplemento}" if dati.supplemento else ""
        yield Evento(
            _iso(dati.pubblicazione_data), f"Pubblicazione: {dati.pubblicazione}{number}{extra}"
        )
    if dati.in_vigore_dal:
        yield Evento(_iso(dati.in_vigore_dal), "Entrata in vigore")


def _changes(states: list[StatoNorma], answers: Mapping[str, Risolto]) -> Iterable[Evento]:
    """Each change of state; that it was in force from its first day is no change."""
    told = [row for row in states if row.stato != Stato.VIGENTE and (row.dal or row.per_effetto_di)]
    of_act = {(row.stato, row.dal) for row in told if row.articolo is None}
    together: dict[tuple[object, ...], list[StatoNorma]] = {}
    for row in told:
        if row.articolo is not None and (row.stato, row.dal) in of_act:
            continue  # that of the act says it of every article
        place = (row.stato, row.dal, row.per_effetto_di, row.nota, row.articolo is None)
        together.setdefault(place, []).append(row)
    for rows in together.values():
        row = rows[0]
        what = Stato(row.stato).label
        if row.articolo is not None:
            what = f"{_articles(rows)}: {what.lower()}"
        if row.per_effetto_di:
            by = parse_identifier(row.per_effetto_di)
            yield _towards(by, _iso(row.dal), _told(what, row.nota), answers)
        else:
            yield Evento(_iso(row.dal), what, row.nota)


def _articles(rows: list[StatoNorma]) -> str:
    numbers = [spelled(row.articolo.numero) for row in rows if row.articolo]
    if len(numbers) == 1:
        return f"Art. {numbers[0]}"
    return f"Artt. {', '.join(numbers[:-1])} e {numbers[-1]}"


def _towards(
    target: Identificatore, when: str, told: str, answers: Mapping[str, Risolto]
) -> Evento:
    answer = answers[str(target)]
    part = format_partition(target)
    name = format_short(target) if target.is_decisione else answer.titolo
    title = f"{name}, {part}" if part else name
    return Evento(when, capital(title), told, named_link(answer))


def _told(words: str, note: str) -> str:
    """What happened, and the note; the note alone where it begins with the same word."""
    if not note:
        return f"{words}."
    note = capital(note)
    begins = words.split(maxsplit=1)[0].lower()[:5]
    return note if note.lower().startswith(begins) else f"{words}. {note}"


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _act(identifier: str) -> str:
    return parse_identifier(identifier).chiave
