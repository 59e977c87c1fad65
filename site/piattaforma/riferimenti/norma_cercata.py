"""A citation as somebody types it in the field for norms: what it may mean, and who cites it."""

from dataclasses import dataclass

from piattaforma.citazioni import Identificatore, parse_identifier, read_query
from piattaforma.citazioni.names import format_partition
from piattaforma.nucleo.querysets import Reader

from .chi_cita import ChiCita
from .querysets import Genere, who_cites_parts
from .risolutore import resolve

#: How many readings of one text are shown.
LETTURE = 5


@dataclass(frozen=True, slots=True)
class NormaCercata:
    """One reading of what was typed."""

    titolo: str
    esteso: str
    ufficiale: str
    chi_cita: list[ChiCita]
    generi: dict[Genere, int]
    #: whether the words may also mean something else
    incerta: bool

    @property
    def n(self) -> int:
        return len(self.chi_cita)

    @property
    def conteggio(self) -> str:
        return ", ".join(genere.counted(n) for genere, n in self.generi.items())


def read_typed(text: str, user: Reader) -> list[NormaCercata]:
    """What the typed text may mean, the readings that contents cite first; [] where it is no citation."""
    identifiers: dict[str, bool] = {}
    for citation in read_query(text):
        for one in citation.ids:
            identifiers[one] = False
        for one in citation.candidates:
            identifiers.setdefault(one, True)
    read = [parse_identifier(one) for one in list(identifiers)[:LETTURE]]
    resolved = resolve(read)
    citing = who_cites_parts(user, read)
    found = [
        NormaCercata(
            titolo=_title(identifier, resolved[str(identifier)].titolo),
            esteso=resolved[str(identifier)].esteso,
            ufficiale=resolved[str(identifier)].ufficiale,
            chi_cita=citing[identifier].chi_cita,
            generi=citing[identifier].generi,
            incerta=identifiers[str(identifier)],
        )
        for identifier in read
    ]
    return sorted(found, key=lambda one: one.n == 0)


def _title(identifier: Identificatore, name: str) -> str:
    return f"{format_partition(identifier)}, {name}" if identifier.partizione else name
