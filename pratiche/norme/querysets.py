"""Reading the register: records by address, their keys, who cites them and how often."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, OuterRef, QuerySet

from piattaforma.citazioni import parse_identifier
from piattaforma.nucleo.contents import visible_rows
from piattaforma.nucleo.querysets import Reader
from piattaforma.riferimenti.chi_applica import Bersaglio
from piattaforma.riferimenti.generi import Genere, by_kind
from piattaforma.riferimenti.querysets import Citati, what_is_cited

from .indirizzi import canonical
from .models import Articolo, ChiaveRegistro, Norma, Pronuncia
from .models.chiave import by_key, the_one


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


def keys_of(record: Norma | Pronuncia) -> frozenset[str]:
    """Every join key under which citations name a record; one query.

    A key that leaves out region, ministry or kind is its own only if no other record has it.
    """
    field = "norma" if isinstance(record, Norma) else "pronuncia"
    own = ChiaveRegistro.objects.filter(**{field: record.pk})
    same = ChiaveRegistro.objects.pubblicate().named(own.exclude(vaga="").values("vaga"))
    rows = list(own | same)
    known = by_key(rows)
    mine = {key for row in rows if getattr(row, f"{field}_id") == record.pk for key in _both(row)}
    return frozenset(
        key
        for key in mine
        if (row := the_one(known, key)) and getattr(row, f"{field}_id") == record.pk
    )


def _both(row: ChiaveRegistro) -> list[str]:
    return [key for key in (row.chiave, row.vaga) if key]


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
class CitatiPerScheda:
    """Who cites each record: kind → how many contents, each once."""

    citati: Citati
    norme: dict[int, dict[Genere, int]] = field(default_factory=dict)
    pronunce: dict[int, dict[Genere, int]] = field(default_factory=dict)
    #: join keys that no record of the register has
    fuori: dict[str, dict[Genere, int]] = field(default_factory=dict)


def counts_by_record(user: Reader) -> CitatiPerScheda:
    """For the lists of acts and decisions; two queries."""
    cited = what_is_cited(user)
    found = CitatiPerScheda(cited)
    of_acts = source_type(Norma)
    for key in cited.sorgenti:
        kinds = cited.kinds(key)
        if key not in cited.schede:
            found.fuori[key] = kinds
            continue
        content_type, pk = cited.schede[key]
        (found.norme if content_type == of_acts else found.pronunce)[pk] = kinds
    return found


def decisions_named(identifiers: Iterable[str], user: Reader) -> dict[str, Pronuncia]:
    """Identifier → the decision of the register that has it, under any of its keys: one query."""
    asked = {one: parse_identifier(one) for one in identifiers}
    rows = by_key(
        ChiaveRegistro.objects.pubblicate()
        .named({one.chiave for one in asked.values()})
        .filter(pronuncia__in=Pronuncia.objects.visibile_a(user))
        .select_related("pronuncia")
    )
    found = {text: the_one(rows, one.chiave, one.data) for text, one in asked.items()}
    return {text: row.pronuncia for text, row in found.items() if row and row.pronuncia}


def visible_norme(user: Reader) -> "QuerySet[Norma]":
    return Norma.objects.visibile_a(user).select_related("dati")
