"""Who cites an act: each content once, with what its editor lists and what its text says."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q

from piattaforma.citazioni import parse_identifier
from piattaforma.citazioni.names import format_partition
from piattaforma.nucleo.contents import Voce

from .models import Citazione
from .partizioni import natural

#: Sources asked for in one query.
_AT_ONCE = 500


#: Content type and primary key of a content.
Chiave = tuple[int, int]


class Sorgente(NamedTuple):
    """A content, as rows name it."""

    content_type_id: int
    object_id: int


@dataclass
class ChiCita:
    """A content that cites an act."""

    url: str
    titolo: str
    ordine: str = ""
    #: the parts that an editor listed or linked, and why they matter
    partizioni: list[str] = field(default_factory=list)
    perche: list[str] = field(default_factory=list)
    #: the parts that only the text cites
    nel_testo: list[str] = field(default_factory=list)
    #: a sentence of the text: before, the words that cite, after
    frase: tuple[str, str, str] | None = None


def citations_of(
    sources: Collection[Chiave], joined: Mapping[str, str]
) -> dict[tuple[str, Chiave], list[Citazione]]:
    """(join key of the act, source) → its citations in order; one query for each 500 sources."""
    found: dict[tuple[str, Chiave], list[Citazione]] = defaultdict(list)
    ordered = sorted(sources)
    for start in range(0, len(ordered), _AT_ONCE):
        by_type: dict[int, list[int]] = defaultdict(list)
        for content_type, key in ordered[start : start + _AT_ONCE]:
            by_type[content_type].append(key)
        these = Q(pk__in=[])
        for content_type, keys in by_type.items():
            these |= Q(content_type_id=content_type, object_id__in=keys)
        for row in Citazione.objects.filter(these).order_by("ordine", "pk"):
            source = (row.content_type_id, row.object_id)
            found[joined.get(row.atto, row.atto), source].append(row)
    return found


def who_cites(entry: Voce, rows: list[Citazione]) -> ChiCita:
    """One content; `rows` are its citations of one act, in order."""
    recognised = [row for row in rows if row.origine == Citazione.Origine.RICONOSCIUTA]
    who = ChiCita(entry.url, entry.titolo, entry.ordine)
    who.partizioni = _parts(row for row in rows if row not in recognised)
    who.nel_testo = [part for part in _parts(recognised) if part not in who.partizioni]
    listed = [row for row in rows if row.perche]
    who.perche = [_why(row, alone=len(listed) == 1) for row in listed]
    sentences = [row for row in rows if row.frase]
    if sentences:
        # The sentence that names an article says more than one that only names the act.
        who.frase = next((row for row in sentences if row.articolo), sentences[0]).frase_divisa
    return who


def _parts(rows: Iterable[Citazione]) -> list[str]:
    identifiers = {row.identificatore: row.id_legge for row in rows}
    ordered = sorted(identifiers.values(), key=lambda one: natural(one.partizione))
    return list(dict.fromkeys(part for one in ordered if (part := format_partition(one))))


def _why(row: Citazione, *, alone: bool) -> str:
    part = format_partition(parse_identifier(row.identificatore))
    return row.perche if alone or not part else f"{part}: {row.perche}"
