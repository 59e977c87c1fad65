"""What the page of a content cites: the rows of the live version, or what a preview would have."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from piattaforma.nucleo.contents import content_of

from .annotatore import NOME
from .identificatori import readable
from .models import Citazione
from .righe import keys_of_row, listed_rows

#: Where the rows stay with the object, so that list and panel of a page ask once together.
_KEPT = "_citazioni_mostrate"


def citations_shown(oggetto: Any) -> list[Citazione]:
    """The citations of one content in its order: those listed first (one query, asked once)."""
    give_citations([oggetto])
    rows: list[Citazione] = oggetto.__dict__[_KEPT]
    return rows


def give_citations(oggetti: Iterable[Any]) -> None:
    """Give each content its citations: one query for all that are live."""
    wanting = [one for one in oggetti if _KEPT not in one.__dict__]
    live = [one for one in wanting if not getattr(one, "is_anteprima", False)]
    found = _rows_of(live)
    for one in wanting:
        rows = found[_key(one)] if one in live else _previewed(one)
        one.__dict__[_KEPT] = rows


def _rows_of(oggetti: Sequence[Any]) -> dict[tuple[int, int], list[Citazione]]:
    these = Q(pk__in=[])
    by_type: dict[int, list[int]] = defaultdict(list)
    for content_type, key in map(_key, oggetti):
        by_type[content_type].append(key)
    for content_type, keys in by_type.items():
        these |= Q(content_type_id=content_type, object_id__in=keys)
    found: dict[tuple[int, int], list[Citazione]] = defaultdict(list)
    # Sentences are for who cites, elsewhere.
    rows = Citazione.objects.filter(these).defer("frase").order_by("ordine") if by_type else ()
    for row in rows:
        found[row.content_type_id, row.object_id].append(row)
    return found


def _key(oggetto: Any) -> tuple[int, int]:
    return ContentType.objects.get_for_model(oggetto).pk, oggetto.pk


def _previewed(oggetto: Any) -> list[Citazione]:
    """What an editor lists in the draft, then what is marked in its text."""
    content = content_of(oggetto)
    rows = list(listed_rows(content, oggetto)) if content else []
    marked = getattr(oggetto, "chiavi_segnate", None)
    for keys in marked(NOME) if marked else ():
        for identifier in filter(None, map(readable, keys)):
            rows.append(
                Citazione(origine=Citazione.Origine.RICONOSCIUTA, **keys_of_row(identifier))
            )
    return rows
