"""Reading the register: records by address, their keys, who cites them and how often."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, OuterRef, Q, QuerySet

from piattaforma.citazioni import Identificatore, parse_identifier
from piattaforma.nucleo.contents import visible_rows
from piattaforma.nucleo.querysets import Reader
from piattaforma.riferimenti.chi_applica import Bersaglio
from piattaforma.riferimenti.models import Citazione
from piattaforma.riferimenti.querysets import Genere, by_kind

from .indirizzi import canonical
from .models import Articolo, ChiaveRegistro, Norma, Pronuncia


def key_at(slug: str, user: Reader) -> ChiaveRegistro | None:
    """The key with this address whose record `user` may read, record and official side with it."""
    rows = ChiaveRegistro.objects.pubblicate().select_related("norma__dati", "pronuncia")
    return rows.filter(slug=slug).first()


def article_of(norma: Norma, numero: str) -> Articolo | None:
    """The article with this number, `55-bis` or `55bis`."""
    article = Articolo.objects.filter(norma=norma, numero=canonical(numero)).first()
    if article is not None:
        article.norma = norma
    return article


def articles_around(article: Articolo) -> tuple[Articolo | None, Articolo | None]:
    """The one before and the one after in the act, in one query."""
    others = Articolo.objects.filter(norma=article.norma_id)
    place = (article.ordine, article.pk)
    before = others.filter(ordine__lt=article.ordine) | others.filter(
        ordine=article.ordine, pk__lt=article.pk
    )
    after = others.filter(ordine__gt=article.ordine) | others.filter(
        ordine=article.ordine, pk__gt=article.pk
    )
    first = before.order_by("-ordine", "-pk").values("pk")[:1]
    last = after.order_by("ordine", "pk").values("pk")[:1]
    found = others.filter(pk__in=first) | others.filter(pk__in=last)
    previous = following = None
    for one in found.distinct():
        one.norma = article.norma
        if (one.ordine, one.pk) < place:
            previous = one
        else:
            following = one
    return previous, following


def keys_of(record: Norma | Pronuncia) -> frozenset[str]:
    """Every join key under which citations name a record; one query.

    A key that leaves out region, ministry or kind is its own only if no other record has it.
    """
    field = "norma" if isinstance(record, Norma) else "pronuncia"
    own = ChiaveRegistro.objects.filter(**{field: record.pk})
    same = ChiaveRegistro.objects.pubblicate().filter(vaga__in=own.exclude(vaga="").values("vaga"))
    rows = (own | same).values_list("chiave", "vaga", "norma", "pronuncia")
    keys: set[str] = set()
    owners: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
    for key, vague, *owner in rows:
        if record.pk == owner[0 if field == "norma" else 1]:
            keys.add(key)
        if vague:
            owners[vague].add(tuple(owner))
    return frozenset(keys | {name for name, of in owners.items() if len(of) == 1})


def target_of(record: Norma | Pronuncia, articolo: str = "", comma: str = "") -> Bersaglio:
    return Bersaglio(keys_of(record), articolo=articolo, comma=comma)


def source_of(record: Any) -> tuple[int, int]:
    """A record as the rows that cite name it."""
    return source_type(record), record.pk


def source_type(model: Any) -> int:
    """The content type of a model or of a record, without a query once Django has it."""
    return ContentType.objects.get_for_model(model).pk


def counts_by_article(
    user: Reader, target: Bersaglio, norma: Norma
) -> dict[str, dict[Genere, int]]:
    """Article → kind → how many contents cite it; "" for the act as a whole. One query.

    The act itself does not count, nor what an article says of itself: as on the article's own page.
    """
    rows = visible_rows(target.rows, user, attuali=True).order_by()
    content_type, key = source_of(norma)
    itself = Articolo.objects.filter(norma=norma.pk, numero=OuterRef("articolo")).values("pk")
    rows = rows.exclude(content_type_id=content_type, object_id=key).exclude(
        content_type_id=source_type(Articolo), object_id__in=itself
    )
    counted: dict[str, dict[int, int]] = defaultdict(dict)
    for article, kind, n in rows.values_list("articolo", "content_type_id").annotate(
        Count("object_id", distinct=True)
    ):
        counted[article][kind] = n
    return {article: by_kind(found) for article, found in counted.items()}


@dataclass
class Citati:
    """Who cites each record: kind → how many contents, each once."""

    norme: dict[int, dict[Genere, int]] = field(default_factory=dict)
    pronunce: dict[int, dict[Genere, int]] = field(default_factory=dict)
    #: join keys that no record of the register has
    fuori: dict[str, dict[Genere, int]] = field(default_factory=dict)


def counts_by_record(user: Reader) -> Citati:
    """For the lists of acts and decisions; two queries."""
    rows = visible_rows(Citazione.objects.all(), user, attuali=True).order_by()
    citing: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for key, content_type, object_id in rows.values_list(
        "atto", "content_type_id", "object_id"
    ).distinct():
        citing[key].add((content_type, object_id))
    owners = owners_by_key()
    sources: dict[tuple[str, int], set[tuple[int, int]]] = defaultdict(set)
    outside: dict[str, dict[Genere, int]] = {}
    for key, found in citing.items():
        owner = owners.get(key)
        if owner is None:
            outside[key] = by_kind(_counted(found))
        else:
            sources[owner] |= found
    counted = Citati(fuori=outside)
    for (kind, pk), found in sources.items():
        # A record does not count what it says of itself.
        own = (source_type(Norma if kind == "norma" else Pronuncia), pk)
        where = counted.norme if kind == "norma" else counted.pronunce
        where[pk] = by_kind(_counted(found - {own}))
    return counted


def fullest_spellings(user: Reader, keys: Iterable[str]) -> dict[str, Identificatore]:
    """Join key → the act as the visible citation that says most names it, with its day: one query."""
    wanted = sorted(keys)
    rows = visible_rows(Citazione.objects.filter(atto__in=wanted), user, attuali=True).order_by()
    found: dict[str, Identificatore] = {}
    for key, spelling in rows.values_list("atto", "identificatore").distinct():
        act = parse_identifier(spelling).atto
        if key not in found or len(str(act)) > len(str(found[key])):
            found[key] = act
    return found


def owners_by_key() -> dict[str, tuple[str, int]]:
    """Join key, also as citations leave it vague → the one record that it means. One query."""
    rows = ChiaveRegistro.objects.pubblicate().values_list("chiave", "vaga", "norma", "pronuncia")
    owners: dict[str, set[tuple[str, int]]] = defaultdict(set)
    own: dict[str, tuple[str, int]] = {}
    for key, vague, norma, pronuncia in rows:
        owner = ("norma", norma) if norma else ("pronuncia", pronuncia)
        own[key] = owner
        if vague:
            owners[vague].add(owner)
    return {vague: next(iter(of)) for vague, of in owners.items() if len(of) == 1} | own


def _counted(sources: Iterable[tuple[int, int]]) -> dict[int, int]:
    counted: dict[int, int] = defaultdict(int)
    for content_type, _ in sources:
        counted[content_type] += 1
    return counted


def decisions_named(identifiers: Iterable[str], user: Reader) -> dict[str, Pronuncia]:
    """Identifier → the decision of the register that has it, under any of its keys: one query."""
    asked = {one: parse_identifier(one).chiave for one in identifiers}
    rows = ChiaveRegistro.objects.pubblicate().filter(
        Q(chiave__in=set(asked.values())) | Q(vaga__in=set(asked.values())),
        pronuncia__in=Pronuncia.objects.visibile_a(user),
    )
    by_key: dict[str, dict[int, Pronuncia]] = defaultdict(dict)
    for row in rows.select_related("pronuncia"):
        assert row.pronuncia is not None
        for key in {row.chiave, row.vaga}:
            by_key[key][row.pronuncia.pk] = row.pronuncia
    return {
        one: next(iter(by_key[key].values())) for one, key in asked.items() if len(by_key[key]) == 1
    }


def visible_norme(user: Reader) -> "QuerySet[Norma]":
    return Norma.objects.visibile_a(user).select_related("dati")
