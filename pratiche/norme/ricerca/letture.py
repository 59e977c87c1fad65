"""A citation as somebody types it: what it may mean, and what of it was not understood."""

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_

from django.db.models import Q

from piattaforma.citazioni import Identificatore, parse_identifier, read_query
from piattaforma.citazioni.names import format_partition
from piattaforma.lingua import fold
from piattaforma.nucleo.querysets import Reader
from piattaforma.riferimenti.chi_applica import Bersaglio, count_applying, said
from piattaforma.riferimenti.risolutore import Risolto, held, indirizzo_chi_cita, resolve

from ..models import ChiaveRegistro, Norma, Pronuncia
from ..querysets import visible_norme

#: How many readings of one text are shown.
LETTURE = 8


@dataclass(frozen=True, slots=True)
class Lettura:
    """One reading of what was typed."""

    identificatore: str
    titolo: str
    esteso: str
    rubrica: str
    stato: str
    url: str
    ufficiale: str
    #: whether the register has it
    nostra: bool
    conteggio: str = ""
    #: who cites what the register does not have
    chi_url: str = ""
    #: an article that the record of its act does not have: as it is called
    manca: str = ""


@dataclass
class Cercata:
    """What a typed text means."""

    testo: str
    letture: list[Lettura] = field(default_factory=list)
    #: words that no reading explains
    non_capito: str = ""
    #: whether the words may mean several things
    incerta: bool = False
    #: whether they name several norms, each for sure
    elenco: bool = False
    #: acts and decisions that have the words, where no citation was read
    con_le_parole: list[Norma | Pronuncia] = field(default_factory=list)

    @property
    def unica(self) -> str:
        """Where to go at once: the one reading, if the register has it and nothing is left over."""
        if len(self.letture) != 1 or self.incerta or self.non_capito:
            return ""
        (one,) = self.letture
        return one.url if one.nostra and not one.manca else ""


def read_typed(text: str, user: Reader) -> Cercata:
    """What the words may mean, the readings that the register has first."""
    found = Cercata(text)
    certain, possible = [], []
    citations = read_query(text)
    for citation in citations:
        certain += citation.ids
        possible += citation.candidates
    read = [parse_identifier(one) for one in dict.fromkeys([*certain, *possible])][:LETTURE]
    read = _carried(read)
    answers, known = resolve(read), held(read)
    readings = [_reading(one, answers[str(one)], is_held=str(one) in known) for one in read]
    # Two spellings of one record (with and without its region) are one reading.
    readings = list(
        {one.url if one.nostra else one.identificatore: one for one in readings}.values()
    )
    ours = [one for one in readings if one.nostra]
    if not certain and len(ours) == 1:
        # Of what the words may mean the register has one: that is meant.
        readings = ours
    found.elenco = len(certain) > 1 and not possible
    found.incerta = not found.elenco and (len(readings) > 1 or (bool(possible) and not ours))
    found.letture = sorted(readings, key=lambda one: not one.nostra)
    spans = [(citation.start, citation.end) for citation in citations]
    found.non_capito = _left_over(text, spans)
    for number, one in enumerate(found.letture):
        if not found.unica and not one.nostra:
            identifier = parse_identifier(one.identificatore)
            found.letture[number] = _counted(one, identifier, user)
    if not readings and text:
        found.con_le_parole = _with_words(text, user)
        found.non_capito = ""
    return found


def _carried(read: list[Identificatore]) -> list[Identificatore]:
    """An act without a record that carries acts with one (codes are annexes of decrees): those."""
    whole = {one.chiave: one for one in read if one.schema == "nir" and not one.annesso}
    annexes: dict[str, list[str]] = defaultdict(list)
    rows = ChiaveRegistro.objects.pubblicate().filter(
        reduce(or_, (Q(chiave__startswith=f"{key}:") for key in whole), Q(pk__in=[]))
    )
    for row in rows.order_by("identificatore"):
        annexes[row.chiave.rpartition(":")[0]].append(row.id_legge.annesso)
    owned = held(one.atto for one in whole.values()) if annexes else set()
    found: list[Identificatore] = []
    for one in read:
        carried = annexes.get(one.chiave, []) if str(one.atto) not in owned else []
        found += [replace(one, annesso=number) for number in carried] or [one]
    return found


def _reading(identifier: Identificatore, answer: Risolto, *, is_held: bool) -> Lettura:
    part = format_partition(identifier)
    is_ours = bool(answer.url) and not answer.esterno
    return Lettura(
        identificatore=str(identifier),
        titolo=f"{part}, {answer.titolo}" if part else answer.titolo,
        esteso=answer.esteso,
        rubrica=answer.rubrica,
        stato=answer.stato_testo,
        url=answer.url,
        ufficiale=answer.ufficiale,
        nostra=is_ours,
        manca=format_partition(replace(identifier, comma="", lettera="", numero_lettera=""))
        if is_ours and not is_held
        else "",
    )


def _counted(one: Lettura, identifier: Identificatore, user: Reader) -> Lettura:
    """How many contents cite what the register does not have."""
    target = Bersaglio(frozenset({identifier.chiave}), identifier.articolo, identifier.comma)
    counts = said(count_applying(user, target).generi)
    return replace(one, conteggio=counts, chi_url=indirizzo_chi_cita(identifier) if counts else "")


_FILLERS = re.compile(
    r"\b(?:del|della|dell|dello|di|il|la|lo|l|e|cosa|dice|testo|articolo)\b|[\W_]+"
)


def _left_over(text: str, spans: list[tuple[int, int]]) -> str:
    """The words outside the citations, if they say anything."""
    pieces, last = [], 0
    for start, end in spans:
        pieces.append(text[last:start])
        last = max(last, end)
    pieces.append(text[last:])
    rest = [piece.strip(" ,.;:") for piece in pieces if _FILLERS.sub("", piece.lower())]
    return " … ".join(rest)


def _with_words(text: str, user: Reader) -> list[Norma | Pronuncia]:
    """The acts, then the decisions, that have every word in their names."""
    words = fold(text).lower().split()
    found: list[Norma | Pronuncia] = []
    for norma in visible_norme(user):
        named = " ".join([norma.titolo_breve, norma.alias, norma.dati.titolo, norma.estremi])
        if all(word in fold(named).lower() for word in words):
            found.append(norma)
    for decision in Pronuncia.objects.visibile_a(user).only(
        "identificatore", "in_una_riga", "organo", "sede", "data"
    ):
        named = f"{decision.titolo} {decision.estremi} {decision.in_una_riga}"
        if all(word in fold(named).lower() for word in words):
            found.append(decision)
    return found[:20]
