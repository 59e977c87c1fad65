"""The synonyms that editors keep."""

from .models import GruppoSinonimi
from .synonyms import Synonyms


def current_synonyms() -> Synonyms:
    return Synonyms.of(group.elenco for group in GruppoSinonimi.objects.filter(attivo=True))
