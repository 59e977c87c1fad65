"""Which acts the contents of today cite: counted for the reader, each content once for an act."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Case, Min, Q, When
from django.db.models.functions import Length

from piattaforma.citazioni import Identificatore, parse_identifier
from piattaforma.nucleo.contents import entries_of, visible_rows
from piattaforma.nucleo.querysets import Reader

from .chi_cita import Chiave, ChiCita, Sorgente, citations_of, who_cites
from .chiavi import vague_key
from .frasi import OMISSIS
from .generi import Genere, by_kind, in_words
from .models import Citazione
from .risolutore import act_slug, indirizzo_chi_cita, owners, resolve

#: Who cites an act, in the list of all acts; the act's own list has them all.
MOSTRATI = 6
#: How long a sentence shown as an example may be.
ESEMPIO = (60, 220)
#: Among how many it is chosen.
ESEMPI = 40


@dataclass
class AttoCitato:
    """An act or decision that visible contents cite."""

    identificatore: Identificatore
    #: what it is counted under, and every join key under which it is cited
    chiave: str
    chiavi: frozenset[str]
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
        return in_words(self.generi)

    @property
    def conteggio_guida(self) -> str:
        """Write "22 schede": what readers come for, or everything where none of it cites the act."""
        return in_words(self.generi, solo_guida=True)

    @property
    def is_decisione(self) -> bool:
        return self.identificatore.is_decisione


@dataclass
class Citati:
    """What a reader's contents cite, counted under its owner: one count for every page and list."""

    sorgenti: dict[str, set[Chiave]]
    #: the same by article; "" is the act itself
    articoli: dict[tuple[str, str], set[Chiave]]
    #: how each act is spelled
    grafie: dict[str, set[Identificatore]]
    #: join key → the one it is counted under, where it is another
    uniti: dict[str, str]
    #: content type and primary key of the acts' records, of those that have one
    schede: dict[str, Chiave]

    def kinds(self, key: str) -> dict[Genere, int]:
        return by_kind(Counter(content_type for content_type, _ in self.sorgenti[key]))

    def fullest(self, key: str) -> Identificatore:
        """The act as the spelling that says most names it: with the day."""
        return max(self.grafie[key], key=lambda act: (act.chiave == key, len(str(act)), str(act)))

    def acts(self, keys: Iterable[str] | None = None) -> list[AttoCitato]:
        """The most cited first; who cites them is not filled in."""
        identifiers = {k: self.fullest(k) for k in (self.sorgenti if keys is None else keys)}
        resolved = resolve(identifiers.values())
        acts = []
        for key, identifier in identifiers.items():
            answer = resolved[str(identifier)]
            acts.append(
                AttoCitato(
                    identificatore=identifier,
                    chiave=key,
                    chiavi=frozenset(act.chiave for act in self.grafie[key]),
                    slug=act_slug(identifier),
                    titolo=answer.titolo,
                    esteso=answer.esteso,
                    ufficiale=answer.ufficiale,
                    url=answer.url
                    if not answer.esterno
                    else indirizzo_chi_cita(identifier) or answer.url,
                    generi=self.kinds(key),
                )
            )
        return sorted(acts, key=lambda act: (-act.n_guida, -act.n, act.titolo.lower(), act.slug))

    def at(self, slug: str) -> list[str]:
        """The acts with this part of an address."""
        return [key for key in self.sorgenti if act_slug(self.fullest(key)) == slug]


def cited_acts(
    user: Reader, *, slug: str = "", start: int = 0, shown: int = MOSTRATI
) -> list[AttoCitato]:
    """The acts that what `user` may read cites, the most cited first (the one of `slug` alone, if given).

    Of each the contents from `start`, as many as `shown`, in the order of the site.
    """
    cited = cited_at(user, slug) if slug else what_is_cited(user)
    acts = cited.acts(cited.at(slug) if slug else None) if cited.sorgenti else []
    entries = entries_of(Sorgente(*key) for act in acts for key in cited.sorgenti[act.chiave])
    pages = {
        act.chiave: sorted(
            cited.sorgenti[act.chiave], key=lambda source: (entries[source].ordine, source)
        )[start:][:shown]
        for act in acts
    }
    rows = citations_of({source for page in pages.values() for source in page}, cited.uniti)
    for act in acts:
        key = act.chiave
        act.schede = [who_cites(entries[one], rows[key, one]) for one in pages[key]]
    return acts


def most_cited_acts(user: Reader, shown: int) -> tuple[list[AttoCitato], int]:
    """The first of `cited_acts`, without who cites them, and how many there are."""
    acts = what_is_cited(user).acts()
    return acts[:shown], len(acts)


def is_cited(user: Reader, slug: str) -> bool:
    """Whether what `user` may read cites the act with this part of an address."""
    return bool(cited_at(user, slug).at(slug))


def cited_at(user: Reader, slug: str) -> Citati:
    """What is cited of one address and of what may mean the same; nothing else of the site is read."""
    rows = Citazione.objects.order_by().values_list("atto").annotate(Min("identificatore"))
    acts = [parse_identifier(text).atto for _, text in rows]
    families = {vague_key(act) or act.chiave for act in acts if act_slug(act) == slug}
    if not families:
        return Citati({}, {}, {}, {}, {})
    near = [act.chiave for act in acts if families & {act.chiave, vague_key(act)}]
    return what_is_cited(user, near)


def what_is_cited(user: Reader, keys: Collection[str] | None = None) -> Citati:
    """Every act (of these join keys, if given) with who cites it: one query, and the owners'."""
    rows = visible_rows(Citazione.objects.all(), user, attuali=True).order_by()
    if keys is not None:
        rows = rows.filter(atto__in=sorted(keys))
    found = [
        (parse_identifier(text), (content_type, key))
        for text, content_type, key in rows.values_list(
            "identificatore", "content_type_id", "object_id"
        ).distinct()
    ]
    of = owners({one.atto for one, _ in found}) if found else {}
    cited = Citati(
        sorgenti=defaultdict(set),
        articoli=defaultdict(set),
        grafie=defaultdict(set),
        uniti={key: owner.chiave for key, owner in of.items() if owner.chiave != key},
        schede={owner.chiave: owner.scheda for owner in of.values() if owner.scheda},
    )
    for one, source in found:
        key = cited.uniti.get(one.chiave, one.chiave)
        if source == cited.schede.get(key):
            continue
        cited.sorgenti[key].add(source)
        cited.articoli[key, one.articolo].add(source)
        cited.grafie[key].add(one.atto)
    return cited


def example_of(user: Reader, acts: list[AttoCitato]) -> Citazione | None:
    """A whole short sentence that cites an article of the first of `acts` that has one.

    Where no text does, a reference of which an editor says why it matters. One query.
    """
    recognised = Q(origine=Citazione.Origine.RICONOSCIUTA)
    whole = recognised & Q(lunga__range=ESEMPIO) & ~Q(frase__startswith=OMISSIS)
    first = [When(atto__in=sorted(act.chiavi), then=n) for n, act in enumerate(acts)]
    if not first:
        return None
    rows = (
        visible_rows(Citazione.objects.exclude(articolo=""), user, attuali=True)
        .filter(atto__in=sorted(frozenset().union(*(act.chiavi for act in acts))))
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
