"""An act as its official file says it: what an import writes, and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from piattaforma.citazioni import IdentificatoreNonValido, parse_identifier


@dataclass(frozen=True, slots=True)
class RinvioLetto:
    """A citation marked by the source: offsets in the text of its comma, and our identifier.

    The act is as right as the source; the article less so: in lists of several acts the official
    mark-up is known to attach numbers to the act named before.
    """

    inizio: int
    fine: int
    identificatore: str


@dataclass(frozen=True, slots=True)
class StatoLetto:
    """What the text or the life cycle says of force; `per_effetto_di` is an identifier or ""."""

    abrogato: bool = False
    per_effetto_di: str = ""
    dal: date | None = None


@dataclass(frozen=True, slots=True)
class SoppressioneLetta:
    """A part of a comma that is gone while the comma lives: `parte` is "lettera z)", "periodo"."""

    parte: str
    per_effetto_di: str


@dataclass(frozen=True, slots=True)
class CommaLetto:
    """`testo` has the words of the source, one paragraph a line; `numero` is "" if it bears none."""

    numero: str
    eid: str
    testo: str
    rinvii: tuple[RinvioLetto, ...] = ()
    stato: StatoLetto = StatoLetto()
    soppressioni: tuple[SoppressioneLetta, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticoloLetto:
    """`numero` is "55" or "4-bis"; `note` are the publisher's own notes, never words of the law."""

    numero: str
    eid: str
    rubrica: str
    dove: str
    commi: tuple[CommaLetto, ...]
    allegato: str = ""
    stato: StatoLetto = StatoLetto()
    dal: date | None = None
    note: str = ""

    @property
    def testo(self) -> str:
        """All its commi, as people read them."""
        return "\n".join(
            f"{one.numero}. {one.testo}" if one.numero else one.testo for one in self.commi
        )


@dataclass(frozen=True, slots=True)
class AllegatoLetto:
    """An annex: `commi` hold its own text, its articles are among those of the act."""

    numero: str
    titolo: str
    commi: tuple[CommaLetto, ...] = ()


@dataclass(frozen=True, slots=True)
class PubblicazioneLetta:
    dove: str
    numero: str
    data: date | None


@dataclass(frozen=True, slots=True)
class EventoLetto:
    """A date of the life cycle, and the act that caused it ("" if the source does not say)."""

    data: date
    origine: str = ""
    tipo: str = ""


@dataclass(frozen=True, slots=True)
class ModificaLetta:
    """A change undergone: `tipo` is abrogazione, sostituzione, integrazione or modifica."""

    tipo: str
    articolo: str
    comma: str
    allegato: str
    origine: str
    data: date | None


@dataclass(frozen=True, slots=True)
class AttoLetto:
    """Everything that one file says of one act; `avvisi` are what a person should know of it."""

    formato: str
    titolo: str
    identificatore: str
    eli: str
    codice_redazionale: str
    pubblicazione: PubblicazioneLetta | None
    data: date | None
    in_vigore: date | None
    versione_al: date | None
    eventi: tuple[EventoLetto, ...]
    modifiche: tuple[ModificaLetta, ...]
    preambolo: CommaLetto | None
    articoli: tuple[ArticoloLetto, ...]
    allegati: tuple[AllegatoLetto, ...]
    stato: StatoLetto
    rinvii_illeggibili: int
    avvisi: tuple[str, ...]

    @property
    def commi(self) -> Iterator[CommaLetto]:
        """Every comma of its articles and annexes."""
        for article in self.articoli:
            yield from article.commi
        for annex in self.allegati:
            yield from annex.commi

    @property
    def numero_commi(self) -> int:
        return sum(len(article.commi) for article in self.articoli)

    @property
    def numero_rinvii(self) -> int:
        """The citations that could be read, those of the preamble included."""
        premise = len(self.preambolo.rinvii) if self.preambolo else 0
        return premise + sum(len(one.rinvii) for one in self.commi)

    def identifier_of(self, articolo: ArticoloLetto, comma: CommaLetto | None = None) -> str:
        """Our identifier of an article or comma; "" for a number that has no spelling (314/2)."""
        act = replace(parse_identifier(self.identificatore), annesso=articolo.allegato)
        part = f"art{_compact(articolo.numero)}"
        if comma is not None and comma.numero:
            part += f"-com{_compact(comma.numero)}"
        try:
            return str(parse_identifier(f"{act}~{part}"))
        except IdentificatoreNonValido:
            return ""


def _compact(number: str) -> str:
    return re.sub(r"[\s-]", "", number).lower()
