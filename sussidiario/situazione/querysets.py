"""Reading situations: with their schede of today, those near a scheda, and what does not meet."""

from dataclasses import dataclass, field

from piattaforma.nucleo.querysets import Reader

from ..edizione.codici import codes_used_twice
from ..models import EdizionePage, SchedaDiSituazione, SchedaPage, Situazione
from ..querysets import IN_LISTS, current_key, live_today, schede_of


@dataclass
class SituazioneLetta:
    """A situation with the schede of today that a reader may see, in order."""

    frase: str
    codice: str
    spiegazione: str
    schede: list[SchedaPage] = field(default_factory=list)


@dataclass
class CapiSciolti:
    """What editors are to put right."""

    #: current schede that no situation leads to
    senza: list[SchedaPage] = field(default_factory=list)
    #: situation → codes that the current edition has not
    perdute: list[tuple[Situazione, list[str]]] = field(default_factory=list)
    #: codes that more than one scheda of an edition bears: a bulk action may bring them there
    doppi: list[tuple[EdizionePage, list[str]]] = field(default_factory=list)


def situations_of(edition: EdizionePage | None, user: Reader) -> list[SituazioneLetta]:
    """Every situation that leads somewhere in an edition; three queries with that of the schede."""
    if edition is None:
        return []
    schede = {s.codice: s for s in schede_of(edition, user).only(*IN_LISTS, "in_breve", "livello")}
    found = []
    for situation in Situazione.objects.prefetch_related("schede"):
        there = [schede[row.codice] for row in situation.schede.all() if row.codice in schede]
        if there:
            found.append(
                SituazioneLetta(situation.frase, situation.codice, situation.spiegazione, there)
            )
    return found


def situations_with(codice: str) -> tuple[list[tuple[str, str]], list[str]]:
    """(sentence, code) of each situation with this scheda, and the codes beside it, the nearest first.

    One query.
    """
    own = SchedaDiSituazione.objects.filter(codice=codice).values("situazione")
    rows = SchedaDiSituazione.objects.filter(situazione__in=own).order_by(
        "situazione__ordine", "situazione__frase", "sort_order"
    )
    situations: dict[str, str] = {}
    together: dict[str, int] = {}
    for sentence, slug, code in rows.values_list(
        "situazione__frase", "situazione__codice", "codice"
    ):
        situations[slug] = sentence
        if code != codice:
            together[code] = together.get(code, 0) + 1
    near = sorted(together, key=lambda code: -together[code])
    return [(sentence, slug) for slug, sentence in situations.items()], near


def loose_ends() -> CapiSciolti:
    """Schede of today without a situation, situations with codes of no scheda of today."""
    ends = CapiSciolti()
    ends.doppi = [(e, twice) for e in EdizionePage.objects.all() if (twice := codes_used_twice(e))]
    if current_key() is None:
        return ends
    schede = list(live_today())
    codes = {scheda.codice for scheda in schede}
    named: set[str] = set()
    for situation in Situazione.objects.prefetch_related("schede"):
        its = [row.codice for row in situation.schede.all()]
        named |= set(its)
        if lost := [code for code in its if code not in codes]:
            ends.perdute.append((situation, lost))
    ends.senza = [scheda for scheda in schede if scheda.codice not in named]
    return ends
