"""What editors put above the results of a question."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from django.utils import timezone

from ..contract import Document
from ..engines.base import Readers, SearchEngine
from ..models import RisultatoPromosso
from ..planning.compounds import units
from ..planning.typed import Word, read_typed

#: A question as it is compared: its stems in order, then the law that it cites.
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Promosso:
    """A document put first, and why, for whoever reads."""

    document: Document
    perche: str


def promoted_for(text: str, *, readers: Readers, engine: SearchEngine) -> list[Promosso]:
    """What is promoted today for this question, among what `readers` may find. One query."""
    found: dict[str, Promosso] = {}
    rows = list(_promoted_today(question_key(text)))
    # However many they are, the engine is asked once.
    uids = [row.uid for row in rows if row.uid]
    pages = engine.get(uids, readers=readers) if uids else {}
    for row in rows:
        document = pages.get(row.uid) if row.uid else engine.at(row.indirizzo, readers=readers)
        if document is not None:
            found.setdefault(document.uid, Promosso(document, row.perche))
    return list(found.values())


def page_of(row: RisultatoPromosso, *, readers: Readers, engine: SearchEngine) -> Document | None:
    """The page that was chosen, wherever it is now; never another that took its address."""
    if row.uid:
        return engine.get([row.uid], readers=readers).get(row.uid)
    return engine.at(row.indirizzo, readers=readers)


@lru_cache(maxsize=4096)
def question_key(text: str) -> Key:
    """Equal for questions that say the same but for case, accents, plurals, hyphens, small words, quotes.

    () for a text without words, or with some to leave out: nothing is promoted for it.
    """
    typed = read_typed(text)
    if typed.escluse:
        return ()
    words = [*typed.parole, *(Word(word) for phrase in typed.frasi for word in phrase)]
    cited = sorted(one for citation in typed.citazioni for one in citation.ids)
    return (*(unit.insieme.term for unit in units(words)), *cited)


def _promoted_today(key: Key) -> Iterator[RisultatoPromosso]:
    if not key:
        return
    today = timezone.localdate()
    rows = RisultatoPromosso.objects.filter(
        Q(dal=None) | Q(dal__lte=today), Q(al=None) | Q(al__gte=today)
    ).order_by("pk")
    for row in rows:
        if any(question_key(question) == key for question in row.elenco):
            yield row
