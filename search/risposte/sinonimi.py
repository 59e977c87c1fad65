"""The synonym groups of today, kept by each process until one of them changes anywhere."""

from piattaforma.nucleo.models import Generazione

from ..models import GruppoSinonimi
from ..planning.synonyms import NO_SYNONYMS, Synonyms

#: The token that changes with the groups.
CHIAVE = "sinonimi"


class _Kept:
    """What this process last read, and the token that stood then."""

    #: in one piece: threads read it while another writes
    last: tuple[str, Synonyms] = ("", NO_SYNONYMS)


def current_synonyms() -> Synonyms:
    """The active groups. One query, and one more after a change.

    The token is read before the groups: what is read too early is read again, never kept too long.
    """
    token = Generazione.current(CHIAVE)
    known, synonyms = _Kept.last
    if token != known:
        active = GruppoSinonimi.objects.filter(attivo=True).order_by("pk")
        synonyms = Synonyms.of(group.elenco for group in active)
        _Kept.last = (token, synonyms)
    return synonyms


def groups_changed() -> None:
    """Say that a group changed; every process reads them again at its next search after the commit."""
    Generazione.advance(CHIAVE)
