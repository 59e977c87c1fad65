"""Which acts the contents of today cite: counted for the reader, each content once for an act."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Case, Q, When
from django.db.models.functions import Length

from piattaforma.citazioni import Identificatore, parse_identifier
from piattaforma.nucleo.contents import contents_by_type, entries_of, visible_rows
from piattaforma.nucleo.querysets import Reader

from .chi_cita import Chiave, ChiCita, Sorgente, citations_of, who_cites
from .chiavi import join_keys
from .frasi import OMISSIS
from .models import Citazione
from .risolutore import act_slug, indirizzo_chi_cita, resolve

#: Who cites an act, in the list of all acts; the act's own list has them all.
MOSTRATI = 6
#: How long a sentence shown as an example may be.
ESEMPIO = (60, 220)
#: Among how many it is chosen.
ESEMPI = 40


class Genere(NamedTuple):
    """A kind of content, as it is counted."""

    uno: str
    molti: str
    guida: bool

    def counted(self, n: int) -> str:
        return f"{n}\u00a0{self.uno if n == 1 else self.molti}"


@dataclass
class AttoCitato:
    """An act or decision that visible contents cite."""

    identificatore: Identificatore
    slug: str
    titolo: str
    esteso: str
    ufficiale: str
    #: where the site tells who cites it; the official source where it has no such page
    url: str
    #: kind of content → how many of it cite the act, what readers come for first
    generi: dict[Genere, int]
    schede: list[ChiCita] = field(default_factory=list)

    @property
    def n(self) -> int:
        return sum(self.generi.values())

    @property
    def n_guida(self) -> int:
        return sum(n for genere, n in self.generi.items() if genere.guida)

    @property
    def conteggio(self) -> str:
        """Write "22 schede, 1 notizia"."""
        return ", ".join(genere.counted(n) for genere, n in self.generi.items())

    @property
    def conteggio_guida(self) -> str:
        """Write "22 schede": what readers come for, or everything where none of it cites the act."""
        counts = [genere.counted(n) for genere, n in self.generi.items() if genere.guida]
        return ", ".join(counts) or self.conteggio

    @property
    def altre(self) -> int:
        return self.n - len(self.schede)

    @property
    def is_decisione(self) -> bool:
        return self.identificatore.is_decisione


@dataclass
class _Citati:
    """What a reader's contents cite: who cites each act, and in which spellings."""

    sorgenti: dict[str, set[Chiave]]
    grafie: dict[str, set[str]]
    #: vague join key → the act that it means
    uniti: dict[str, str]

    def acts(self) -> list[AttoCitato]:
        """The most cited first; who cites them is not filled in."""
        identifiers = {key: self._fullest(key) for key in self.sorgenti}
        resolved = resolve(identifiers.values())
        acts = []
        for key, identifier in identifiers.items():
            answer = resolved[str(identifier)]
            acts.append(
                AttoCitato(
                    identificatore=identifier,
                    slug=act_slug(identifier),
                    titolo=answer.titolo,
                    esteso=answer.esteso,
                    ufficiale=answer.ufficiale,
                    url=answer.url
                    if not answer.esterno
                    else indirizzo_chi_cita(identifier) or answer.url,
                    generi=_by_kind(self.sorgenti[key]),
                )
            )
        return sorted(acts, key=lambda act: (-act.n_guida, -act.n, act.titolo.lower(), act.slug))

    def _fullest(self, key: str) -> Identificatore:
        """The act as the spelling that says most names it: with the day."""
        acts = {parse_identifier(text).atto for text in self.grafie[key]}
        named = (act for act in acts if act.chiave == key)
        return max(named, key=lambda act: (len(str(act)), str(act)))


def cited_acts(
    user: Reader, *, slug: str = "", start: int = 0, shown: int = MOSTRATI
) -> list[AttoCitato]:
    """The acts that what `user` may read cites, the most cited first (the one of `slug` alone, if given).

    Of each the contents from `start`, as many as `shown`, in the order of the site. Three queries.
    """
    cited = _cited(user)
    acts = [act for act in cited.acts() if slug in {"", act.slug}]
    citing = {act.slug: cited.sorgenti[act.identificatore.chiave] for act in acts}
    entries = entries_of(Sorgente(*key) for key in set().union(*citing.values()))
    pages = {
        name: sorted(sources, key=lambda source: (entries[source].ordine, source))[start:][:shown]
        for name, sources in citing.items()
    }
    rows = citations_of({source for page in pages.values() for source in page}, cited.uniti)
    for act in acts:
        key = act.identificatore.chiave
        act.schede = [who_cites(entries[one], rows[key, one]) for one in pages[act.slug]]
    return acts


def most_cited_acts(user: Reader, shown: int) -> tuple[list[AttoCitato], int]:
    """The first of `cited_acts`, without who cites them, and how many there are; one query."""
    acts = _cited(user).acts()
    return acts[:shown], len(acts)


def by_kind(counts: Mapping[int, int]) -> dict[Genere, int]:
    """Content type → how many, told by kind: what readers come for first, then the most."""
    contents = contents_by_type()
    counted: dict[Genere, int] = defaultdict(int)
    for content_type, n in counts.items():
        content = contents[content_type]
        counted[Genere(content.genere.lower(), content.plurale, content.guida)] += n
    return dict(sorted(counted.items(), key=lambda item: (not item[0].guida, -item[1])))


def _by_kind(sources: Iterable[Chiave]) -> dict[Genere, int]:
    return by_kind(Counter(content_type for content_type, _ in sources))


def _cited(user: Reader) -> _Citati:
    visible = visible_rows(Citazione.objects.all(), user, attuali=True).order_by()
    rows = visible.values_list("identificatore", "content_type_id", "object_id").distinct()
    by_spelling: dict[str, set[Chiave]] = defaultdict(set)
    for text, content_type, key in rows:
        by_spelling[text].add((content_type, key))
    joined = join_keys(parse_identifier(text) for text in by_spelling)
    sources: dict[str, set[Chiave]] = defaultdict(set)
    spellings: dict[str, set[str]] = defaultdict(set)
    for text, citing in by_spelling.items():
        act = parse_identifier(text).chiave
        act = joined.get(act, act)
        sources[act] |= citing
        spellings[act].add(text)
    return _Citati(sources, spellings, joined)


def example_of(user: Reader, acts: list[AttoCitato]) -> Citazione | None:
    """A whole short sentence that cites an article of the first of `acts` that has one.

    Where no text does, a reference of which an editor says why it matters. One query.
    """
    recognised = Q(origine=Citazione.Origine.RICONOSCIUTA)
    whole = recognised & Q(lunga__range=ESEMPIO) & ~Q(frase__startswith=OMISSIS)
    first = [When(atto=act.identificatore.chiave, then=n) for n, act in enumerate(acts)]
    if not first:
        return None
    rows = (
        visible_rows(Citazione.objects.exclude(articolo=""), user, attuali=True)
        .filter(atto__in=[act.identificatore.chiave for act in acts])
        .annotate(lunga=Length("frase"))
        .filter(whole | ~Q(perche=""))
        .order_by(
            Case(When(recognised, then=0), default=1),
            Case(*first),
            *("content_type_id", "object_id", "ordine"),
        )[:ESEMPI]
    )
    found = list(rows)
    return next((row for row in found if _stands_alone(row.frase)), next(iter(found), None))


def _stands_alone(sentence: str) -> bool:
    """An item of a list, a cell or a caption is no sentence."""
    return sentence[:1].isupper() and sentence.endswith((".", "?"))
