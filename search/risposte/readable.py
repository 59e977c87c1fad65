"""What readers may see of contents that an index found: read again from the database, at use."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Model, Q, QuerySet, TextField, Value, When
from django.utils import timezone

from piattaforma.nucleo.contents import Contenuto, Voce, content_of
from piattaforma.nucleo.querysets import Reader
from piattaforma.nucleo.righe import Riga, in_shape, together

from ..contract import Document
from ..engines.base import SearchEngine
from ..models import DaIndicizzare
from ..uids import key_of

#: How long a change may wait for the index before numbers are called old.
RITARDO = dt.timedelta(minutes=1)

#: Content type and key.
_Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Leggibili:
    """What the database says now of documents that an index gave."""

    #: those that the reader may see, with title and address of now
    voci: Mapping[str, Voce] = field(default_factory=dict)
    #: those that changed since they were indexed: their words may have been withdrawn
    cambiati: frozenset[str] = frozenset()
    #: whether something waits for the index, or for that whose words are proposed; whether it waits for
    #: the former, and has for long
    attesa: bool = False
    ritardo: bool = False

    def now(self, document: Document) -> Document:
        """The document as it may be shown: of one that changed, what the database says alone."""
        entry = self.voci[document.uid]
        told = replace(document, titolo=entry.titolo, url=entry.url or document.url)
        if document.uid not in self.cambiati:
            return told
        kept = {k: v for k, v in document.mostra.items() if k in {"genere", "schema"}}
        kept["occhiello"] = list(document.mostra.get("occhiello") or ())[:1]
        return replace(told, nomi=(), sommario="", sezioni=(), mostra=kept)


def readable(
    uids: Iterable[str],
    user: Reader,
    *,
    engine: SearchEngine,
    vocabulary: SearchEngine | None = None,
) -> Leggibili:
    """Those of these contents that `user` may see now, and what waits for the index: one query.

    `vocabulary`: the engine whose words are proposed, where it is another one.
    """
    by_base: dict[type[Model], tuple[Contenuto, dict[int, str]]] = {}
    kinds: dict[_Key, str] = {}
    for uid in dict.fromkeys(uids):
        found = _content_of(uid)
        if found is not None:
            content, key = found
            # Whoever reads a table reads it for all that stand on it.
            _, keys = by_base.setdefault(content.base, (content, {}))
            keys[key] = uid
            kinds[ContentType.objects.get_for_model(content.modello).pk, key] = uid
    others = [_oldest(vocabulary.nome)] if vocabulary and vocabulary is not engine else []
    waiting, oldest, *tables = together(
        [
            *_outbox(engine.nome, kinds),
            *(
                content.righe(keys).filter(pk__in=content.visibili(user).values("pk"))
                for content, keys in by_base.values()
            ),
            *others,
        ]
    )
    return Leggibili(
        voci={
            keys[row[0]]: content.voce(row)
            for (content, keys), rows in zip(by_base.values(), tables[: len(by_base)], strict=True)
            for row in rows
        },
        cambiati=frozenset(kinds[key] for key in _keys(waiting)),
        attesa=bool(oldest) or any(tables[len(by_base) :]),
        ritardo=any(late for _, late, *_ in oldest),
    )


def _outbox(index: str, kinds: Iterable[_Key]) -> Iterator["QuerySet[Any]"]:
    """The rows of these contents, and the one that has waited longest."""
    rows = DaIndicizzare.objects.filter(indice=index)
    by_type: dict[int, list[int]] = {}
    for content_type, key in kinds:
        by_type.setdefault(content_type, []).append(key)
    asked = Q(pk__in=[])
    for content_type, found in by_type.items():
        asked |= Q(content_type=content_type, object_id__in=found)
    yield in_shape(rows.filter(asked), "content_type_id", "object_id")
    yield _oldest(index)


def _oldest(index: str) -> "QuerySet[Any]":
    """The row that has waited longest, and whether that is long."""
    rows = DaIndicizzare.objects.filter(indice=index)
    late = When(quando__lt=timezone.now() - RITARDO, then=Value("1"))
    first = DaIndicizzare.objects.filter(pk__in=rows.order_by("quando").values("pk")[:1])
    return in_shape(first, Case(late, default=Value(""), output_field=TextField()))


def _keys(rows: Iterable[Riga]) -> Iterator[_Key]:
    for _, content_type, key, _ in rows:
        yield int(content_type), int(key)


def _content_of(uid: str) -> tuple[Contenuto, int] | None:
    """None for what is of no type that there is: an index may be older than the code, an address wrong."""
    try:
        model, key = key_of(uid)
    except (LookupError, ValueError):
        return None
    content = content_of(model)
    return (content, key) if content else None
