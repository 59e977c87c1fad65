"""A citation as a link: where it leads, and the whole name of what is cited."""

from collections.abc import Iterable

from piattaforma.citazioni import Identificatore
from piattaforma.citazioni.names import format_partition
from piattaforma.nucleo.linking import Legame

from .risolutore import Risolto

#: How many parts of an act are named.
_NAMED = 4


def citation_link(
    answer: Risolto, one: Identificatore, every: Iterable[Identificatore] = ()
) -> Legame:
    """The link of words that cite `one`, and of its act perhaps `every` other part."""
    return Legame(
        answer.url, _title(answer, one, [*(every or [one])]), "cd-cite", esterno=answer.esterno
    )


def _title(answer: Risolto, one: Identificatore, every: list[Identificatore]) -> str:
    parts = [format_partition(other) for other in every if other.chiave == one.chiave]
    named = answer.titolo.lower() in answer.esteso.lower()
    name = answer.esteso if named else f"{answer.titolo} ({answer.esteso})"
    words = "; ".join([part for part in dict.fromkeys(parts) if part][:_NAMED])
    title = f"{words}, {name}" if words else name
    return title[:1].upper() + title[1:]
