"""Where an imported text goes among the versions of its article: rows in, rows out, no query."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from django.core.exceptions import ValidationError

from piattaforma.nucleo.models import Livello

from .importazione import ArticoloLetto, AttoLetto, CommaLetto
from .indirizzi import spelled
from .models import Articolo, ImportazioneTesto, VersioneArticolo
from .models.articolo import Comma


class Fatto(Enum):
    """What a text does to an article."""

    UGUALE = auto()
    #: it had only our words, and gets the text
    COMPLETATO = auto()
    #: the register did not have it
    AGGIUNTO = auto()
    CAMBIATO = auto()


@dataclass
class Passo:
    """The version that receives a text, and those whose days move for it; nothing is saved yet."""

    fatto: Fatto
    versione: VersioneArticolo | None = None
    spostate: list[VersioneArticolo] = field(default_factory=list)
    #: commas whose words go beside the paragraph in their place, as the text has no numbers
    al_posto: list[str] = field(default_factory=list)
    #: commas that the text has not: their words go to the summary of the article
    nella_sintesi: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FileDiTesto:
    """The file that a text comes from: what it says, its row."""

    atto: AttoLetto
    riga: ImportazioneTesto


def place_text(
    article: Articolo,
    read: ArticoloLetto,
    versions: Sequence[VersioneArticolo],
    file: FileDiTesto,
) -> Passo:
    """`versions` in the order in which they were written. Raises ValidationError.

    A text is compared with the version of its own day: a law may come back to words that it had.
    """
    mark = _impronta(read)
    day = file.atto.versione_al or read.dal or file.atto.in_vigore
    there = _there(versions, day)
    if there is not None and there.impronta == mark:
        return Passo(Fatto.UGUALE)
    if day is None and any(version.impronta == mark for version in versions):
        return Passo(Fatto.UGUALE)
    if there is not None and not there.ha_testo:
        step = Passo(Fatto.COMPLETATO, there)
        there.dal = there.dal or read.dal
    else:
        step = _new_version(article, read, versions, file)
    _fill(step, read, mark, file)
    return step


def number_of(numero: str) -> str:
    """As identifiers write it: "4-bis" → "4bis", "314/2" → "314.2"."""
    return "".join(numero.lower().replace("/", ".").split()).replace("-", "")


def comma_of(read: CommaLetto) -> Comma:
    number = number_of(read.numero) if read.numero else ""
    links = [(one.inizio, one.fine, one.identificatore) for one in read.rinvii]
    return Comma(number, testo=read.testo, rinvii=links)


def _there(versions: Sequence[VersioneArticolo], day: dt.date | None) -> VersioneArticolo | None:
    """The version of a day; without a day, the last one if none has a text yet."""
    if day is None:
        on_day = [] if any(version.ha_testo for version in versions) else list(versions)
    else:
        on_day = [version for version in versions if version.vale_il(day)]
    return max(reversed(on_day), key=lambda one: one.dal or dt.date.min, default=None)


def _fill(step: Passo, read: ArticoloLetto, mark: str, file: FileDiTesto) -> None:
    version = step.versione
    assert version is not None
    summaries = version.sintesi_dei_commi
    version.rubrica = (read.rubrica or version.rubrica)[:500]
    version.commi = [comma_of(one).as_json() for one in read.commi]
    version.impronta, version.importazione = mark, file.riga
    if step.fatto is not Fatto.COMPLETATO:
        # What was said of a comma that is gone stays on the version that had it.
        version.commi = version.with_summaries(summaries)
        return
    joined = version.take_summaries(summaries)
    step.al_posto, step.nella_sintesi = joined.al_posto, list(joined.rimaste)


def _new_version(
    article: Articolo,
    read: ArticoloLetto,
    versions: Sequence[VersioneArticolo],
    file: FileDiTesto,
) -> Passo:
    """A version between those of before its day, which end there, and those of after."""
    version = VersioneArticolo(articolo=article)
    if not versions:
        version.dal = _first_day(read, file.atto)
        return Passo(Fatto.AGGIUNTO, version)
    step = Passo(Fatto.CAMBIATO, version)
    day = _day_of(read, versions, file.atto)
    before = [one for one in versions if (known := _known_from(one)) is None or known <= day]
    after = [one for one in versions if one not in before]
    if after:
        following = min(after, key=lambda one: _known_from(one) or dt.date.max)
        following.dal = following.dal or _known_from(following)
        version.al = (following.dal or day) - dt.timedelta(days=1)
        step.spostate.append(following)
    if not before:
        version.dal = _first_day(read, file.atto)
        return step
    version.dal = day
    last = max(reversed(before), key=lambda one: _known_from(one) or dt.date.min)
    last.al = max(day - dt.timedelta(days=1), last.dal or dt.date.min)
    step.spostate.append(last)
    version.per_effetto_di = _cause(read, day, file.atto)
    if not after:
        # Our words were on the earlier text: they are shown, and said to be checked.
        version.sintesi, version.fonte = last.sintesi, last.fonte
        version.livello = Livello.DA_CONFERMARE
        version.commi = last.commi
    return step


def _first_day(read: ArticoloLetto, act: AttoLetto) -> dt.date | None:
    """Since when the first words known hold. The day of a consolidated text is only one on which they did."""
    as_published = act.versione_al is None or act.versione_al == act.in_vigore
    return read.dal or (act.in_vigore if as_published else None)


def _day_of(read: ArticoloLetto, versions: Sequence[VersioneArticolo], act: AttoLetto) -> dt.date:
    """From when the words hold: as the article says, if no version is of that day; else as the file."""
    own = {version.dal for version in versions}
    if read.dal and read.dal not in own:
        return read.dal
    day = act.versione_al or read.dal or act.in_vigore
    if day is None:
        raise ValidationError(
            f"L’articolo {spelled(number_of(read.numero))} ha già un altro testo, e il file non dice "
            "di che giorno è il testo: serve un file che lo dica."
        )
    return day


def _known_from(version: VersioneArticolo) -> dt.date | None:
    """The first day of which we know that a version was in force."""
    file = version.importazione
    return version.dal or (file.versione_al if file else None)


def _cause(read: ArticoloLetto, day: dt.date, act: AttoLetto) -> str:
    """The act that changed the article on a day, where the file says it."""
    number = number_of(read.numero)
    causes = [
        change.origine
        for change in act.modifiche
        if change.origine and change.allegato == read.allegato
        and number_of(change.articolo or "0") == number
        and change.data in {day, None}
    ]  # fmt: skip
    return causes[-1] if causes else read.stato.per_effetto_di


def _impronta(read: ArticoloLetto) -> str:
    words = [read.rubrica, [[comma.numero, comma.testo] for comma in read.commi]]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()
